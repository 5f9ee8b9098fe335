"""When a desk sends and asks by itself, over nights of a virtual clock."""

import random

import pytest

from desktop.services.when_to_sync import EVERY_MS, SELDOM_MS, WhenToSync, at_opening

MINUTE = 60_000
HOUR = 60 * MINUTE
MIDDLE = 0.5


class VirtualDesk:
    """A desk that begins each round when it is due; `network` says whether it ends well."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.now = 0
        self.network = True
        self.rounds: list[int] = []
        self.when = at_opening(0, self.random.random())

    def run_until(self, until_ms: int) -> None:
        while (due := max(self.now, self.when.due_at_ms)) <= until_ms:
            self.now = due
            assert self.when.is_due(self.now)
            self.when = self.when.begun()
            self.rounds.append(self.now)
            self.now += 200
            chance = self.random.random()
            if self.network:
                self.when = self.when.ended_well(self.now, chance)
            else:
                self.when = self.when.failed(self.now, chance, may_pass=True)
        self.now = until_ms


def test_a_desk_where_nobody_types_asks_every_few_minutes_all_the_same() -> None:
    desk = VirtualDesk()

    desk.run_until(HOUR)

    gaps = [later - before for before, later in zip(desk.rounds, desk.rounds[1:], strict=False)]
    assert desk.rounds[0] < 10_000
    assert max(gaps) < 3 * MINUTE
    assert min(gaps) > MINUTE
    assert len(set(gaps)) > 10


def test_desks_that_opened_together_do_not_ask_in_the_same_second() -> None:
    desks = [VirtualDesk(seed) for seed in range(8)]

    for desk in desks:
        desk.run_until(20 * MINUTE)

    last = {desk.rounds[-1] // 1000 for desk in desks}
    assert len(last) == len(desks)


def test_a_finished_screen_goes_at_once() -> None:
    when = WhenToSync(due_at_ms=EVERY_MS)

    assert not when.is_due(10)
    assert when.soon(10).is_due(10)


def test_a_screen_finished_during_a_round_gets_a_round_of_its_own() -> None:
    when = WhenToSync(due_at_ms=0).begun().soon(50)

    assert not when.is_due(60)
    assert when.ended_well(100, MIDDLE).is_due(100)


def test_a_finished_screen_goes_at_once_even_after_failures() -> None:
    when = WhenToSync(due_at_ms=0)
    for _ in range(6):
        when = when.begun().failed(0, MIDDLE, may_pass=True)

    assert not when.is_due(60_000)
    assert when.soon(60_000).is_due(60_000)


def test_after_each_failure_the_desk_waits_longer_up_to_a_quarter_of_an_hour() -> None:
    desk = VirtualDesk()
    desk.network = False

    desk.run_until(12 * HOUR)

    gaps = [later - before for before, later in zip(desk.rounds, desk.rounds[1:], strict=False)]
    assert gaps[0] < MINUTE
    assert gaps[3] > gaps[0]
    assert max(gaps) <= SELDOM_MS * 1.25 + 200
    assert len(desk.rounds) < 70


def test_when_the_network_comes_back_the_desk_asks_within_seconds() -> None:
    desk = VirtualDesk()
    desk.network = False
    desk.run_until(3 * HOUR)
    desk.network = True

    desk.when = desk.when.network_came(desk.now, desk.random.random())
    desk.run_until(3 * HOUR + 10_000)

    assert desk.rounds[-1] > 3 * HOUR
    assert desk.when.failures == 0


def test_where_trying_again_cannot_help_the_desk_asks_seldom() -> None:
    when = WhenToSync(due_at_ms=0).begun().failed(0, MIDDLE, may_pass=False)

    assert when.due_at_ms == SELDOM_MS


def test_a_round_that_gave_way_to_a_person_is_no_failure() -> None:
    when = WhenToSync(due_at_ms=0).begun().gave_way(0, MIDDLE)

    assert when.failures == 0
    assert not when.is_under_way
    assert when.due_at_ms == EVERY_MS


@pytest.mark.parametrize("what", ["network", "screen"])
def test_nothing_begins_a_second_round_beside_one_under_way(what: str) -> None:
    when = WhenToSync(due_at_ms=0).begun()

    when = when.network_came(5, 0.0) if what == "network" else when.soon(5)

    assert not when.is_due(60 * MINUTE)
