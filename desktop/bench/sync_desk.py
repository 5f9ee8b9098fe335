"""Workstations to measure: the real store in a folder of its own, joined to a central store."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from desktop.assembly.session import OpenSession, assemble
from desktop.assembly.setting_up import new_practitioner
from desktop.bench.sync_central import Central
from desktop.bench.sync_payload import Payload, entries
from desktop.storage.journal import write_entries
from desktop.storage.projection import Projection
from desktop.storage.store import FILE_NAME, Store, create_store, open_store
from desktop.storage.unit_of_work import unit_of_work
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.slots import OpenedSlot
from desktop.vault.unlock import Unlocked
from sync.journal.entry import Entry
from sync.journal.signing import new_private_key

if TYPE_CHECKING:  # Loaded by the first round alone: what that costs is part of what is measured.
    from sync.client.http_server import HttpSyncServer
    from sync.client.round import RoundResult

KEY = bytes(range(32))
_IN_ONE_TRANSACTION = 2000


@dataclass(frozen=True, slots=True)
class DeskFiles:
    """A workstation's store, made once and copied for each measurement."""

    folder: Path
    device: UUID = field(default_factory=uuid4)
    signing_key: bytes = field(default_factory=new_private_key, repr=False)

    def make(self, records: Iterator[Payload] | None = None) -> "DeskFiles":
        """Make the store, with these records saved in it as if typed here."""
        self.folder.mkdir()
        store = create_store(self.folder, KEY, self.device.bytes)
        for written in in_portions(entries(self.device.bytes, records or iter(()))):
            with store.writing() as connection:
                write_entries(connection, written)
                projection = Projection(connection)
                for entry in written:
                    projection.take(entry)
                projection.write()
        store.close()
        return self

    def copied_to(self, folder: Path) -> "DeskFiles":
        folder.mkdir()
        shutil.copy(self.folder / FILE_NAME, folder / FILE_NAME)
        return DeskFiles(folder, self.device, self.signing_key)

    def as_another(self, folder: Path) -> "DeskFiles":
        """Return a copy that is a machine of its own; of an empty store only."""
        copied = self.copied_to(folder)
        return DeskFiles(copied.folder)


def in_portions(found: Iterable[Entry]) -> Iterator[list[Entry]]:
    left = iter(found)
    while portion := list(islice(left, _IN_ONE_TRANSACTION)):
        yield portion


@dataclass(slots=True)
class Desk:
    """A workstation that has joined, with all its services."""

    session: OpenSession

    @property
    def store(self) -> Store:
        return self.session.store

    def send(self) -> None:
        """Go a round as the program does: with a line of its own."""
        self.session.link.send(lambda _done, _total: None, lambda: False)

    @contextmanager
    def line(self) -> Iterator["HttpSyncServer"]:
        """Give a line for several rounds."""
        from sync.client.http_server import HttpSyncServer
        from sync.journal.signing import sign_request

        where = self.session.unlocked.workstation
        sign = partial(sign_request, self.session.unlocked.secrets.signing_key)
        with HttpSyncServer(where.central_url, where.ca, where.device_id.bytes, sign) as server:
            yield server

    def round(self, server: "HttpSyncServer") -> "RoundResult":
        from sync.client.round import run_round

        replica = self.session.link.replica()
        author = self.session.unlocked.slot.practitioner.id.bytes
        return run_round(replica, server, replica.central_key, practitioner=author)

    def save(self, records: Iterator[Payload]) -> None:
        """Save each record by itself, durably, as a person's saves are."""
        for record in records:
            with unit_of_work(self.store, os.urandom(16)) as work:
                work.drafts.append(record.draft)
                work.commit()


@contextmanager
def joined(files: DeskFiles, central: Central, url: str = "") -> Iterator[Desk]:
    """Open the store of a workstation that joins, with a link at `url` where one is given."""
    with opened(files, workstation_of(files, central, url)) as desk:
        yield desk


def workstation_of(files: DeskFiles, central: Central, url: str = "") -> Workstation:
    """Join the service."""
    from sync.client.enrol import enrol
    from sync.client.invitation import read_invitation
    from sync.journal.signing import public_key_of

    name = files.folder.name
    invitation = read_invitation(central.invitation(name, url))
    pinned = enrol(invitation, files.device.bytes, name, public_key_of(files.signing_key))
    return Workstation(
        device_id=files.device, name=name, suite=pinned.suite, service=pinned.service_name,
        central_url=pinned.url, central_id=pinned.central.hex(), ca=pinned.ca,
        central_key=pinned.central_key.hex(), central_name=pinned.store,
    )  # fmt: skip


@contextmanager
def opened(files: DeskFiles, workstation: Workstation) -> Iterator[Desk]:
    store = open_store(files.folder, KEY, files.device.bytes)
    unlocked = Unlocked(
        slot=OpenedSlot(
            practitioner=new_practitioner("A. Bench"), store_key=KEY, signing_key=bytes(32)
        ),
        secrets=DeviceSecrets(secret=bytes(32), signing_key=files.signing_key),
        workstation=workstation,
    )
    try:
        yield Desk(assemble(unlocked, store))
    finally:
        store.close()
