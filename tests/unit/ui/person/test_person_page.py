from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.identity import DetentionId, ScreenId
from desktop.domain.person import MarkerKind
from desktop.domain.screen import ConsentScope, ConsentStatus, ScreenStatus
from desktop.errors import FieldProblemError, RuleBrokenError
from desktop.services.values import FormChoice, PersonFile
from tests.builders.custody import STAY, a_call, a_detention, a_review
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.builders.people import KELLY, a_marker, a_person, a_person_file
from tests.builders.reports import a_court_report
from tests.builders.screens import CANONICAL, a_consent, a_screen, an_open_screen
from tests.builders.staff import OKAFOR
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import DeskInMemory, services_in_memory
from tests.unit.ui.people.in_window import alt, in_window, press, type_into
from ui.page import Synced
from ui.person.actions import Action, offered
from ui.person.page import PersonPage
from ui.person.sheet import PersonSheet
from ui.places import (
    BookInPlace,
    ConflictsPlace,
    CourtReportPlace,
    LogCallPlace,
    PersonPlace,
    ScreenPlace,
)

Opened = Callable[..., PersonPage]
DONE = a_screen(id=ScreenId(numbered(602)), status=ScreenStatus.COMPLETED, completed_at=NOW)


@pytest.fixture
def desk() -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def opened(qtbot: QtBot, desk: DeskInMemory, journey: Journey, told: list[Any]) -> Iterator[Opened]:
    windows: list[QWidget] = []

    def opened(place: PersonPlace | None = None, **changes: Any) -> PersonPage:
        context = a_page_context(services_in_memory(desk, **changes), journey=journey)
        context.announcer.happened.connect(told.append)
        page = PersonPage(context, place or PersonPlace(KELLY))
        windows.append(in_window(qtbot, page))
        page.begin()
        return page

    yield opened
    for window in windows:
        page = window.findChild(PersonPage)
        if isinstance(page, PersonPage):
            page.leave()
        window.close()


def showing(file: PersonFile) -> dict[str, Any]:
    return {"open_person": lambda _id: file}


def choose(page: PersonPage, action: Action) -> None:
    press(page.view.card.button(action), Qt.Key.Key_Space)


def save(page: PersonPage) -> None:
    assert page.view.panel is not None
    press(page.view.panel.save, Qt.Key.Key_Space)


def field(page: PersonPage, name: str) -> QWidget:
    assert page.view.panel is not None
    return page.view.panel.fields.widget(name)


def test_a_screen_is_started_with_one_key(
    opened: Opened, journey: Journey, told: list[Any]
) -> None:
    page = opened()
    assert page.view.main.text() == "&Start Health screen"
    assert page.view.main.hasFocus()

    press(page.view.main, Qt.Key.Key_Space)

    assert journey.places == [ScreenPlace(a_screen().id)]
    assert told == [an_open_screen().screen]


def test_a_screen_half_done_is_continued(opened: Opened, journey: Journey) -> None:
    file = a_person_file(detentions=(a_detention(),), screens=(a_screen(),))
    page = opened(**showing(file))
    assert page.view.main.text() == "Contin&ue Health screen"

    press(page.view.main, Qt.Key.Key_Space)

    assert journey.places == [ScreenPlace(a_screen().id)]


def test_with_several_forms_one_is_chosen_first(opened: Opened) -> None:
    forms = tuple(
        FormChoice(canonical=name, title=name, is_built_in=True) for name in (CANONICAL, "other|1")
    )
    asked: list[Any] = []

    def start(*given: Any) -> Any:
        asked.append(given)
        return an_open_screen()

    page = opened(list_forms=lambda: forms, start_screen=start)
    press(page.view.main, Qt.Key.Key_Space)
    press(page.focusWidget(), Qt.Key.Key_Down)
    press(page.focusWidget(), Qt.Key.Key_Return)

    assert asked == [(KELLY, STAY, "other|1")]


def test_somebody_not_in_custody_is_booked_in_from_here(
    opened: Opened, desk: DeskInMemory, journey: Journey
) -> None:
    desk.detentions.clear()
    page = opened()
    press(page.view.main, Qt.Key.Key_Space)

    assert journey.places == [BookInPlace(KELLY)]
    assert not page.view.card.button(Action.RELEASE).isVisible()


def test_arrived_now_is_one_press(opened: Opened, desk: DeskInMemory, told: list[Any]) -> None:
    desk.calls = [a_call()]
    page = opened()
    choose(page, Action.ARRIVED)

    assert desk.calls[0].arrived_at == NOW
    assert told == desk.calls
    assert page.view.frame.notice.text() == "Arrival recorded. Saved on this computer."
    assert not page.view.card.button(Action.ARRIVED).isVisible()


def test_arriving_late_says_that_a_reason_is_wanted(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call(requested_at=minutes_ago(72))]
    page = opened()
    choose(page, Action.ARRIVED)

    assert page.view.frame.notice.text().startswith(
        "Arrival recorded, 12min later than the target. Say why"
    )


def test_a_review_is_set_and_then_done(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    choose(page, Action.SET_REVIEW)
    type_into(field(page, "due_at").findChild(QLineEdit, "timeEdit"), "0414")
    type_into(field(page, "reason"), "withdrawal chart")
    save(page)
    (review,) = desk.reviews.values()
    assert (review.due_at, review.detention_id, review.person_id) == (in_minutes(120), STAY, KELLY)

    choose(page, Action.REVIEW_DONE)
    save(page)

    (review,) = desk.reviews.values()
    assert (review.done_at, review.done_by) == (NOW, OKAFOR)


def test_a_panel_says_what_is_missing_and_keeps_what_was_typed(
    opened: Opened, desk: DeskInMemory
) -> None:
    page = opened()
    choose(page, Action.SET_REVIEW)
    type_into(field(page, "reason"), "look again")
    save(page)

    assert page.view.panel is not None
    assert page.view.panel.errors.texts() == ["Due: Enter when the review is due"]
    assert not desk.reviews


def test_a_warning_is_added_and_stands_in_the_banner(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    choose(page, Action.WARNING)
    press(page.focusWidget(), Qt.Key.Key_3)
    type_into(field(page, "note"), "Penicillin")
    save(page)

    (marker,) = desk.people[KELLY].markers.values()
    assert (marker.kind, marker.note) == (MarkerKind.ALLERGY, "Penicillin")
    assert "Allergy: Penicillin" in page.view.banner.accessibleName()


def test_consent_is_recorded_by_scope(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    choose(page, Action.CONSENT)
    press(field(page, "scope").focusProxy(), Qt.Key.Key_3)
    press(field(page, "status").focusProxy(), Qt.Key.Key_2)
    type_into(field(page, "reason"), "wants to see a solicitor first")
    save(page)

    (consent,) = desk.consents
    assert (consent.scope, consent.status) == (ConsentScope.COURT, ConsentStatus.REFUSED)
    assert (consent.detention_id, consent.recorded_at, consent.recorded_by) == (STAY, NOW, OKAFOR)


def test_a_court_report_is_drafted_from_a_finished_screen(opened: Opened, journey: Journey) -> None:
    asked: list[Any] = []

    def draft(*given: Any) -> Any:
        asked.append(given)
        return a_court_report()

    stay = a_detention(hearing_court="Southend Magistrates' Court", hearing_at=in_minutes(470))
    file = a_person_file(detentions=(stay,), screens=(DONE,))
    page = opened(draft_court_report=draft, **showing(file))
    choose(page, Action.REPORT)
    save(page)

    court = "Southend Magistrates' Court"
    assert asked == [(DONE.id, "court.standard", court, in_minutes(470))]
    assert journey.places == [CourtReportPlace(a_court_report().id)]


def test_no_court_report_is_offered_before_a_screen_is_finished(opened: Opened) -> None:
    file = a_person_file(detentions=(a_detention(),), screens=(a_screen(),))
    page = opened(**showing(file))

    assert not page.view.card.button(Action.REPORT).isVisible()


def test_a_move_to_another_cell_changes_the_stay_and_not_the_person(
    opened: Opened, desk: DeskInMemory
) -> None:
    changed: list[Any] = []
    page = opened(change_person=lambda *given: changed.append(given))
    choose(page, Action.DETAILS)
    cell = page.findChild(QLineEdit, "cellEdit")
    assert isinstance(cell, QLineEdit)
    cell.clear()
    type_into(cell, "C02")
    save(page)

    assert desk.detentions[STAY].cell == "C02"
    assert changed == []
    assert page.view.panel is None


def test_a_refused_detail_is_shown_at_its_field(opened: Opened) -> None:
    def refuse(_old: Any, _new: Any) -> Any:
        raise FieldProblemError({"nhs_number": "field.nhs_number"})

    page = opened(change_person=refuse)
    choose(page, Action.DETAILS)
    type_into(page.findChild(QLineEdit, "nhs_numberEdit"), "1")
    save(page)

    assert page.view.panel is not None
    assert page.view.panel.errors.texts()[0].startswith("NHS number: This is not an NHS number.")


def test_release_asks_how_the_stay_ended(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    choose(page, Action.RELEASE)
    save(page)
    assert desk.detentions[STAY].released_at is None

    type_into(field(page, "release_outcome"), "No further action")
    save(page)

    assert desk.detentions[STAY].release_outcome == "No further action"
    assert page.view.main.text() == "&Book in"


def test_a_refused_wish_is_explained_and_the_panel_stays(opened: Opened) -> None:
    def refuse(*_given: Any) -> Any:
        raise ReleasedBeforeError

    page = opened(release=refuse)
    choose(page, Action.RELEASE)
    type_into(field(page, "release_outcome"), "No further action")
    save(page)

    assert page.view.frame.notice.text().startswith("This person has already been released.")
    assert page.view.panel is not None


def test_enter_opens_what_a_row_stands_for(opened: Opened, journey: Journey) -> None:
    earlier = a_detention(id=DetentionId(numbered(102)), released_at=minutes_ago(100))
    file = a_person_file(
        detentions=(a_detention(), earlier),
        screens=(DONE,),
        calls=(a_call(),),
        reports=(a_court_report(),),
    )
    history = opened(**showing(file)).view.history
    for section in (history.screens, history.calls, history.reports, history.detentions):
        section.table.choose_row(0)
        press(section.table, Qt.Key.Key_Return)

    assert journey.places == [
        ScreenPlace(DONE.id),
        LogCallPlace(KELLY, STAY, a_call().id),
        CourtReportPlace(a_court_report().id),
        PersonPlace(KELLY, earlier.id),
    ]


def test_enter_on_a_review_or_a_consent_asks_about_it_here(opened: Opened) -> None:
    file = a_person_file(
        detentions=(a_detention(),), reviews=(a_review(),), consents=(a_consent(),)
    )
    page = opened(**showing(file))
    for section, save_words in (
        (page.view.history.reviews, "Review &done"),
        (page.view.history.consents, "&Record consent"),
    ):
        section.table.choose_row(0)
        press(section.table, Qt.Key.Key_Return)
        assert page.view.panel is not None
        assert page.view.panel.save.text() == save_words


def test_the_page_is_read_again_when_something_happened_to_her(opened: Opened) -> None:
    reads: list[Any] = []

    def read(person_id: Any) -> PersonFile:
        reads.append(person_id)
        return a_person_file()

    page = opened(open_person=read)
    happened = page.context.announcer.happened
    happened.emit(a_person(id=numbered(77)))
    happened.emit(a_call(person_id=numbered(77)))
    assert len(reads) == 1

    happened.emit(a_call())
    happened.emit(Synced())

    assert len(reads) == 3


def test_what_two_colleagues_recorded_differently_stands_at_the_top(opened: Opened) -> None:
    detention = a_detention()
    differing = replace(detention, standing=replace(detention.standing, conflicts=("cell",)))
    page = opened(**showing(a_person_file(detentions=(differing,))))
    calm = opened()

    assert page.view.conflicts.isVisible()
    assert "two colleagues recorded cell differently" in page.view.conflicts.lines()[0]
    assert not calm.view.conflicts.isVisible()
    assert not calm.view.decide.isVisible()


def test_from_there_one_comes_to_decide_by_the_keyboard(opened: Opened, journey: Journey) -> None:
    detention = a_detention()
    differing = replace(detention, standing=replace(detention.standing, conflicts=("cell",)))
    page = opened(**showing(a_person_file(detentions=(differing,))))

    page.view.decide.setFocus()
    QTest.keyClick(page.view.decide, Qt.Key.Key_Return)

    assert journey.places == [ConflictsPlace(KELLY)]


def test_a_person_who_is_not_here_is_explained(opened: Opened, desk: DeskInMemory) -> None:
    desk.people.clear()
    page = opened()

    assert page.view.frame.notice.text().startswith("This record is not on this computer.")


def test_cancel_puts_the_page_back_as_it_was(qtbot: QtBot, opened: Opened) -> None:
    page = opened()
    choose(page, Action.RELEASE)
    assert not page.view.card.choices_row.isVisible()

    alt(page.window(), Qt.Key.Key_C)

    qtbot.waitUntil(lambda: page.view.panel is None)
    assert page.view.card.choices_row.isVisible()
    assert page.window().focusWidget() is page.view.main


@pytest.mark.parametrize("action", [None, *Action])
def test_keys_are_unique_and_everything_has_a_name(opened: Opened, action: Action | None) -> None:
    file = a_person_file(
        person=a_person(markers={"a": a_marker()}),
        detentions=(a_detention(),),
        calls=(a_call(),),
        reviews=(a_review(),),
        screens=(DONE,),
        consents=(a_consent(),),
        reports=(a_court_report(),),
    )
    page = opened(**showing(file))
    if action is not None:
        choose(page, action)

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


def test_every_action_is_offered_only_where_it_makes_sense() -> None:
    nobody = PersonSheet(file=a_person_file(), detention=None)
    released = PersonSheet(file=a_person_file(), detention=a_detention(released_at=NOW))
    always = {Action.WARNING, Action.CONSENT, Action.DETAILS}

    assert set(offered(nobody)) == always
    assert set(offered(released)) == {*always, Action.OBSERVATIONS}


class ReleasedBeforeError(RuleBrokenError):
    message_key = "error.already_released"


def test_tab_goes_through_a_panel_as_it_is_read(opened: Opened) -> None:
    page = opened()
    choose(page, Action.CONSENT)
    panel = page.view.panel
    assert panel is not None
    line = panel.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setFocus()

    press(line, Qt.Key.Key_Tab)
    assert panel.save.hasFocus()

    press(panel.save, Qt.Key.Key_Tab)
    cancel = panel.focusWidget()
    assert isinstance(cancel, QPushButton)
    assert cancel.text() == "&Cancel"
