"""A service for one story: a real central store, and workstations with stores and services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.assembly.session import assemble
from desktop.assembly.setting_up import introduce
from desktop.domain.identity import DeviceId, PersonId, new_uuid
from desktop.domain.person import Person
from desktop.domain.staff import Practitioner
from desktop.services.everything import Services
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.slots import OpenedSlot
from desktop.vault.unlock import Unlocked
from sync.client.round import RoundResult, run_round
from sync.client.server import SyncServer
from tests.builders.people import a_person
from tests.builders.staff import a_practitioner
from tests.simulator.centre import Centre, new_centre
from tests.simulator.chance import OneHand, VirtualClock
from tests.simulator.kit import Kit
from tests.simulator.machine import KEY, Machine, new_machine
from tests.simulator.network import FAIR, Line, Network

NURSE = b"\x0e" * 16


@dataclass
class Desk:
    machine: Machine
    who: Practitioner
    signing_key: bytes
    _services: Services | None = None

    @property
    def services(self) -> Services:
        """Everything on the store as it is open now; a restore closes it."""
        if self._services is None or self.machine.opened is None:
            introduce(self.machine.store, self.who)
            self._services = assemble(self._unlocked(), self.machine.store).services
        return self._services

    def _unlocked(self) -> Unlocked:
        device = DeviceId(UUID(bytes=self.machine.device))
        return Unlocked(
            slot=OpenedSlot(practitioner=self.who, store_key=KEY, signing_key=self.signing_key),
            secrets=DeviceSecrets(secret=b"s" * 32, signing_key=self.machine.private_key),
            workstation=Workstation(device_id=device, name=self.machine.name, suite="Southend"),
        )

    def person(self, person_id: PersonId) -> Person:
        found = self.machine.reads.person(person_id)
        assert found is not None
        return found

    def adds_a_person(self, **changes: Any) -> Person:
        person = a_person(id=PersonId(new_uuid()), **changes)
        self.machine.work()(lambda work: work.people.add(person))
        return self.person(person.id)

    def changes(self, old: Person, new: Person) -> None:
        self.machine.work()(lambda work: work.people.change(old, new))


@dataclass
class Service:
    kit: Kit
    folder: Path
    rng: Any
    clock: VirtualClock = field(default_factory=VirtualClock)
    desks: list[Desk] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.centre: Centre = new_centre(
            self.kit.centre, self.folder / "centre", self.kit.identity, self.clock
        )
        self.network = Network(self.rng, self.centre)

    def desk(self, name: str) -> Desk:
        number = len(self.desks)
        machine = new_machine(
            name, self.kit.store, self.folder / name, self.kit.devices[number], self.kit.identity
        )
        who = a_practitioner(id=new_uuid(), name=f"Nurse {number}")
        machine.author = who.id.bytes
        desk = Desk(machine, who, self.rng.randbytes(32))
        self.desks.append(desk)
        return desk

    def line(self, desk: Desk, meanwhile: Callable[[], None] = lambda: None) -> Line:
        return Line(self.network, desk.machine, FAIR, meanwhile)

    def round(self, desk: Desk, server: SyncServer | None = None) -> RoundResult:
        replica: Any = desk.machine.replica
        return run_round(
            replica,
            server or self.line(desk),
            self.kit.identity.public_key,
            practitioner=NURSE,
            executor=OneHand(self.rng, 0),
        )

    def all_meet(self) -> None:
        for _ in range(2):
            for desk in self.desks:
                self.round(desk)

    def is_one(self) -> bool:
        """Say whether every store holds the same entries, and nothing waits anywhere."""
        held = self.centre.entries()
        return all(
            desk.machine.entries() == held and desk.machine.reads.waiting() == 0
            for desk in self.desks
        )
