"""The records that one batch of entries touches: read once, folded, written once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, TextClause, bindparam, delete, insert, select, text
from sqlalchemy.sql.dml import Delete

from sync.central.reporting.answers import ANSWERS, answer_rows, is_place
from sync.central.reporting.rows import columns_of, reading_of
from sync.central.reporting.tables import current_answer, current_record
from sync.journal.entry import Entry, Header
from sync.merge.record import RecordState, decode_state, encode_state, fold, new_state

_LATEST_MS = 253_402_300_799_000  # the end of the year 9999, where calendars of databases stop
_SCREEN = "screen"

Key = tuple[str, bytes]


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
        touched = [(key, one) for key, one in self._records.items() if one.is_folded]
        rows, gone, answers = [], [], []
        for (kind, record), one in touched:
            reading = reading_of(one.state)
            rows.append(self._row(kind, record, one, columns_of(one.state, reading)))
            if kind == _SCREEN:
                registers = self._answers_to_write(one, reading.shown)
                named = {"service": self._service, "screen": record}
                if not one.is_new:
                    gone += [{"s": self._service, "r": record, "p": name.removeprefix(ANSWERS)}
                             for name in registers]  # fmt: skip
                answers += [{**named, **row} for row in answer_rows(registers, reading)]
        self._execute(_upsert(is_postgresql=self._is_postgresql), rows)
        self._execute(_FORGET_ANSWER, gone)
        self._execute(insert(current_answer), answers)
        self._records.clear()
        self.bytes_read = 0

    @property
    def _is_postgresql(self) -> bool:
        return self._connection.dialect.name == "postgresql"

    def _answers_to_write(self, one: _InHand, shown: Iterable[str]) -> list[str]:
        """Return the answers that may differ now: all of them where it was sealed meanwhile."""
        names = {*one.touched, *shown} if _SEAL in one.touched else one.touched
        return sorted(
            name for name in names
            if name.startswith(ANSWERS) and is_place(name.removeprefix(ANSWERS))
        )  # fmt: skip

    def _row(
        self, kind: str, record: bytes, one: _InHand, columns: dict[str, Any]
    ) -> dict[str, Any]:
        return {
            **columns,
            "service": self._service,
            "kind": kind,
            "record": record,
            "state": encode_state(one.state),
            "doc": msgspec.json.encode(columns["doc"]).decode(),
            "facts": msgspec.json.encode(columns["facts"]).decode(),
            "entry_count": one.entry_count,
            "changed_ms": one.changed_ms,
        }

    def _execute(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)


_SEAL = "completed_at"


def _forget_answer() -> Delete:
    columns = current_answer.c
    return delete(current_answer).where(
        columns.service == bindparam("s"),
        columns.screen == bindparam("r"),
        columns.place == bindparam("p"),
    )


_FORGET_ANSWER = _forget_answer()


def _moment_ms(header: Header) -> int:
    """Return when it was written, its machine's error taken off, within what calendars hold."""
    return min(max(header.wall_ms - (header.clock_error_ms or 0), 0), _LATEST_MS)


def _upsert(*, is_postgresql: bool) -> TextClause:
    return _statement(current_record, as_json="CAST(:{} AS jsonb)" if is_postgresql else ":{}")


def _statement(table: Table, as_json: str) -> TextClause:
    keys = [column.name for column in table.primary_key.columns]
    names = [column.name for column in table.columns]
    values = [as_json.format(name) if name in ("doc", "facts") else f":{name}" for name in names]
    changes = [f"{name} = excluded.{name}" for name in names if name not in keys]
    return text(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(values)}) "  # noqa: S608 -- our own words
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(changes)}"
    )
