"""Workstations with a real encrypted store, a central store's journal, the road between them."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from desktop.domain.identity import DeviceId
from desktop.domain.staff import Device
from desktop.services.ports import UnitOfWork
from desktop.storage.kinds import KIND_OF
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.store import FILE_NAME, Store, create_store, open_store
from desktop.storage.sync_replica import StoreReplica
from desktop.storage.unit_of_work import unit_of_work
from sync.journal.chain import Batch, Draft, Piece, Tip, append
from sync.journal.entry import Entry
from sync.journal.signing import new_private_key, public_key_of, sign_head
from tests.builders.staff import OKAFOR

KEY = bytes(range(32))


@cache
def _template() -> TemporaryDirectory[str]:
    """Make one store for the whole run: a copy is there in a hundredth of the time."""
    folder = TemporaryDirectory(prefix="store-template-")
    create_store(Path(folder.name), KEY, bytes(16)).close()
    return folder


def copy_of_new_store(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(_template().name) / FILE_NAME, folder / FILE_NAME)
    return folder


class Chain:
    """A device's journal written by hand: any kind, any field, any schema."""

    def __init__(self, device: bytes = b"", private_key: bytes = b"") -> None:
        self.device = device or os.urandom(16)
        self.private_key = private_key or new_private_key()
        self.tip = Tip(self.device)
        self.entries: list[Entry] = []

    @property
    def public_key(self) -> bytes:
        return public_key_of(self.private_key)

    def write(self, *drafts: Draft) -> list[Entry]:
        entries, self.tip = append(self.tip, OKAFOR.bytes, uuid4().bytes, drafts)
        self.entries += entries
        return entries

    def batch(self, entries: Sequence[Entry] | None = None) -> Batch:
        entries = self.entries if entries is None else entries
        last = entries[-1]
        head = sign_head(self.private_key, self.device, last.header.seq, last.id)
        return Batch(head, [Piece(one.header_bytes, one.body_bytes) for one in entries])


def a_draft(kind: str, record: UUID | bytes, fields: dict[str, Any], **more: Any) -> Draft:
    key = record if isinstance(record, bytes) else record.bytes
    return Draft(
        record=key, kind=kind, person=more.pop("person", None), fields=fields,
        replaces=more.pop("replaces", {}), **more,
    )  # fmt: skip


class Central(Chain):
    """The central store's own journal: it says which devices there are and with which keys."""

    def enrol(self, device: bytes, public_key: bytes) -> None:
        record = Device(
            id=DeviceId(UUID(bytes=device)), name="WS", suite="Southend", public_key=public_key
        )
        registers = KIND_OF[Device].codec.registers(record)
        self.write(a_draft("device", device, registers))


@dataclass
class Desk:
    """A workstation: its folder, its keys and its open store."""

    folder: Path
    central: Central
    device: bytes = field(default_factory=lambda: os.urandom(16))
    private_key: bytes = field(default_factory=new_private_key)
    author: bytes = OKAFOR.bytes
    opened: Store | None = None

    @property
    def path(self) -> Path:
        return self.folder / FILE_NAME

    @property
    def store(self) -> Store:
        if self.opened is None:
            self.opened = open_store(self.folder, KEY, self.device)
        return self.opened

    @property
    def reads(self) -> ReadsOfStore:
        return ReadsOfStore(self.store)

    @property
    def replica(self) -> StoreReplica:
        return StoreReplica(
            store=self.store,
            private_key=self.private_key,
            central=self.central.device,
            central_key=self.central.public_key,
        )

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def save(self, change: Callable[[UnitOfWork], None]) -> None:
        with unit_of_work(self.store, self.author) as work:
            change(work)
            work.commit()

    def copied_to(self, folder: Path) -> "Desk":
        """Return this desk restored elsewhere: same device, same key, the files of now."""
        self.close()
        shutil.copytree(self.folder, folder)
        return Desk(folder, self.central, self.device, self.private_key, self.author)


def everything_beyond(giver: Desk, taker: Desk, *, most: int = 50) -> list[Batch]:
    theirs = taker.replica.vector()
    return list(giver.replica.batches_beyond(theirs, own_only=False, most=most))


def give(giver: Desk, taker: Desk) -> int:
    """Carry over what the taker lacks, as a neighbour would; return how many entries that was."""
    return taker.replica.take(everything_beyond(giver, taker))


def meet(*desks: Desk) -> None:
    """Bring all desks to the same entries."""
    while sum(give(one, other) for one in desks for other in desks if one is not other):
        pass
