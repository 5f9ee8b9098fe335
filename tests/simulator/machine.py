"""A workstation of the simulator: its real store and replica, its files, its clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop.storage.kinds import KINDS
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.projection import Key
from desktop.storage.store import FILE_NAME, Store, open_store
from desktop.storage.sync_replica import StoreReplica
from desktop.storage.unit_of_work import SqlUnitOfWork, unit_of_work
from sync.central.identity import CentralIdentity
from sync.journal.entry import Header
from sync.merge.record import RecordState, decode_state
from tests.simulator.files import Copy, File, copied, file_at

KEY = bytes(32)

_headers = msgspec.msgpack.Decoder(Header)
_STATES = " UNION ALL ".join(
    [f"SELECT '{name}', id, state FROM {kind.table.name}" for name, kind in KINDS.items()]
    + ["SELECT kind, id, state FROM other_record"]
)


class KilledError(BaseException):
    """The process is no more. Nothing on the way may catch it as one of its own errors."""


@dataclass(eq=False)
class Machine:
    """`device` and the key are what the vault would hand out; a clone has the same."""

    name: str
    folder: Path
    device: bytes
    private_key: bytes
    central: CentralIdentity
    skew_ms: int = 0
    writes_schema: int = 1
    is_online: bool = True
    author: bytes = bytes(16)
    copies: list[tuple[int, Copy]] = field(default_factory=list)
    opened: Store | None = None

    @property
    def path(self) -> Path:
        return self.folder / FILE_NAME

    @property
    def file(self) -> File:
        return file_at(self.path)

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

    @property
    def is_dead(self) -> bool:
        """Say whether the kill that was set up has happened."""
        return self.file.left is not None

    def work(self) -> "Work":
        return Work(self)

    def copy(self) -> Copy:
        return self.file.copy()

    def put_back(self, copy: Copy) -> None:
        """Have the files be these, and what stood in memory be gone."""
        self.opened = None
        self.file.put_back(copy)

    def cloned_to(self, folder: Path, name: str) -> "Machine":
        folder.mkdir(parents=True)
        clone = Machine(
            name, folder, self.device, self.private_key, self.central, self.skew_ms,
            self.writes_schema, author=self.author,
        )  # fmt: skip
        clone.file.put_back(self.copy())
        return clone

    def entries(self) -> set[bytes]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql("SELECT entry FROM journal_header")
            return {entry for (entry,) in rows}

    def journal(self) -> list[tuple[bytes, Header, bytes | None]]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT entry, header, body FROM journal_header "
                "LEFT JOIN journal_body USING (device, seq, entry)"
            )
            return [(entry, _headers.decode(header), body) for entry, header, body in rows]

    def states(self) -> dict[Key, RecordState]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(_STATES)
            return {(kind, record): decode_state(state) for kind, record, state in rows}

    def cut_units(self) -> list[bytes]:
        """Return the units of which a part is here and a part is not."""
        return cut_units([header for _, header, _ in self.journal()])


@dataclass
class Work:
    """A unit of work that also tells which entries it made, once they are durable."""

    machine: Machine
    made: list[bytes] = field(default_factory=list)

    def __call__(self, change: Callable[[SqlUnitOfWork], None]) -> list[bytes]:
        machine = self.machine
        before = machine.store.standing.tip
        with unit_of_work(machine.store, machine.author) as work:
            change(work)
            work.commit()
        after = machine.store.standing.tip
        if after.entry == before.entry:
            return []
        return entries_between(machine, before.seq, after.seq)


def entries_between(machine: Machine, after_seq: int, to_seq: int) -> list[bytes]:
    """Return the entries of the own branch in use, newest last."""
    found: list[bytes] = []
    with machine.store.reading() as connection:
        entry, seq = machine.store.standing.tip.entry, to_seq
        while seq > after_seq:
            found.append(entry)
            (entry,) = connection.exec_driver_sql(
                "SELECT prev FROM journal_header WHERE entry = ?", (entry,)
            ).one()
            seq -= 1
    return found[::-1]


def cut_units(headers: Sequence[Header]) -> list[bytes]:
    places: dict[bytes, tuple[int, set[int]]] = {}
    for header in headers:
        places.setdefault(header.unit, (header.of, set()))[1].add(header.place)
    return [unit for unit, (of, there) in places.items() if len(there) != of]


def new_machine(
    name: str, template: Path, folder: Path, who: tuple[bytes, bytes], central: CentralIdentity
) -> Machine:
    copied(template, folder)
    device, private_key = who
    return Machine(name, folder, device, private_key, central)
