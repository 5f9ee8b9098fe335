"""The pages over real services and real stores: what was decided is what every desk shows."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.person import MarkerKind
from desktop.domain.screen import Answer
from desktop.services.questionnaires import LIAISON_SCREEN
from tests.builders.staff import SHAH, a_practitioner
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from tests.unit.desktop.services.desk import Desk, SetClock, a_desk, empty_store
from ui.conflict.list_page import ConflictsPage
from ui.conflict.opened import place_of
from ui.conflict.page import ConflictPage
from ui.places import ConflictPlace, ConflictsPlace


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    (tmp_path / "empty").mkdir()
    made, clock = empty_store(tmp_path / "empty"), SetClock()
    shah = a_practitioner(id=SHAH, name="P. Shah", profession="Nurse")
    with ExitStack() as stack:
        here = stack.enter_context(a_desk(made, tmp_path / "here", clock))
        there = stack.enter_context(
            a_desk(made, tmp_path / "there", clock, practitioner=shah, suite="Basildon")
        )
        yield here, there


def opened(qtbot: QtBot, desk: Desk, person_id: PersonId | None = None) -> ConflictPage:
    (conflict,) = desk.services.open_conflicts(person_id)
    place = place_of(conflict)
    assert isinstance(place, ConflictPlace)
    page = ConflictPage(a_page_context(desk.services), place)
    page.resize(1130, 700)
    in_front(page, qtbot)
    page.begin()
    return page


def decide(page: ConflictPage, number: int, why: str = "") -> None:
    panel = page.view.decide
    assert panel is not None
    panel.choices.buttons()[number - 1].click()
    panel.reason.setText(why)
    page.view.save.click()


def said(page: ConflictPage) -> str:
    return " ".join(card.accessibleName() for card in page.view.sides.parts())


def test_what_was_kept_is_what_both_desks_show(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    person = here.person()
    there.takes_from(here)
    theirs = there.services.open_person(person.id).person
    for desk, old, gp in ((here, person, "Kent Elms"), (there, theirs, "Scott Park")):
        desk.services.change_person(old, replace(old, gp=gp))
    here.takes_from(there)
    page = opened(qtbot, here)
    for words in ("Kent Elms", "Scott Park", "P. Shah, Nurse", "J. Okafor, RMN (you)"):
        assert words in said(page)
    number = [s.value for s in here.services.open_conflicts()[0].sides].index("Scott Park") + 1

    decide(page, number)

    assert page.view.frame.notice.text().startswith("Decided:")
    there.takes_from(here)
    for desk in desks:
        assert desk.services.open_person(person.id).person.gp == "Scott Park"
        assert desk.services.open_conflicts() == ()


def test_a_warning_that_two_recorded_is_decided_with_a_reason(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> None:
    here, there = desks
    person = here.person()
    marked = here.services.mark_warning(person.id, MarkerKind.SELF_HARM, "Cutting")
    (key,) = marked.markers
    there.takes_from(here)
    theirs = there.services.open_person(person.id).person
    for desk, old, note in ((here, marked, "Denies"), (there, theirs, "Fresh cuts seen")):
        marker = replace(old.markers[key], note=note)
        desk.services.change_person(old, replace(old, markers={key: marker}))
    here.takes_from(there)
    page = opened(qtbot, here)

    decide(page, 1)
    assert page.view.frame.errors.texts() == ["Say why: others will act on it"]
    decide(page, 1, "Examined at 02:20")

    assert here.services.open_conflicts() == ()


def answered_twice(here: Desk, there: Desk) -> ScreenId:
    stay = here.stay()
    screen = here.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN).screen
    there.takes_from(here)
    for desk, words in ((here, "Brought in shouting"), (there, "Brought in asleep")):
        desk.services.open_screen(screen.id)
        answer = Answer(values=(words,))
        desk.services.answer_question(screen.id, "today.reason_words", answer)
        desk.services.pause_screen(screen.id)
    here.takes_from(there)
    return screen.id


def test_an_answer_given_twice_is_written_anew_with_the_editor_of_its_question(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> None:
    here, _there = desks
    screen_id = answered_twice(here, desks[1])
    place = ConflictPlace("screen", screen_id, "answers/today.reason_words")
    page = ConflictPage(a_page_context(here.services), place)
    in_front(page, qtbot)
    page.begin()
    assert "Brought in shouting" in said(page)
    panel = page.view.decide
    assert panel is not None
    assert panel.third is not None
    panel.choices.buttons()[-1].click()
    QTest.keyClicks(panel.third.first(), "Brought in shouting, then slept")
    panel.reason.setText("Asked again")

    page.view.save.click()

    answers = here.services.open_screen(screen_id).answers()
    assert answers["today.reason_words"].values == ("Brought in shouting, then slept",)


def test_the_list_leads_to_what_has_to_be_decided(qtbot: QtBot, desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    answered_twice(here, there)
    journey = Journey()
    page = ConflictsPage(a_page_context(here.services, journey=journey), ConflictsPlace())
    in_front(page, qtbot)
    page.begin()
    links = [*page.clinical.links(), *page.others.links()]

    QTest.keyClick(links[0], Qt.Key.Key_Return)

    (place,) = journey.places
    assert isinstance(place, ConflictPlace)
    assert len(links) == len(here.services.open_conflicts())
