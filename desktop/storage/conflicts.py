"""What somebody has to look at: values that stand beside one another, and what cannot be read.

Both are found through the list `attention`; who wrote what and where is read from the journal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from desktop.domain.bad_entry import BadEntry
from desktop.domain.conflict import AlsoRecorded, OpenConflict, Side
from desktop.domain.identity import DetentionId, PersonId, PractitionerId
from desktop.domain.record import WITHDRAWN
from desktop.domain.staff import Device, Practitioner
from desktop.errors import NotFoundError
from desktop.storage.engine import direct
from desktop.storage.kinds import KINDS, SCHEMA, Kind
from desktop.storage.lists import read_records
from desktop.storage.search import SearchInStore
from desktop.storage.shown import is_told_apart, read_withdrawal, sealing_entry, shown_in
from sync.journal.entry import Header, read_entry
from sync.merge.record import Live, RecordState, decode_state

_headers = msgspec.msgpack.Decoder(Header)

_IN_CONFLICT = "SELECT kind, id FROM attention WHERE conflicts > 0"
_UNREADABLE = "SELECT kind, id FROM attention WHERE unreadable > 0"
_PUT_ASIDE = "SELECT state FROM other_record WHERE id = ? AND kind = ?"
_WRITTEN = "SELECT header FROM journal_header WHERE entry = ?"
_BODY = (
    "SELECT header, body FROM journal_header LEFT JOIN journal_body USING (device, seq, entry) "
    "WHERE entry = ?"
)
_REFUSED = "SELECT entry, code, since_ms FROM refused_batch ORDER BY seq"


@dataclass(slots=True)
class _Authors:
    """Who wrote which entry, where and when. Each device and person is looked up once."""

    connection: Connection
    names: dict[bytes, str] = field(default_factory=dict)
    desks: dict[bytes, tuple[str, str]] = field(default_factory=dict)

    def header(self, entry: bytes) -> Header | None:
        row = direct(self.connection).execute(_WRITTEN, (entry,)).fetchone()
        return None if row is None else _headers.decode(row[0])

    def side(self, one: Live, value: object, **more: Any) -> Side:
        header = self.header(one.entry)
        author = bytes(16) if header is None else header.author
        suite, workstation = self.desk(one.device)
        return Side(
            value=value,
            author_id=PractitionerId(UUID(bytes=author)),
            author=self.name(author),
            at=datetime.fromtimestamp((0 if header is None else header.wall_ms) / 1000, tz=UTC),
            clock_error_ms=None if header is None else header.clock_error_ms,
            suite=suite,
            workstation=workstation,
            entry=one.entry,
            **more,
        )

    def name(self, author: bytes) -> str:
        if author not in self.names:
            found = self._one(Practitioner, author)
            self.names[author] = "" if found is None else found.name
        return self.names[author]

    def desk(self, device: bytes) -> tuple[str, str]:
        if device not in self.desks:
            found = self._one(Device, device)
            self.desks[device] = ("", "") if found is None else (found.suite, found.name)
        return self.desks[device]

    def _one(self, record_type: type[Any], record: bytes) -> Any:
        found = read_records(self.connection, record_type, "row.id = ?", record)
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class ConflictsInStore(SearchInStore):
    """Adds what has to be settled, and what cannot be used, to the reads."""

    def conflicts(self) -> int:
        """Return how many records wait for somebody to settle something."""
        with self.store.reading() as connection:
            return len(connection.exec_driver_sql(_IN_CONFLICT).fetchall())

    def conflicts_open(self, person_id: PersonId | None = None) -> tuple[OpenConflict, ...]:
        """Return one for each register that waits, without words; all of them, or a person's."""
        query = _IN_CONFLICT + " AND (? IS NULL OR person = ?) ORDER BY kind, id"
        person = None if person_id is None else person_id.bytes
        with self.store.reading() as connection:
            authors = _Authors(connection)
            return tuple(
                conflict
                for kind, record in connection.exec_driver_sql(query, (person, person)).fetchall()
                for conflict in _of_record(authors, KINDS[kind], record)
            )

    def sides(self, kind: str, record_id: UUID, register: str) -> tuple[Side, ...]:
        """Return each value that stands in a register, with who wrote it; the latest last."""
        with self.store.reading() as connection:
            state = _state(connection, KINDS[kind], record_id.bytes)
            return tuple(_sides(_Authors(connection), KINDS[kind], state, register))

    def recorded(self, kind: str, register: str, entry: bytes) -> object:
        """Return what an entry wrote into a register, None too where its body is not here."""
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(_BODY, (entry,)).fetchone()
        fields = {} if row is None else read_entry(row[0], row[1]).fields()
        return _typed(KINDS[kind], register, fields.get(register))

    def also_recorded(self, record_id: UUID) -> tuple[AlsoRecorded, ...]:
        """Return what was kept as dated entries beside the values of a record, oldest first.

        For a person that is also what was kept beside any record about her.
        """
        record = record_id.bytes
        with self.store.reading() as connection:
            found = read_records(
                connection, AlsoRecorded, "row.about = ? OR row.person = ?", record, record
            )
        return tuple(sorted(found, key=lambda one: one.at))

    def bad_entries(self) -> tuple[BadEntry, ...]:
        """Return the entries that cannot be used, without words: unreadable ones, refused ones."""
        with self.store.reading() as connection:
            authors = _Authors(connection)
            own = self.store.standing.tip.device
            rows = connection.exec_driver_sql(_UNREADABLE + " ORDER BY kind, id").fetchall()
            found = [bad for kind, record in rows for bad in _bad_in(authors, kind, record, own)]
            found += _refused(authors, own)
        return tuple(found)


def _state(connection: Connection, kind: Kind, record: bytes) -> RecordState:
    driver = direct(connection)
    row = driver.execute(kind.select_state, (record,)).fetchone()
    if row is None:
        row = driver.execute(_PUT_ASIDE, (record, kind.name)).fetchone()
    if row is None:
        raise NotFoundError(kind=kind.name)
    return decode_state(bytes(row[0]))


def _of_record(authors: _Authors, kind: Kind, record: bytes) -> Iterator[OpenConflict]:
    state = _state(authors.connection, kind, record)
    value = kind.codec.read(state, SCHEMA)
    standing, seal = value.standing, kind.codec.seal
    person = kind.person_of(value)
    stay = value.id if kind.name == "detention" else getattr(value, "detention_id", None)
    for register in (*standing.conflicts, *standing.changed_since_sealed):
        is_withdrawn = register == WITHDRAWN
        replaces = {register: standing.held.get(register, ())}
        if is_withdrawn and standing.withdrawn is not None:
            replaces |= {name: standing.held[name] for name in standing.withdrawn.changed_since}
        is_sealing = seal is not None and register == seal.register
        # Two records are of one person or they are not: there is no both, and nothing beside it.
        is_yes_or_no = kind.name == "person_link"
        yield OpenConflict(
            kind=kind.name,
            record_id=UUID(bytes=record),
            register=register,
            person_id=None if person is None else PersonId(person),
            detention_id=None if stay is None else DetentionId(stay),
            is_sealed=register in standing.changed_since_sealed or is_sealing,
            can_keep_both=not is_withdrawn and not is_sealing and not is_yes_or_no,
            can_write_third=not is_withdrawn and register not in standing.changed_since_sealed
            and not is_sealing and not is_yes_or_no,
            sides=tuple(_sides(authors, kind, state, register)),
            replaces=replaces,
        )  # fmt: skip


def _sides(authors: _Authors, kind: Kind, state: RecordState, register: str) -> Iterator[Side]:
    if register == WITHDRAWN:
        yield from _withdrawal_sides(authors, kind, state)
        return
    shown = shown_in(state, kind.codec.seal, kind.codec.keyed)
    now = shown.values.get(register)
    seal, held = kind.codec.seal, state.live.get(register, [])
    if now is None and seal is not None and (entry := sealing_entry(state, seal)) is not None:
        # The signed document has nothing here: that is a side, and the one that is kept.
        signed = Live(entry, 0, _device_of(authors, entry), None)
        yield authors.side(signed, None, is_shown=True)
    for one in held:
        yield authors.side(
            one,
            _typed(kind, register, one.value),
            is_shown=now is not None and one.entry == now.entry,
        )


def _device_of(authors: _Authors, entry: bytes) -> bytes:
    header = authors.header(entry)
    return b"" if header is None else header.device


def _withdrawal_sides(authors: _Authors, kind: Kind, state: RecordState) -> Iterator[Side]:
    """Yield the withdrawal, then each edit that its author had not seen, with all it wrote."""
    seen: set[bytes] = set()
    for one in state.live.get(WITHDRAWN, ()):
        read = read_withdrawal(one.value)
        if read is not None:
            seen.update(read.seen)
        reason = "" if read is None else read.reason
        yield authors.side(one, None if read is None else reason, is_shown=True)
    edits: dict[bytes, tuple[Live, dict[str, object]]] = {}
    for register, held in sorted(state.live.items()):
        for one in held if not is_told_apart(register) else ():
            if one.entry not in seen:
                values = edits.setdefault(one.entry, (one, {}))[1]
                values[register] = _typed(kind, register, one.value)
    for one, values in edits.values():
        yield authors.side(one, next(iter(values.values())), values=values)


def _typed(kind: Kind, register: str, value: Any) -> Any:
    """Return a value as its field has it; as the journal has it where it cannot be read here."""
    try:
        return kind.codec.typed(register, value)
    except msgspec.ValidationError:
        return value


def _bad_in(authors: _Authors, kind_name: str, record: bytes, own: bytes) -> Iterator[BadEntry]:
    kind = KINDS[kind_name]
    state = _state(authors.connection, kind, record)
    told: set[bytes] = set()
    for register in kind.codec.unreadable(state):
        for one in state.live[register]:
            header = authors.header(one.entry)
            if header is None or header.schema > SCHEMA or one.entry in told:
                continue  # what a newer version wrote is read after the upgrade, and is not bad
            if not kind.codec.is_readable(register, one.value):
                told.add(one.entry)
                yield _bad(authors, header, one.entry, "bad_entry.unreadable", own)


def _refused(authors: _Authors, own: bytes) -> Iterator[BadEntry]:
    for entry, code, since_ms in direct(authors.connection).execute(_REFUSED).fetchall():
        header = authors.header(entry)
        if header is not None:
            bad = _bad(authors, header, entry, f"bad_entry.{code}", own)
            since = datetime.fromtimestamp(since_ms / 1000, tz=UTC)
            yield replace(bad, since=since, is_refused=True)


def _bad(authors: _Authors, header: Header, entry: bytes, reason: str, own: bytes) -> BadEntry:
    return BadEntry(
        kind=header.kind,
        subject="",
        author=authors.name(header.author),
        since=datetime.fromtimestamp(header.wall_ms / 1000, tz=UTC),
        reason=reason,
        entry=entry,
        is_own=header.device == own,
        record_id=UUID(bytes=header.record),
    )
