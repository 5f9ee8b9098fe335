"""A workstation with a real encrypted store and a set clock, made without a passphrase."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from desktop.assembly.session import OpenSession, assemble
from desktop.assembly.setting_up import introduce
from desktop.domain.detention import CallReason, Detention, HcpCall
from desktop.domain.identity import CallId, DetentionId, DeviceId, PersonId, new_uuid
from desktop.domain.person import Person
from desktop.domain.staff import Practitioner
from desktop.services.everything import Services
from desktop.storage.store import FILE_NAME, create_store, open_store
from desktop.storage.sync_replica import StoreReplica
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.slots import OpenedSlot
from desktop.vault.unlock import Unlocked
from sync.journal.signing import new_private_key, public_key_of
from tests.builders.custody import SUITE
from tests.builders.moments import NOW
from tests.builders.staff import a_practitioner

KEY = b"k" * 32


@dataclass
class SetClock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, minutes: float) -> datetime:
        self.now += timedelta(minutes=minutes)
        return self.now


@dataclass
class Desk:
    """One unlocked session. `again` opens another one on the same store, as after a restart."""

    session: OpenSession
    clock: SetClock
    signing_key: bytes
    verify_key: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.verify_key = public_key_of(self.session.unlocked.slot.signing_key)

    @property
    def services(self) -> Services:
        return self.session.services

    def again(self, practitioner: Practitioner | None = None) -> "Desk":
        unlocked = self.session.unlocked
        if practitioner is not None:
            introduce(self.session.store, practitioner)
            slot = replace(unlocked.slot, practitioner=practitioner, signing_key=new_private_key())
            unlocked = replace(unlocked, slot=slot)
        return Desk(
            assemble(unlocked, self.session.store, self.clock), self.clock, self.signing_key
        )

    def takes_from(self, other: "Desk") -> int:
        """Take everything that the other desk wrote, as a round through the central store would."""
        mine, theirs = self._replica(other), other._replica(self)
        batches = list(theirs.batches_beyond(mine.vector(), own_only=True, most=500))
        return mine.take(batches)

    def _replica(self, other: "Desk") -> StoreReplica:
        return StoreReplica(
            store=self.session.store,
            private_key=self.signing_key,
            central=other.session.unlocked.workstation.device_id.bytes,
            central_key=public_key_of(other.signing_key),
        )

    # What most stories begin with.

    def person(self, **changes: Any) -> Person:
        found = Person(id=PersonId(new_uuid()), family_name="Marsh", given_name="Kelly")
        return self.services.add_person(replace(found, **changes))

    def stay(self, person: Person | None = None, **changes: Any) -> Detention:
        """Book a person in who arrived an hour ago."""
        person = person or self.person()
        number = f"SN/{len(self.services.show_board().rows) + 4001}/26"
        stay = Detention(
            id=DetentionId(new_uuid()),
            person_id=person.id,
            suite=SUITE,
            custody_record_number=number,
            arrived_at=self.clock() - timedelta(minutes=60),
            cell="C11",
        )
        return self.services.book_in(replace(stay, **changes))

    def call(self, stay: Detention, minutes_ago: int, **changes: Any) -> HcpCall:
        call = HcpCall(
            id=CallId(new_uuid()),
            detention_id=stay.id,
            person_id=stay.person_id,
            suite=stay.suite,
            requested_at=self.clock() - timedelta(minutes=minutes_ago),
            reason=CallReason.INJURY,
        )
        return self.services.log_call(replace(call, **changes))


def empty_store(folder: Path) -> Path:
    """Make a store once; every desk of a run gets a copy of the file."""
    create_store(folder, KEY, b"d" * 16).close()
    return folder / FILE_NAME


@contextmanager
def a_desk(
    made: Path,
    folder: Path,
    clock: SetClock,
    *,
    practitioner: Practitioner | None = None,
    suite: str = SUITE,
) -> Iterator[Desk]:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(made, folder / FILE_NAME)
    device, device_key = DeviceId(uuid4()), new_private_key()
    store = open_store(folder, KEY, device.bytes)
    who = practitioner or a_practitioner()
    introduce(store, who)
    unlocked = Unlocked(
        slot=OpenedSlot(practitioner=who, store_key=KEY, signing_key=new_private_key()),
        secrets=DeviceSecrets(secret=b"s" * 32, signing_key=device_key),
        workstation=Workstation(device_id=device, name=f"{suite} 1", suite=suite),
    )
    try:
        yield Desk(assemble(unlocked, store, clock), clock, device_key)
    finally:
        store.close()


def born(year: int, month: int, day: int) -> date:
    return date(year, month, day)
