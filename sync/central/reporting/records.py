"""The records that one batch of entries touches: read once, folded, written once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from sync.central.reporting.answers import ANSWERS, answer_rows, is_place
from sync.central.reporting.rows import (
    SEALED_BY,
    Reading,
    columns_of,
    document_of,
    reading_of,
)
from sync.central.reporting.tables import current_record
from sync.central.reporting.writing import ANSWER_COLUMNS, RECORD_COLUMNS, Writing
from sync.journal.entry import Entry, Header
from sync.merge.record import RecordState, decode_state, encode_state, fold, new_state

_LATEST_MS = 253_402_300_799_000  # the end of the year 9999, where calendars of databases stop
_SCREEN = "screen"

Key = tuple[str, bytes]

_in_table_order = itemgetter(*ANSWER_COLUMNS)


@dataclass(slots=True)
class _InHand:
    state: RecordState
    is_new: bool
    is_folded: bool = False
    entry_count: int = 0
    changed_ms: int = 0
    touched: set[str] = field(default_factory=set)


class RecordsInHand:
    def __init__(self, connection: Connection, service: bytes) -> None:
        self._connection, self._service = connection, service
        self._records: dict[Key, _InHand] = {}
        self.bytes_read = 0  # of states and bodies: what the memory goes by

    def take(self, entries: Sequence[Entry]) -> None:
        self._read({(one.header.kind, one.header.record) for one in entries})
        for entry in entries:
            self._fold(entry)

    def _fold(self, entry: Entry) -> None:
        header, fields = entry.header, entry.fields()
        key = header.kind, header.record
        if key not in self._records:
            self._records[key] = _InHand(new_state(header.kind, header.person), is_new=True)
        record = self._records[key]
        fold(record.state, entry.id, header, fields)
        record.is_folded = True
        record.entry_count += 1
        record.changed_ms = max(record.changed_ms, _moment_ms(header))
        record.touched.update(fields, header.replaces)
        self.bytes_read += len(entry.body_bytes or b"")

    def _read(self, keys: set[Key]) -> None:
        by_kind: dict[str, list[bytes]] = defaultdict(list)
        for kind, record in keys - self._records.keys():
            by_kind[kind].append(record)
        columns = current_record.c
        for kind, records in by_kind.items():
            query = select(
                columns.record, columns.state, columns.entry_count, columns.changed_ms
            ).where(
                columns.service == self._service, columns.kind == kind, columns.record.in_(records)
            )
            for row in self._connection.execute(query):
                self._records[kind, row.record] = _InHand(
                    decode_state(row.state),
                    is_new=False,
                    entry_count=row.entry_count,
                    changed_ms=row.changed_ms,
                )
                self.bytes_read += len(row.state)

    def write(self) -> None:
        """Store what was touched and forget it."""
        writing = Writing(self._connection)
        rows, gone, answers = [], [], []
        for (kind, record), one in self._records.items():
            if one.is_folded:
                reading = reading_of(one.state)
                rows.append(self._row(kind, record, one, reading))
            if one.is_folded and kind == _SCREEN:
                registers = _answers_to_write(one)
                named = {"service": self._service, "screen": record}
                if not one.is_new:
                    gone += [(self._service, record, _place(name)) for name in registers]
                answers += [
                    _in_table_order({**named, **row}) for row in answer_rows(registers, reading)
                ]
        writing.put_records(rows)
        writing.forget_answers(gone)
        writing.add_answers(answers)
        self._records.clear()
        self.bytes_read = 0

    def _row(self, kind: str, record: bytes, one: _InHand, reading: Reading) -> tuple[Any, ...]:
        columns = columns_of(one.state, reading)
        row = {
            **columns,
            "service": self._service,
            "kind": kind,
            "record": record,
            "state": encode_state(one.state),
            "doc": msgspec.json.encode(document_of(reading, one.state)).decode(),
            "facts": msgspec.json.encode(columns["facts"]).decode(),
            "entry_count": one.entry_count,
            "changed_ms": one.changed_ms,
        }
        return tuple(row[name] for name in RECORD_COLUMNS)


def _answers_to_write(one: _InHand) -> list[str]:
    """Return the answers that may differ now: all of them where the screen was finished."""
    is_sealed = SEALED_BY[_SCREEN] in one.touched
    names = {*one.touched, *one.state.live} if is_sealed else one.touched
    return sorted(name for name in names if name.startswith(ANSWERS) and is_place(_place(name)))


def _place(register: str) -> str:
    return register.removeprefix(ANSWERS)


def _moment_ms(header: Header) -> int:
    """Return when it was written, its machine's error taken off, within what calendars hold."""
    return min(max(header.wall_ms - (header.clock_error_ms or 0), 0), _LATEST_MS)
