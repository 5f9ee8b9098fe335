"""Over a line of 200 ms and 2 Mbit/s, beside the time that the bytes themselves take on it."""

import threading
import time
from collections.abc import Sequence
from typing import Self

from desktop.bench.row import Row, within
from desktop.bench.sync_central import Site
from desktop.bench.sync_desk import Desk, DeskFiles, joined
from desktop.bench.sync_link import SLOW, linked
from desktop.bench.sync_loopback import seconds
from desktop.bench.sync_payload import payloads
from desktop.domain.screen import Screen
from desktop.storage.kinds import KIND_OF

_GOAL = 1.15
_NEWEST, _NEWEST_WITHIN = 50, 1.0
_LOOK_EVERY = 0.05


def over_slow_link(site: Site, full_desk: DeskFiles, new_desk: DeskFiles, records: int
                   ) -> list[Row]:  # fmt: skip
    newest = [one.id.bytes for one in payloads(records)][-_NEWEST:]
    with (
        site.room() as folder,
        site.central() as central,
        linked(central.port, SLOW) as link,
        joined(full_desk.copied_to(folder / "A"), central, link.url) as desk,
        joined(new_desk.as_another(folder / "B"), central, link.url) as fresh,
    ):
        link.counted()
        push = seconds(desk.send)
        up = link.counted().up
        with _Watching(fresh, newest) as watching:
            pull = seconds(fresh.send)
        down = link.counted().down
    return [
        _row(f"slow link: {records:,} pushed", push, up),
        _row(f"slow link: {records:,} pulled", pull, down),
        within(f"slow link: newest {_NEWEST} usable", watching.took, _NEWEST_WITHIN, "s"),
    ]


def _row(name: str, took: float, size: int) -> Row:
    return Row(name=name, ours=took, baseline=SLOW.seconds_for(size), unit="s", goal=_GOAL)


class _Watching:
    """Looks into the store, while the round runs, until these records can be read there."""

    def __init__(self, desk: Desk, records: Sequence[bytes]) -> None:
        self._desk, self._records = desk, records
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.took = 0.0

    def __enter__(self) -> Self:
        self._began = time.perf_counter()
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._are_there() and not self._ended.wait(_LOOK_EVERY):
            pass
        if not self._are_there():
            raise RuntimeError("the newest records never came")
        self.took = time.perf_counter() - self._began

    def _are_there(self) -> bool:
        marks = ", ".join("?" * len(self._records))
        table = KIND_OF[Screen].table.name
        query = f"SELECT count(*) FROM {table} WHERE id IN ({marks})"  # noqa: S608 -- our own words
        with self._desk.store.reading() as connection:
            found = connection.exec_driver_sql(query, tuple(self._records)).scalar_one()
        return int(found) == len(self._records)
