"""Two records side by side: a person decides with a key, is told what follows, and can undo it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.identity import PersonId
from desktop.domain.person import MarkerKind, Person
from desktop.domain.person_link import LinkDecision, PersonLink
from desktop.domain.record import Standing
from desktop.services.people_met_twice import Meeting, WhyMet
from desktop.services.person_links import LinkMovedError, WrittenSince
from tests.builders.custody import a_detention
from tests.builders.links import KELLY_ELSEWHERE, a_link, a_said
from tests.builders.moments import minutes_ago, numbered
from tests.builders.people import KELLY, a_marker, a_person, a_person_file
from tests.builders.screens import a_screen
from tests.builders.staff import OKAFOR, SHAH
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from ui.met_twice.line import MetTwiceLine
from ui.met_twice.page import MetTwicePage
from ui.page import Synced
from ui.places import MetTwicePlace, PersonPlace, ScreenPlace

ELSEWHERE = a_person(
    id=KELLY_ELSEWHERE,
    family_name="March",
    nhs_number="",
    markers={"m": a_marker(MarkerKind.ALLERGY, note="penicillin")},
)
NAMES = {OKAFOR: "J. Okafor", SHAH: "P. Shah"}


def a_meeting(**changes: Any) -> Meeting:
    meeting = Meeting(
        a=a_person(),
        b=ELSEWHERE,
        score=70,
        reasons=("match.name_sounds", "match.date_of_birth"),
        last_a=a_detention(),
    )
    return replace(meeting, **changes)


@dataclass
class Night:
    """What is proposed and decided, and what a test sees of it."""

    meetings: list[Meeting] = field(default_factory=lambda: [a_meeting()])
    links: tuple[PersonLink, ...] = ()
    written: tuple[WrittenSince, ...] = ()
    decided: list[tuple[Any, ...]] = field(default_factory=list)
    fails: Exception | None = None

    def people(self, person_id: PersonId) -> Person:
        return ELSEWHERE if person_id == KELLY_ELSEWHERE else a_person(id=person_id)

    def link(self, *asked: Any, seen: PersonLink | None = None) -> PersonLink:
        if self.fails is not None:
            raise self.fails
        self.decided.append(("link", *asked, seen))
        self.meetings.pop(0)
        return a_link()

    def refuse(self, *asked: Any, seen: PersonLink | None = None) -> PersonLink:
        self.decided.append(("refuse", *asked, seen))
        self.meetings.pop(0)
        return a_link(decision=LinkDecision.NOT_THE_SAME)

    def unlink(self, *asked: Any) -> tuple[WrittenSince, ...]:
        self.decided.append(("unlink", *asked))
        self.links = (
            a_link(
                decision=LinkDecision.ENDED,
                said={"a": a_said(), "b": a_said(decision=LinkDecision.ENDED, why="Prints")},
            ),
        )
        return self.written


Opened = Callable[..., MetTwicePage]


@pytest.fixture
def night() -> Night:
    return Night()


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def opened(night: Night, journey: Journey, qtbot: QtBot) -> Opened:
    def open_page(person_id: PersonId | None = None) -> MetTwicePage:
        context = a_page_context(
            journey=journey,
            people_met_twice=lambda _person_id=None: tuple(night.meetings),
            links_of=lambda _person_id: night.links,
            link_people=night.link,
            say_not_the_same=night.refuse,
            unlink_people=night.unlink,
            written_since_link=lambda _link: night.written,
            open_person=lambda id_: a_person_file(person=night.people(id_), names=NAMES),
        )
        page = MetTwicePage(context, MetTwicePlace(person_id))
        page.resize(1000, 700)
        in_front(page, qtbot)
        page.begin()
        return page

    return open_page


def said(page: MetTwicePage) -> str:
    return page.view.frame.notice.text()


def press(page: MetTwicePage, button: QPushButton, qtbot: QtBot) -> None:
    """Press the key of a button: Qt shows it pressed for a moment before it counts."""
    key = Qt.Key(ord(button.shortcut().toString()[-1]))
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(page.window(), key, Qt.KeyboardModifier.AltModifier)


def test_both_records_stand_side_by_side_with_what_differs_and_why(opened: Opened) -> None:
    page = opened()
    rows = {row.what: row for row in page.view.model.rows()}

    assert "Name sounds the same, same date of birth. Likeness: 70 of 100." in (
        page.view.reasons.text()
    )
    assert (rows["Name"].first, rows["Name"].second) == ("MARSH, Kelly (Ms)", "MARCH, Kelly (Ms)")
    assert rows["Name"].compared == "differs"
    assert rows["Born"].compared == "same"
    assert rows["NHS No."].compared == "one has none"
    assert rows["Last detention"].first.startswith("Southend")
    assert rows["Warnings"].second == "Allergy: penicillin"
    assert "PNC id" not in rows


def test_a_key_links_and_the_next_pair_comes(opened: Opened, night: Night, qtbot: QtBot) -> None:
    night.meetings.append(a_meeting(b=replace(ELSEWHERE, id=PersonId(numbered(3)))))
    page = opened()
    assert page.view.what.text().startswith("Pair 1 of 2:")

    press(page, page.view.link, qtbot)

    assert night.decided == [
        ("link", KELLY, KELLY_ELSEWHERE, ("match.name_sounds", "match.date_of_birth"), None)
    ]
    assert said(page).startswith("Linked")
    assert len(page.view.model.rows()) > 0
    assert not page.view.later.isVisible()


def test_a_key_says_that_they_are_two_and_nothing_is_left_to_decide(
    opened: Opened, night: Night, qtbot: QtBot
) -> None:
    page = opened()

    press(page, page.view.refuse, qtbot)

    assert night.decided == [("refuse", KELLY, KELLY_ELSEWHERE, None)]
    assert page.view.empty.isVisible()
    assert not page.view.link.isVisible()


def test_later_shows_the_next_pair_and_decides_nothing(
    opened: Opened, night: Night, qtbot: QtBot
) -> None:
    other = replace(ELSEWHERE, id=PersonId(numbered(3)), family_name="Mersh")
    night.meetings.append(a_meeting(b=other))
    page = opened()

    press(page, page.view.later, qtbot)

    assert night.decided == []
    assert page.view.what.text().startswith("Pair 2 of 2:")
    assert page.view.model.row_at(0).second == "MERSH, Kelly (Ms)"


def test_what_two_colleagues_decided_is_shown_with_who_and_when_and_settled_as_seen(
    opened: Opened, night: Night, qtbot: QtBot
) -> None:
    link = a_link(
        said={
            "a": a_said(),
            "b": a_said(decision=LinkDecision.NOT_THE_SAME, by=SHAH, why="Her cousin"),
        },
        standing=Standing(conflicts=("decision",)),
    )
    night.meetings = [a_meeting(why=WhyMet.UNDECIDED, link=link)]
    page = opened()

    assert "decided differently" in page.view.what.text()
    assert "by J. Okafor" in page.view.said.text()
    assert "by P. Shah. Her cousin" in page.view.said.text()
    press(page, page.view.link, qtbot)
    assert night.decided[0][-1] == link


def test_a_decision_that_came_meanwhile_is_told_and_looked_at_again(
    opened: Opened, night: Night, qtbot: QtBot
) -> None:
    night.fails = LinkMovedError()
    page = opened()

    press(page, page.view.link, qtbot)

    assert "A colleague has decided" in said(page)
    assert page.view.link.isEnabled()


def test_a_link_is_ended_with_a_reason_and_what_was_written_since_can_be_opened(
    opened: Opened, night: Night, journey: Journey
) -> None:
    screen = a_screen(person_id=KELLY_ELSEWHERE)
    written = WrittenSince(
        kind="screen", record=screen, person_id=KELLY_ELSEWHERE, at=minutes_ago(9), by="P. Shah"
    )
    night.meetings, night.links = [], (a_link(),)
    page = opened(KELLY)
    (card,) = page.view.cards
    night.written = (written,)

    card.end.click()
    card.sure.click()
    assert "Say why" in card.field.error()
    QTest.keyClicks(card.why, "Prints")
    card.sure.click()

    assert night.decided == [("unlink", KELLY, KELLY_ELSEWHERE, "Prints")]
    (card,) = page.view.cards
    assert not card.end.isVisible()
    (link,) = card.written
    assert "under MARCH, Kelly (Ms), born 04-Mar-1991" in link.words
    link.click()
    assert journey.places == [ScreenPlace(screen.id)]


def test_each_record_can_be_opened_before_deciding(
    opened: Opened, journey: Journey, qtbot: QtBot
) -> None:
    page = opened()

    press(page, page.view.first, qtbot)
    press(page, page.view.second, qtbot)

    assert journey.places == [PersonPlace(KELLY), PersonPlace(KELLY_ELSEWHERE)]


def test_no_key_leads_two_ways_and_every_control_has_a_name(opened: Opened, night: Night) -> None:
    night.links = (a_link(),)
    night.meetings.append(a_meeting())
    page = opened(KELLY)

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []
    page.view.cards[0].end.click()
    assert duplicate_mnemonics(page) == {}


def test_the_quiet_line_counts_once_everybody_is_compared_and_leads_here(qtbot: QtBot) -> None:
    left, journey = [2, 1, 0], Journey()
    context = a_page_context(
        journey=journey, compare_touched=lambda: left.pop(0), count_met_twice=lambda: 3
    )
    line = MetTwiceLine(context)
    qtbot.addWidget(line)
    assert line.isHidden()

    context.announcer.happened.emit(Synced())
    qtbot.waitUntil(lambda: not line.isHidden())
    line.click()

    assert line.words == "3 pairs of records may be one person: look at them"
    assert journey.places == [MetTwicePlace()]
    assert left == []
    line.show_count(0)
    assert line.isHidden()
