"""The chains in the local store, read: where each entry stands, and what follows it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from desktop.storage.engine import direct
from sync.journal.difference import Stretch, path
from sync.journal.entry import Header
from sync.journal.vector import Vector

_headers = msgspec.msgpack.Decoder(Header)

_READ = (
    "SELECT entry, seq, header, body FROM journal_header "
    "LEFT JOIN journal_body USING (device, seq, entry) "
)
_READ_RANGE = _READ + "WHERE device = ? AND seq > ? AND seq <= ? ORDER BY seq"
_LAST_SIGNED = "SELECT max(seq) FROM signed_head WHERE device = ? AND seq > ? AND seq <= ?"


@dataclass(frozen=True, slots=True)
class ChainsInStore:
    """Fulfils sync.journal.difference.Chains on an open connection."""

    connection: Connection
    vector: Vector

    def heads(self) -> Vector:
        return self.vector

    def seq_of(self, device: bytes, entry: bytes) -> int | None:
        row = direct(self.connection).execute(
            "SELECT seq FROM journal_header WHERE entry = ? AND device = ?", (entry, device)
        ).fetchone()  # fmt: skip
        return None if row is None else int(row[0])

    def back(self, device: bytes, entry: bytes, limit: int) -> Sequence[tuple[bytes, bytes, int]]:
        found: list[tuple[bytes, bytes, int]] = []
        while len(found) < limit:
            row = direct(self.connection).execute(
                "SELECT prev, seq FROM journal_header WHERE entry = ? AND device = ?",
                (entry, device),
            ).fetchone()  # fmt: skip
            if row is None:
                break
            found.append((entry, row[0], row[1]))
            entry = row[0]
        return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a stretch from wherever one is in it. `branch` names its entries where others fork."""

    stretch: Stretch
    branch: Sequence[bytes]
    last_signed: int

    @classmethod
    def of(cls, connection: Connection, stretch: Stretch) -> "Reader":
        branch = path(ChainsInStore(connection, {}), stretch) if stretch.is_forked else ()
        limits = stretch.device, stretch.after_seq, stretch.to.seq
        (last,) = direct(connection).execute(_LAST_SIGNED, limits).fetchone()
        return cls(stretch, branch, last or 0)

    def rows(
        self, connection: Connection, after: int
    ) -> Iterator[tuple[bytes, int, bytes, bytes | None]]:
        driver, stretch = direct(connection), self.stretch
        if stretch.is_forked:
            for entry in self.branch[after - stretch.after_seq :]:
                yield driver.execute(_READ + "WHERE entry = ?", (entry,)).fetchone()
            return
        with closing(driver.execute(_READ_RANGE, (stretch.device, after, stretch.to.seq))) as rows:
            yield from rows


def rows_of(
    chains: ChainsInStore, stretch: Stretch
) -> Iterator[tuple[bytes, int, bytes, bytes | None, bool]]:
    """Yield the stretch's entries in order, each with whether its unit ends there."""
    reader = Reader.of(chains.connection, stretch)
    for entry, seq, header, body in reader.rows(chains.connection, stretch.after_seq):
        yield entry, seq, header, body, ends_unit(header)


def ends_unit(header_bytes: bytes) -> bool:
    header = _headers.decode(header_bytes)
    return header.place == header.of
