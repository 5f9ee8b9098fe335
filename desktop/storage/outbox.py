"""What has not been acknowledged by the central store, and what it has signed for."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection

from desktop.services.values import Leaving
from desktop.storage.kinds import KINDS
from desktop.storage.search import SearchInStore
from sync.journal.entry import Header

_headers = msgspec.msgpack.Decoder(Header)


@dataclass(frozen=True, slots=True)
class ReadsOfStore(SearchInStore):
    """All of services.ports.Reads."""

    def waiting(self) -> int:
        """Return how many entries of this machine the central store has not acknowledged."""
        tip = self.store.standing.tip
        with self.store.reading() as connection:
            return tip.seq - _acknowledged_seq(connection, tip.device)

    def leaving(self) -> tuple[tuple[Leaving, ...], int]:
        device = self.store.standing.tip.device
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT header FROM journal_header WHERE device = ? AND seq > ?",
                (device, _acknowledged_seq(connection, device)),
            )
            headers = [_headers.decode(header) for (header,) in rows]
        people = {header.person for header in headers if header.person is not None}
        records: dict[str, set[bytes]] = {}
        oldest: dict[str, int] = {}
        for header in headers:
            records.setdefault(header.kind, set()).add(header.record)
            oldest[header.kind] = min(header.wall_ms, oldest.get(header.kind, header.wall_ms))
        kinds = tuple(
            Leaving(kind=kind, count=len(found), oldest=_moment(oldest[kind]))
            for kind, found in sorted(records.items())
        )
        return kinds, len(people)

    def conflicts(self) -> int:
        """Return how many records hold two values of one register."""
        tables = " UNION ALL ".join(
            f"SELECT 1 FROM {kind.table.name} WHERE conflicts > 0"  # noqa: S608 -- our own words
            for kind in KINDS.values()
        )
        with self.store.reading() as connection:
            return len(connection.exec_driver_sql(tables).fetchall())

    def last_receipt(self) -> tuple[bytes, bytes] | None:
        """Return the newest receipt's bytes as the central store signed them, and the signature."""
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT receipt, signature FROM receipt ORDER BY n DESC LIMIT 1"
            ).fetchone()
        return None if row is None else (row[0], row[1])


def _acknowledged_seq(connection: Connection, device: bytes) -> int:
    row = connection.exec_driver_sql(
        "SELECT max(seq) FROM acknowledged WHERE device = ?", (device,)
    ).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
