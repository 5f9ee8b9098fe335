"""One history: machines, a central store and a network, and what chance does with them.

`World(seed).run()` lives through it, heals it and asks the oracle. Everything that happens is told
in `trace`; the same seed tells the same.
"""

import hashlib
import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sync.client.errors import RefusedError, RoundError, UnsettledError
from sync.client.round import run_round
from tests.simulator import oracle
from tests.simulator.centre import Centre, new_centre
from tests.simulator.chance import DAY_MS, OneHand, VirtualClock
from tests.simulator.deeds import Deeds
from tests.simulator.kit import Kit
from tests.simulator.ledger import BrokenPromiseError, Heard, Ledger, proven
from tests.simulator.machine import KilledError, Machine, new_machine
from tests.simulator.network import FAIR, FOUL, Line, Network, Weather

NURSE = b"\x0e" * 16
ROUNDS_TO_HEAL = 3
MOST_MACHINES = 5
TEN_YEARS_MS = 10 * 365 * DAY_MS

# Every clause that can be left out; what the code is not held to yet is not in USUAL.
USUAL = frozenset(
    {oracle.ONLY_SHOWN_IS_REPLACED, oracle.CLONES_ARE_TOLD, oracle.NOTHING_LOST_IS_KEPT}
)


@dataclass
class World:
    seed: int
    kit: Kit
    clock: VirtualClock
    rng: random.Random
    folder: Path
    clauses: Collection[str] = USUAL
    likelier: Mapping[str, float] = field(default_factory=dict)
    machines: list[Machine] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    trace: list[str] = field(default_factory=list)
    told_of_fork: set[bytes] = field(default_factory=set)
    clones: list[tuple[Machine, Machine]] = field(default_factory=list)
    _is_nested: bool = False
    _joined: int = 0

    def __post_init__(self) -> None:
        place = self.folder / f"history-{self.seed}"
        self.folder = place
        self.centre: Centre = new_centre(
            self.kit.centre, place / "centre", self.kit.identity, self.clock
        )
        self.network = Network(self.rng, self.centre)
        self.deeds = Deeds(self.rng)
        for _ in range(self.rng.choice((2, 2, 3, 3, 4, 5))):
            self._add_machine()

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.step()
        self.heal()

    def step(self) -> None:
        self.clock.now_ms += self.rng.randint(1_000, 1_200_000)
        arrived = self.network.deliver(self.clock.now_ms)
        if arrived:
            self.tell(f"{arrived} late frames arrived")
        weights = [self.likelier.get(one.__name__, usual) for one, usual in _EVENTS.items()]
        (event,) = self.rng.choices(list(_EVENTS), weights)
        machine = self.rng.choice(self.machines)
        with self.clock.at(machine.skew_ms):
            event(self, machine)

    def tell(self, text: str) -> None:
        self.trace.append(f"{self.clock.now_ms} {text}")

    def trace_hash(self) -> str:
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()[:16]

    # What happens.

    def edit(self, machine: Machine) -> None:
        made = self.deeds.any_at(machine)
        if machine.is_dead:
            return
        if oracle.ONLY_SHOWN_IS_REPLACED in self.clauses:
            oracle.check_shown(machine, made, self.deeds.shown)
        self.ledger.saved.update(made)
        self.tell(f"{machine.name} saved {[entry.hex()[:6] for entry in made]}")

    def round(self, machine: Machine) -> None:
        self.tell(f"{machine.name} {self._round(machine, FOUL)}")

    def round_in_fair_weather(self, machine: Machine) -> None:
        self.tell(f"{machine.name} {self._round(machine, FAIR)}")

    def network_changes(self, machine: Machine) -> None:
        machine.is_online = not machine.is_online
        self.tell(f"{machine.name} is {'online' if machine.is_online else 'offline'}")

    def copy(self, machine: Machine) -> None:
        machine.copies = [*machine.copies[-2:], (self.clock.now_ms, machine.copy())]
        self.tell(f"{machine.name} was copied")

    def restore(self, machine: Machine) -> None:
        if not machine.copies:
            return
        at_ms, copy = self.rng.choice(machine.copies)
        before = machine.entries()
        machine.put_back(copy)
        self.ledger.burn(before, self._all_held())
        self.tell(f"{machine.name} was restored to {at_ms}")

    def clone(self, machine: Machine) -> None:
        if len(self.machines) >= MOST_MACHINES or self.clones:
            return
        name = f"{machine.name}'"
        other = machine.cloned_to(self.folder / name, name)
        self.machines.append(other)
        self.clones.append((machine, other))
        self.tell(f"{machine.name} was cloned")

    def killed_saving(self, machine: Machine) -> None:
        self._killed(machine, self.edit, self.rng.randint(1, 25))

    def killed_in_a_round(self, machine: Machine) -> None:
        self._killed(machine, self.round, self.rng.randint(1, 150))

    def upgrade(self, machine: Machine) -> None:
        machine.writes_schema = 2
        self.tell(f"{machine.name} was upgraded")

    def copy_centre(self, _machine: Machine) -> None:
        self.centre.back_up()
        self.tell("the centre was copied")

    def restore_centre(self, _machine: Machine) -> None:
        if not self.centre.copies:
            return
        before = self.centre.entries()
        self.centre.restore(self.rng.choice(self.centre.copies[-3:]))
        self.ledger.burn(before, self._all_held())
        self.tell("the centre was restored")

    def join(self, _machine: Machine) -> None:
        if len(self.machines) < MOST_MACHINES and self._joined < len(self.kit.devices):
            newcomer = self._add_machine()
            self.tell(f"{newcomer.name} joined: {self._round(newcomer, FAIR)}")

    # How it happens.

    def _add_machine(self) -> Machine:
        number = self._joined
        self._joined += 1
        machine = new_machine(
            f"desk{number}", self.kit.store, self.folder / f"desk{number}",
            self.kit.devices[number], self.kit.identity,
        )  # fmt: skip
        if self.rng.random() < 0.4:
            machine.skew_ms = self.rng.randint(-DAY_MS, DAY_MS)
        elif self.rng.random() < 0.08:
            machine.skew_ms = TEN_YEARS_MS
        machine.author = self.rng.randbytes(16)
        self.machines.append(machine)
        return machine

    def _round(self, machine: Machine, weather: Weather) -> str:
        is_kept_allowed = (
            self.centre.restores > 0 and oracle.NOTHING_LOST_IS_KEPT not in self.clauses
        )
        heard = Heard(machine.replica, self.centre, is_kept_allowed)
        replica: Any = heard  # all else it hands on
        line = Line(self.network, machine, weather, lambda: self._meanwhile(machine))
        try:
            result = run_round(
                replica,
                line,
                self.kit.identity.public_key,
                practitioner=NURSE,
                executor=OneHand(self.rng, weather.overtaken),
                now_ms=self.clock.read,
            )
        except KilledError:
            return "was killed in a round"
        except RefusedError as error:
            return f"was refused: {error.code}"
        except (RoundError, UnsettledError) as error:
            return f"ended with {type(error).__name__}"
        if machine.is_dead:
            return "was killed at the end of a round"
        oracle.check_refused(machine, result.refused)
        if result.receipt is None:
            return "went round without a receipt"
        oracle.check_receipt(machine, self.centre, self.ledger, proven(result.receipt, heard))
        if result.fork:
            self.told_of_fork.add(machine.device)
        return f"went round: {result.sent} sent, {result.received} received"

    def _meanwhile(self, machine: Machine) -> None:
        """While a message is on its way, its desk types on, and others do what they do."""
        if self._is_nested or self.rng.random() > 0.12:
            return
        self._is_nested = True
        try:
            other = self.rng.choice(self.machines)
            what = self.rng.choice((self.edit, self.edit, self.round_in_fair_weather))
            if other is machine:
                what = self.edit
            with self.clock.at(other.skew_ms):
                what(other)
        finally:
            self._is_nested = False

    def _killed(self, machine: Machine, what: Callable[[Machine], None], statement: int) -> None:
        before = machine.entries()
        machine.file.cut_at(statement)
        what(machine)
        left = machine.file.uncut()
        if left is None:
            return
        machine.put_back(left)
        self.tell(f"{machine.name} was killed at statement {statement}")
        oracle.check_after_kill(machine, before)

    def _all_held(self) -> list[set[bytes]]:
        return [self.centre.entries(), *(machine.entries() for machine in self.machines)]

    # The morning.

    def heal(self) -> None:
        self.tell("healing")
        self.clock.now_ms += DAY_MS
        self.network.deliver(self.clock.now_ms)
        self._is_nested = True  # nobody types any more
        for machine in self.machines:
            machine.is_online = True
        for _ in range(ROUNDS_TO_HEAL):
            for machine in self.rng.sample(self.machines, len(self.machines)):
                with self.clock.at(machine.skew_ms):
                    end = self._round(machine, FAIR)
                self.tell(f"{machine.name} {end}")
                if not end.startswith("went round"):
                    raise BrokenPromiseError("a round in fair weather ends well", end)
            if oracle.is_healed(self.machines, self.centre):
                break
        else:
            raise BrokenPromiseError("three rounds heal", "they did not")
        digest = oracle.check_morning(self.machines, self.centre, self.ledger)
        if oracle.CLONES_ARE_TOLD in self.clauses:
            oracle.check_clones_told(self.clones, self.told_of_fork)
        if oracle.CLONES_PART in self.clauses:
            oracle.check_clones_part(self.clones)
        if self.rng.random() < 0.05:
            oracle.check_folded_anew(self.rng.choice(self.machines), digest)
        self.tell(f"one digest: {digest}")


_EVENTS: dict[Callable[[World, Machine], None], float] = {
    World.edit: 40,
    World.round: 26,
    World.round_in_fair_weather: 4,
    World.network_changes: 4,
    World.copy: 5,
    World.restore: 2.5,
    World.clone: 0.7,
    World.killed_saving: 4,
    World.killed_in_a_round: 8,
    World.upgrade: 2,
    World.copy_centre: 3,
    World.restore_centre: 2,
    World.join: 1,
}
