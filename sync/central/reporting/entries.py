"""Reads a stretch of a chain in slices of whole units, a bounded number of entries in hand."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, select

from sync.central.store.journal import JournalRows
from sync.central.store.tables import journal_body, journal_header
from sync.journal.difference import Stretch, path
from sync.journal.entry import Entry, read_entry


def slices(
    connection: Connection, service: bytes, stretch: Stretch, most: int
) -> Iterator[list[Entry]]:
    """Yield the stretch's entries in chain order, each slice ending where a unit does.

    About `most` seqs are read at a time: an entry is 256 KB at most, and as a rule one.
    """
    on_branch = None
    if stretch.is_forked:
        on_branch = set(path(JournalRows(connection, service), stretch))
    begun: list[Entry] = []
    after = stretch.after_seq
    while after < stretch.to.seq:
        to = min(after + most, stretch.to.seq)
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


def _entries(
    connection: Connection, service: bytes, device: bytes, after: int, to: int
) -> list[Entry]:
    """Return the entries of all branches. Headers and bodies are asked for apart: no join."""

    def within(table: Table) -> tuple[object, ...]:
        columns = table.c
        return (
            columns.service == service, columns.device == device,
            columns.seq > after, columns.seq <= to,
        )  # fmt: skip

    headers = connection.execute(
        select(journal_header.c.entry, journal_header.c.header)
        .where(*within(journal_header))  # type: ignore[arg-type]
        .order_by(journal_header.c.seq)
    ).all()
    bodies = connection.execute(
        select(journal_body.c.entry, journal_body.c.body).where(*within(journal_body))  # type: ignore[arg-type]
    )
    body_of = {row.entry: row.body for row in bodies}
    return [read_entry(row.header, body_of.get(row.entry)) for row in headers]
