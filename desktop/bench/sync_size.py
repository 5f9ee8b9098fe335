"""A round of ten changes where much is stored already, at both ends, beside one where little is.

The entries stand there as those of a colleague's machine; each has a row of its own at the desk.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import count

from sqlalchemy import Connection

from desktop.bench.row import Row
from desktop.bench.sync_central import Central, Site
from desktop.bench.sync_desk import KEY, Desk, DeskFiles, in_portions, joined, workstation_of
from desktop.bench.sync_loopback import seconds
from desktop.bench.sync_payload import entries, payloads
from desktop.domain.screen import Screen
from desktop.storage.engine import direct
from desktop.storage.journal import heads_after, write_entries, write_heads
from desktop.storage.kinds import KIND_OF
from desktop.storage.projection import Projection
from desktop.storage.store import create_store
from sync.journal.entry import Entry
from sync.journal.signing import sign_head

_GOAL = 1.2
_CHANGES, _WARM_UP = 10, 3
_LITTLE = {"coded": 1, "notes": 0}


def at_two_sizes(site: Site, *, small: int, large: int, rounds: int) -> Row:
    with ExitStack() as stack:
        sides = [stack.enter_context(_filled(site, size)) for size in (small, large)]
        took: list[list[float]] = [[], []]
        seeds = count(1)
        for turn in range(_WARM_UP + rounds):
            for side, times in zip(sides, took, strict=True):
                passed = side.round(next(seeds), next(seeds))
                if turn >= _WARM_UP:
                    times.append(passed)
    little, much = (statistics.median(times) * 1000 for times in took)
    return Row(
        name=f"ten changes at {large:,} entries, to {small:,}",
        ours=much, baseline=little, unit="ms", goal=_GOAL,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Side:
    """Two workstations at one central store, all three with the same entries to begin with."""

    desk: Desk
    other: Desk

    def round(self, seed: int, other_seed: int) -> float:
        """Return the seconds of a round that sends ten changes and receives ten."""
        with self.other.line() as line:
            self.other.save(payloads(_CHANGES, seed=seed))
            self.other.round(line)
        with self.desk.line() as line:
            self.desk.round(line)  # opens the line, and brings what was there
            with self.other.line() as other_line:
                self.other.save(payloads(_CHANGES, seed=other_seed))
                self.other.round(other_line)
            self.desk.save(payloads(_CHANGES, seed=-seed))
            return seconds(lambda: self.desk.round(line))


@contextmanager
def _filled(site: Site, size: int) -> Iterator[_Side]:
    with ExitStack() as stack:
        folder = stack.enter_context(site.room())
        central = stack.enter_context(site.central())
        third = DeskFiles(folder / "C")
        workstation_of(third, central)
        fill(third, central, size)
        desk, other = (
            stack.enter_context(joined(third.as_another(folder / name), central))
            for name in ("A", "B")
        )
        for each in (desk, other, desk):
            each.send()
        yield _Side(desk, other)


def fill(third: DeskFiles, central: Central, size: int) -> None:
    """Write a chain of this length into a new store and the central one, past all that checks."""
    from sync.central.folder import DataFolder
    from sync.central.store.journal import JournalRows

    third.folder.mkdir()
    device = third.device.bytes
    data = DataFolder(central.folder)
    service = data.identity().service
    store = create_store(third.folder, KEY, os.urandom(16))
    made = entries(device, payloads(size, **_LITTLE))
    with closing(data.open_database()) as database:
        for written in in_portions(made):
            last = written[-1]
            head = sign_head(third.signing_key, device, last.header.seq, last.id)
            with database.writing() as connection:
                JournalRows(connection, service).add(device, written, head)
            with store.writing() as connection:
                write_entries(connection, written)
                write_heads(connection, device, heads_after((), written))
                connection.exec_driver_sql(
                    "INSERT INTO signed_head (device, entry, seq, signature) VALUES (?, ?, ?, ?)",
                    (device, head.entry, head.seq, head.signature),
                )
        with database.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
    with store.writing() as connection:
        _give_rows(connection, next(entries(device, payloads(1, **_LITTLE))), size)
    store.close()


def _give_rows(connection: Connection, first: Entry, size: int) -> None:
    """Project the first entry, and copy its row until there is one for each."""
    projection = Projection(connection)
    projection.take(first)
    projection.write()
    table = KIND_OF[Screen].table
    columns = ", ".join(column.name for column in table.columns if column.name != "id")
    row = connection.exec_driver_sql(f"SELECT {columns} FROM {table.name}").one()  # noqa: S608
    marks = ", ".join("?" * len(row))
    direct(connection).executemany(
        f"INSERT INTO {table.name} (id, {columns}) VALUES (?, {marks})",  # noqa: S608 -- our words
        ((number.to_bytes(16, "big"), *row) for number in range(1, size)),
    )
