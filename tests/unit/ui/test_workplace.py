"""The window of a session at work: its three truths, and what it sends by itself."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.screen import ScreenStatus
from desktop.errors import CancelledError, TroubleError
from desktop.services.sync_values import SyncState
from tests.builders.board import a_night_shift
from tests.builders.reports import a_receipt
from tests.builders.screens import a_screen
from tests.fakes.services import services_in_memory
from tests.fakes.task_runner import HeldTaskRunner, ImmediateTaskRunner
from ui.background.task_runner import TaskRunner
from ui.page import Synced
from ui.places import ShiftEndPlace
from ui.shift_end.page import ShiftEndPage
from ui.workplace import Workplace


class NetworkDownError(TroubleError):
    message_key = "error.central_unreachable"


class CentralStore:
    """Stands in for the round: counts them, and can be told to fail."""

    def __init__(self) -> None:
        self.rounds = 0
        self.waiting = 3
        self.is_enrolled = True
        self.is_down = False

    def state(self) -> SyncState:
        error = NetworkDownError() if self.is_down and self.rounds else None
        return SyncState(waiting=self.waiting, is_enrolled=self.is_enrolled, last_error=error)

    def send(self, *_ignored: Any) -> Any:
        self.catch_up()
        return a_receipt()

    def catch_up(self, *_ignored: Any) -> tuple[int, int]:
        self.rounds += 1
        if self.is_down:
            raise NetworkDownError
        went, self.waiting = self.waiting, 0
        return went, 0


@pytest.fixture
def central() -> CentralStore:
    return CentralStore()


@pytest.fixture
def workplace(qtbot: QtBot, central: CentralStore) -> Iterator[Workplace]:
    services = services_in_memory(
        sync_state=central.state,
        send_now=central.send,
        catch_up=central.catch_up,
        show_board=a_night_shift,
    )
    runner = ImmediateTaskRunner()
    made = Workplace(services, runner, runner, rounds=ImmediateTaskRunner())
    qtbot.addWidget(made.window)
    made.begin()
    yield made
    made.leave(0)


def finish_a_screen(workplace: Workplace) -> None:
    finished = a_screen(status=ScreenStatus.COMPLETED)
    workplace._announcer.happened.emit(finished)


def test_the_three_truths_stand_in_the_status_line(workplace: Workplace) -> None:
    saved, sent, overdue = workplace.window.status.texts()

    assert saved == "Saved on this computer"
    assert sent.startswith("3 changes waiting")
    assert "overdue" in overdue


def test_a_finished_screen_is_sent_by_itself(workplace: Workplace, central: CentralStore) -> None:
    heard: list[object] = []
    workplace._announcer.happened.connect(heard.append)

    finish_a_screen(workplace)

    assert central.rounds == 1
    assert any(isinstance(fact, Synced) for fact in heard)


def test_a_workstation_that_belongs_to_no_service_sends_nothing(
    workplace: Workplace, central: CentralStore
) -> None:
    central.is_enrolled = False

    finish_a_screen(workplace)

    assert central.rounds == 0


def test_a_round_that_fails_by_itself_says_so_only_in_the_status_line(
    workplace: Workplace, central: CentralStore
) -> None:
    central.is_down = True

    finish_a_screen(workplace)

    assert "could not be reached" in workplace.window.status.trouble()
    assert workplace.window.notice.isHidden()


def test_after_a_round_that_failed_the_next_one_is_tried(
    workplace: Workplace, central: CentralStore
) -> None:
    central.is_down = True
    finish_a_screen(workplace)
    central.is_down = False

    finish_a_screen(workplace)

    assert central.waiting == 0


def test_the_status_line_says_how_old_the_picture_from_the_other_suites_is(
    workplace: Workplace,
) -> None:
    assert "other suites not seen yet" in workplace.window.status.sent.text()

    finish_a_screen(workplace)

    assert "other suites seen just now" in workplace.window.status.sent.text()


def test_a_round_by_itself_takes_no_focus_and_opens_nothing(
    qtbot: QtBot, workplace: Workplace, central: CentralStore
) -> None:
    workplace.window.show()
    qtbot.waitExposed(workplace.window)
    workplace.window.top_line.setFocus()
    before = workplace.window.focusWidget()
    central.is_down = True

    finish_a_screen(workplace)

    assert workplace.window.focusWidget() is before
    assert workplace.window.notice.isHidden()


def a_workplace(qtbot: QtBot, central: CentralStore, **runners: Any) -> Workplace:
    services = services_in_memory(
        sync_state=central.state,
        send_now=central.send,
        catch_up=central.catch_up,
        show_board=a_night_shift,
    )
    made = Workplace(services, ImmediateTaskRunner(), ImmediateTaskRunner(), **runners)
    qtbot.addWidget(made.window)
    made.begin()
    return made


def test_a_person_who_sends_does_not_wait_behind_a_round_that_came_by_itself(
    qtbot: QtBot, central: CentralStore
) -> None:
    automatic = HeldTaskRunner()
    workplace = a_workplace(qtbot, central, rounds=automatic, by_hand=ImmediateTaskRunner())
    finish_a_screen(workplace)

    workplace.window.go(ShiftEndPlace())
    page = workplace.window.page()
    assert isinstance(page, ShiftEndPage)
    page.view.send.click()

    assert central.rounds == 1
    assert page.view.receipt.isVisibleTo(page)
    automatic.release()
    workplace.leave(0)


def test_a_round_goes_on_while_one_works_elsewhere_and_its_page_finds_it_again(
    qtbot: QtBot, central: CentralStore
) -> None:
    by_hand = HeldTaskRunner()
    workplace = a_workplace(qtbot, central, rounds=ImmediateTaskRunner(), by_hand=by_hand)
    workplace.window.go(ShiftEndPlace())
    first = workplace.window.page()
    assert isinstance(first, ShiftEndPage)
    first.view.send.click()
    workplace.window.go_back()

    workplace.window.go(ShiftEndPlace())
    page = workplace.window.page()

    assert isinstance(page, ShiftEndPage)
    assert page.view.progress.isVisibleTo(page)
    assert not page.view.send.isVisibleTo(page)
    by_hand.release()
    assert page.view.receipt.isVisibleTo(page)
    workplace.leave(0)


def test_locking_cuts_a_round_at_once(qtbot: QtBot, central: CentralStore) -> None:
    began = threading.Event()

    def never_ends(_progress: Any, is_stopped: Callable[[], bool]) -> Any:
        began.set()
        while not is_stopped():
            threading.Event().wait(0.001)
        raise CancelledError

    central.catch_up = never_ends  # type: ignore[method-assign]
    rounds = TaskRunner()
    workplace = a_workplace(qtbot, central, rounds=rounds)
    finish_a_screen(workplace)
    assert began.wait(5)

    workplace.leave(5_000)

    assert rounds.unanswered() == 0


def test_the_window_names_nobody(workplace: Workplace) -> None:
    assert workplace.window.windowTitle() == "Custody Liaison - Southend"
