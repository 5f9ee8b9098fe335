"""Rounds that go by themselves: when they begin, what they give way to, what they tell."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import CancelledError, TroubleError
from desktop.services.sync_values import SyncState
from tests.builders.moments import NOW
from tests.fakes.services import services_in_memory
from tests.fakes.task_runner import HeldTaskRunner, ImmediateTaskRunner
from ui.background.automatic_rounds import AutomaticRounds
from ui.background.network_watch import NetworkWatch
from ui.background.task_runner import TaskRunner

MINUTE = 60_000


class NetworkDownError(TroubleError):
    message_key = "error.central_unreachable"


class Desk:
    """A desk with a clock of its own; `during` is what happens while a round is under way."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.rounds = 0
        self.waiting = 0
        self.is_down = False
        self.is_enrolled = True
        self.went_and_came = (0, 0)
        self.addresses = frozenset({"10.0.0.7"})
        self.during: Callable[[], object] = lambda: None
        self.parent = QObject()
        self.network = NetworkWatch(lambda: self.addresses, self.parent)
        self.rounds_of: AutomaticRounds | None = None

    def send(self, _progress: Any, is_stopped: Callable[[], bool]) -> tuple[int, int]:
        self.rounds += 1
        self.during()
        if is_stopped():
            raise CancelledError
        if self.is_down:
            raise NetworkDownError
        return self.went_and_came

    def begin(self, runner: TaskRunner | None = None) -> AutomaticRounds:
        made = AutomaticRounds(
            services_in_memory(
                sync_state=lambda: SyncState(waiting=self.waiting, is_enrolled=self.is_enrolled),
                catch_up=self.send,
            ),
            ImmediateTaskRunner(self.parent),
            runner or ImmediateTaskRunner(self.parent),
            self.network,
            now_ms=lambda: self.now_ms,
            chance=lambda: 0.5,
            parent=self.parent,
        )
        self.rounds_of = made
        return made

    def wait(self, minutes: float, rounds: AutomaticRounds) -> None:
        """Let the minutes pass, looking as the timer would."""
        for _ in range(round(minutes * 12)):
            self.now_ms += 5_000
            rounds.look()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    yield made
    if made.rounds_of is not None:
        made.rounds_of.cut()
    made.parent.deleteLater()


def test_a_desk_where_nobody_types_still_hears_of_the_other_suites(desk: Desk) -> None:
    rounds = desk.begin()

    desk.wait(10, rounds)

    assert 4 <= desk.rounds <= 7
    assert rounds.heard_at == NOW


def test_pages_read_again_only_when_something_went_or_came(desk: Desk) -> None:
    rounds = desk.begin()
    news: list[None] = []
    rounds.brought_news.connect(lambda: news.append(None))
    desk.wait(5, rounds)
    assert news == []

    desk.went_and_came = (0, 1)
    desk.wait(3, rounds)

    assert news


def test_after_a_failure_the_desk_tries_again_and_says_nothing_of_having_heard(desk: Desk) -> None:
    rounds = desk.begin()
    desk.is_down = True

    desk.wait(30, rounds)

    assert 4 <= desk.rounds <= 9
    assert rounds.heard_at is None


def test_when_a_network_appears_the_desk_tries_within_seconds(desk: Desk) -> None:
    rounds = desk.begin()
    desk.is_down, desk.addresses = True, frozenset()
    desk.network.look()
    desk.wait(60, rounds)
    tried = desk.rounds

    desk.is_down, desk.addresses = False, frozenset({"10.0.0.9"})
    desk.network.look()
    desk.wait(0.2, rounds)

    assert desk.rounds == tried + 1
    assert rounds.heard_at == NOW


def test_a_network_that_goes_away_starts_nothing(desk: Desk) -> None:
    came: list[None] = []
    desk.network.came.connect(lambda: came.append(None))

    desk.addresses = frozenset()
    desk.network.look()

    assert came == []


def test_a_round_under_way_gives_way_to_the_person_who_sends(desk: Desk) -> None:
    rounds = desk.begin()
    desk.during = rounds.give_way

    rounds.screen_finished()
    desk.wait(30, rounds)
    assert desk.rounds == 1
    assert rounds.heard_at is None

    desk.during = lambda: None
    rounds.person_ended(is_well=True)
    assert rounds.heard_at == NOW
    desk.wait(4, rounds)
    assert desk.rounds > 1


def test_locking_cuts_a_round_and_no_other_begins(desk: Desk) -> None:
    rounds = desk.begin()
    desk.during = rounds.cut

    rounds.screen_finished()
    rounds.screen_finished()
    desk.wait(30, rounds)

    assert desk.rounds == 1
    assert rounds.heard_at is None


def test_a_screen_finished_while_a_round_runs_goes_with_the_next_at_once(desk: Desk) -> None:
    held = HeldTaskRunner(desk.parent)
    rounds = desk.begin(held)
    rounds.screen_finished()
    rounds.screen_finished()

    held.release()
    rounds.look()
    held.release()

    assert desk.rounds == 2


def test_a_desk_that_is_joined_to_no_store_sends_nothing(desk: Desk) -> None:
    desk.is_enrolled = False
    rounds = desk.begin()

    desk.wait(30, rounds)

    assert desk.rounds == 0
    assert rounds.heard_at is None
