from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.detention import BreachReason, CallReason, HcpCall, Priority
from desktop.domain.identity import CallId, DetentionId
from tests.builders.custody import STAY, a_call, a_review
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.builders.people import KELLY
from tests.builders.staff import OKAFOR
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import DeskInMemory, services_in_memory
from tests.unit.ui.people.in_window import in_window, press, type_into
from ui.log_call.page import LogCallPage
from ui.places import LogCallPlace

Opened = Callable[..., LogCallPage]


@pytest.fixture
def desk() -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def opened(qtbot: QtBot, desk: DeskInMemory) -> Iterator[Opened]:
    windows: list[QWidget] = []

    def opened(
        told: list[Any] | None = None, call_id: CallId | None = None, **changes: Any
    ) -> LogCallPage:
        context = a_page_context(services_in_memory(desk, **changes), journey=Journey())
        context.announcer.happened.connect((told if told is not None else []).append)
        page = LogCallPage(context, LogCallPlace(KELLY, STAY, call_id))
        windows.append(in_window(qtbot, page))
        page.begin()
        return page

    yield opened
    for window in windows:
        window.close()


def save(page: LogCallPage) -> None:
    page.view.save.setFocus()
    press(page.view.save, Qt.Key.Key_Space)


def time_of(page: LogCallPage, name: str) -> QLineEdit:
    found = page.view.form.fields.widget(name).findChild(QLineEdit, "timeEdit")
    assert isinstance(found, QLineEdit)
    return found


def test_a_call_is_logged_with_a_number_key_and_the_time_it_was_made(
    opened: Opened, desk: DeskInMemory
) -> None:
    told: list[Any] = []
    page = opened(told)
    page.focus_first()
    press(page.focusWidget(), Qt.Key.Key_4)
    time = time_of(page, "requested_at")
    time.selectAll()
    type_into(time, "0122")
    save(page)

    (call,) = desk.calls
    assert (call.reason, call.priority, call.requested_at) == (
        CallReason.INJURY,
        Priority.ROUTINE,
        minutes_ago(52),
    )
    assert (call.person_id, call.detention_id, call.suite) == (KELLY, STAY, "Southend")
    assert told == [call]
    assert page.view.frame.notice.text() == "Call logged. Saved on this computer."


def test_a_call_without_a_reason_is_not_logged(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    save(page)

    assert desk.calls == []
    assert page.view.frame.errors.texts() == ["Reason: Choose why a practitioner is asked for"]


def test_what_happened_is_asked_only_once_the_call_is_logged(opened: Opened) -> None:
    page = opened()
    assert not time_of(page, "arrived_at").isVisible()

    press(page.view.form.fields.widget("reason").focusProxy(), Qt.Key.Key_1)
    save(page)

    assert time_of(page, "arrived_at").isVisible()
    assert page.view.save.text() == "&Save call"


def test_one_press_says_accepted_now_and_by_whom(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call()]
    page = opened()
    press(page.view.form.now_buttons()[0], Qt.Key.Key_Space)

    (call,) = desk.calls
    assert (call.accepted_at, call.accepted_by) == (NOW, OKAFOR)


def test_arriving_in_time_asks_for_no_excuse(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call(requested_at=minutes_ago(60))]
    page = opened()
    press(page.view.form.now_buttons()[2], Qt.Key.Key_Space)

    assert desk.calls[0].arrived_at == NOW
    assert not page.view.form.fields.widget("breach_reason").isVisible()


def test_arriving_late_asks_why_and_keeps_the_reason(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call(requested_at=minutes_ago(72))]
    page = opened()
    press(page.view.form.now_buttons()[2], Qt.Key.Key_Space)
    why = page.view.form.fields.widget("breach_reason")
    assert why.isVisible()

    press(why.focusProxy(), Qt.Key.Key_3)
    save(page)

    assert desk.calls[0].breach_reason is BreachReason.NO_STAFF


def test_a_time_typed_by_mistake_can_be_put_right(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call(arrived_at=NOW, requested_at=minutes_ago(72))]
    page = opened()
    time = time_of(page, "arrived_at")
    time.selectAll()
    type_into(time, "02:00")
    save(page)

    assert desk.calls[0].arrived_at == minutes_ago(14)


def test_an_arrival_before_the_call_is_refused_beside_its_field(
    opened: Opened, desk: DeskInMemory
) -> None:
    desk.calls = [a_call()]
    page = opened()
    type_into(time_of(page, "arrived_at"), "0100")
    save(page)

    assert desk.calls[0].arrived_at is None
    assert page.view.frame.errors.texts() == [
        "Arrived: This is earlier than the call. Check both times"
    ]


def test_the_call_still_waiting_is_shown_first_and_enter_opens_another(
    opened: Opened, desk: DeskInMemory
) -> None:
    done = a_call(id=CallId(numbered(202)), arrived_at=minutes_ago(20), outcome="Seen")
    desk.calls = [done, a_call()]
    page = opened()
    outcome = page.findChild(QPlainTextEdit, "outcomeEdit")
    assert isinstance(outcome, QPlainTextEdit)
    assert outcome.toPlainText() == ""

    page.view.table.choose_row(0)
    press(page.view.table, Qt.Key.Key_Return)

    assert outcome.toPlainText() == "Seen"


def test_calls_of_another_stay_are_not_shown(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call(detention_id=DetentionId(numbered(199)))]
    page = opened()

    assert page.view.calls.rows() == ()
    assert page.view.save.text() == "&Log call"


def test_the_next_review_is_set_from_here(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    due, reason = (page.view.review.fields.widget(name) for name in ("due_at", "reason"))
    type_into(due.findChild(QLineEdit, "timeEdit"), "04:14")
    type_into(reason, "withdrawal chart")
    press(page.view.review.button, Qt.Key.Key_Space)

    (review,) = desk.reviews.values()
    assert (review.due_at, review.reason, review.detention_id) == (
        in_minutes(120),
        "withdrawal chart",
        STAY,
    )
    assert page.view.frame.notice.text() == "Next review set. Saved on this computer."


def test_a_review_without_a_reason_is_not_set(opened: Opened, desk: DeskInMemory) -> None:
    page = opened()
    press(page.view.review.button, Qt.Key.Key_Space)

    assert not desk.reviews
    assert page.view.frame.errors.texts() == [
        "Review due: Enter when the review is due",
        "Review for: Enter what the review is for",
    ]


def test_a_call_half_typed_survives_setting_a_review(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call()]
    desk.reviews = {a_review().id: a_review()}
    page = opened()
    outcome = page.findChild(QPlainTextEdit, "outcomeEdit")
    assert isinstance(outcome, QPlainTextEdit)
    outcome.setPlainText("Wound cleaned")
    page.view.review.set_asked.emit(in_minutes(60), "look again")

    assert outcome.toPlainText() == "Wound cleaned"


def test_a_stay_that_is_not_on_this_computer_is_said(opened: Opened, desk: DeskInMemory) -> None:
    desk.detentions.clear()
    page = opened()

    assert page.view.frame.notice.text().startswith("This record is not on this computer.")


def test_keys_are_unique_and_everything_has_a_name(opened: Opened, desk: DeskInMemory) -> None:
    desk.calls = [a_call(requested_at=minutes_ago(72), arrived_at=NOW), late()]
    page = opened()

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


def late() -> HcpCall:
    return a_call(id=CallId(numbered(203)), requested_at=minutes_ago(300))


def test_an_older_call_that_was_asked_for_is_opened(opened: Opened, desk: DeskInMemory) -> None:
    older = a_call(id=CallId(numbered(211)), reason=CallReason.INJURY, arrived_at=minutes_ago(30))
    waiting = a_call(id=CallId(numbered(212)), reason=CallReason.MEDICATION)
    desk.calls.extend([waiting, older])

    page = opened(call_id=older.id)

    row = page.view.table.currentIndex().row()
    assert page.view.calls.row_at(row) == older


def test_a_review_that_was_set_is_shown_and_focus_stays(
    opened: Opened, desk: DeskInMemory, qtbot: QtBot
) -> None:
    page = opened()
    due = page.view.review.fields.widget("due_at").findChild(QLineEdit, "timeEdit")
    reason = page.view.review.findChild(QLineEdit, "reviewReasonEdit")
    assert isinstance(due, QLineEdit)
    assert isinstance(reason, QLineEdit)
    type_into(due, "2345")
    type_into(reason, "Withdrawal chart")

    page.view.review.button.setFocus()
    press(page.view.review.button, Qt.Key.Key_Return)

    said = [label.text() for label in page.view.review.findChildren(QLabel)]
    assert any("Still to be done" in words and "Withdrawal chart" in words for words in said)
    assert page.view.review.button.hasFocus()
