"""Reads a stretch of a chain in slices of whole units, a bounded number of entries in hand."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Table, func, select

from sync.central.store.journal import JournalRows
from sync.central.store.tables import journal_body, journal_header
from sync.journal.difference import Stretch, path
from sync.journal.entry import Entry, read_entry

_SLICE_BYTES = 2 * 1024 * 1024


def slices(
    connection: Connection, service: bytes, stretch: Stretch, most: int
) -> Iterator[list[Entry]]:
    """Yield the stretch's entries in chain order, each slice ending where a unit does.

    At most `most` seqs are read at a time, and no more of bodies than `_SLICE_BYTES` or one seq.
    """
    on_branch = None
    if stretch.is_forked:
        on_branch = set(path(JournalRows(connection, service), stretch))
    begun: list[Entry] = []
    after = stretch.after_seq
    while after < stretch.to.seq:
        to = _reach(connection, service, stretch.device, after, min(after + most, stretch.to.seq))
        begun += [
            entry
            for entry in _entries(connection, service, stretch.device, after, to)
            if on_branch is None or entry.id in on_branch
        ]
        whole = _whole(begun)
        if whole:
            yield begun[:whole]
        begun, after = begun[whole:], to
    if begun:
        raise LookupError("a head within a unit")


def _whole(entries: Sequence[Entry]) -> int:
    """Return how many of the entries are of units that are all here."""
    ends = (
        number
        for number in range(len(entries), 0, -1)
        if entries[number - 1].header.place == entries[number - 1].header.of
    )
    return next(ends, 0)


def _reach(connection: Connection, service: bytes, device: bytes, after: int, to: int) -> int:
    """Return up to which seq the bodies are small enough to be read together."""
    sizes = connection.execute(
        select(journal_body.c.seq, func.length(journal_body.c.body))
        .where(*_within(journal_body, service, device, after, to))
        .order_by(journal_body.c.seq)
    ).all()
    size = 0
    for seq, length in sizes:
        size += length
        if size > _SLICE_BYTES:
            return max(int(seq) - 1, after + 1)
    return to


def _entries(
    connection: Connection, service: bytes, device: bytes, after: int, to: int
) -> list[Entry]:
    """Return the entries of all branches. Headers and bodies are asked for apart: no join."""
    headers = connection.execute(
        select(journal_header.c.entry, journal_header.c.header)
        .where(*_within(journal_header, service, device, after, to))
        .order_by(journal_header.c.seq)
    ).all()
    bodies = connection.execute(
        select(journal_body.c.entry, journal_body.c.body).where(
            *_within(journal_body, service, device, after, to)
        )
    )
    body_of = {row.entry: row.body for row in bodies}
    return [read_entry(row.header, body_of.get(row.entry)) for row in headers]


def _within(
    table: Table, service: bytes, device: bytes, after: int, to: int
) -> Sequence[ColumnElement[bool]]:
    columns = table.c
    return (
        columns.service == service,
        columns.device == device,
        columns.seq > after,
        columns.seq <= to,
    )
