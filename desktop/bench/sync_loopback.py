"""Pushed and pulled on the loopback, beside the bare limit; and what travels for little or nothing.

Ours and the limit take turns, each pass with an empty central store and a fresh second workstation.
"""

import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.bench.row import Row, within
from desktop.bench.sync_bare import BareDesk, bare_server
from desktop.bench.sync_central import Central, Site
from desktop.bench.sync_desk import Desk, DeskFiles, joined
from desktop.bench.sync_link import Counts, Link, linked
from desktop.bench.sync_payload import payloads

if TYPE_CHECKING:
    from sync.client.http_server import HttpSyncServer

_PUSH_GOAL, _PULL_GOAL, _BYTES_GOAL = 1.5, 2.0, 0.30
_QUIET_BYTES, _ONE = 500, 1
_CHANGES = 10
_MEGA = 1_000_000


@dataclass(slots=True)
class _Took:
    """Seconds of each pass."""

    push: list[float] = field(default_factory=list)
    pull: list[float] = field(default_factory=list)


def timed(site: Site, full_desk: DeskFiles, new_desk: DeskFiles, *, records: int,
          passes: int) -> list[Row]:  # fmt: skip
    ours, bare = _Took(), _Took()
    for _ in range(passes):
        with site.central() as central, site.room() as folder:
            _ours(central, full_desk.copied_to(folder / "A"), new_desk.as_another(folder / "B"),
                  ours)  # fmt: skip
            _bare(site, central, folder, records, bare)
    return [
        _row(f"{records:,} records pushed", ours.push, bare.push, _PUSH_GOAL),
        _row(f"{records:,} records pulled", ours.pull, bare.pull, _PULL_GOAL),
    ]


def _ours(central: Central, one: DeskFiles, other: DeskFiles, took: _Took) -> None:
    with joined(one, central) as desk, joined(other, central) as fresh:
        took.push.append(seconds(desk.send))
        took.pull.append(seconds(fresh.send))
        if fresh.store.standing.heads.get(one.device.bytes) != desk.store.standing.heads.get(
            one.device.bytes
        ):
            raise RuntimeError("the second workstation does not hold what the first one sent")


def _bare(site: Site, central: Central, folder: Path, records: int, took: _Took) -> None:
    address = site.databases.new()
    with (
        bare_server(central.folder, central.authority, address) as server,
        closing(BareDesk(folder / "bare A.db", payloads(records))) as desk,
        closing(BareDesk(folder / "bare B.db")) as fresh,
    ):
        took.push.append(seconds(lambda: desk.push(server)))
        took.pull.append(seconds(lambda: fresh.pull(server)))
        if fresh.count() != records:
            raise RuntimeError("the bare limit lost something")
    site.databases.drop(address)


def counted(site: Site, full_desk: DeskFiles, new_desk: DeskFiles, *, records: int) -> list[Row]:
    """Count what goes through a link: a whole push and pull, nothing to do, ten changes each."""
    text = sum(len(one.text) for one in payloads(records))
    with (
        site.room() as folder,
        site.central() as central,
        linked(central.port) as link,
        joined(full_desk.copied_to(folder / "A"), central, link.url) as desk,
        joined(new_desk.as_another(folder / "B"), central, link.url) as other,
        desk.line() as line,
        other.line() as other_line,
    ):
        pushed = _through(link, lambda: desk.round(line))
        pulled = _through(link, lambda: other.round(other_line))
        desk.round(line)
        quiet = _through(link, lambda: desk.round(line))
        other.save(payloads(_CHANGES, seed=1))
        other.round(other_line)
        desk.save(payloads(_CHANGES, seed=2))
        both = _through(link, lambda: _changes_both_ways(desk, line))
    return [
        _of_json("bytes pushed, of the JSON", pushed, text),
        _of_json("bytes pulled, of the JSON", pulled, text),
        within("nothing to do: round trips", quiet.round_trips, _ONE, "RT"),
        within("nothing to do: HTTP bytes", quiet.http, _QUIET_BYTES, "B"),
        within("ten changes both ways: round trips", both.round_trips, _ONE, "RT"),
    ]


def _through(link: Link, work: Callable[[], object]) -> Counts:
    """Return what went through the link while `work` was done."""
    link.counted()
    work()
    return link.counted()


def _changes_both_ways(desk: Desk, line: "HttpSyncServer") -> None:
    result = desk.round(line)
    if (result.sent, result.received) != (_CHANGES, _CHANGES):
        raise RuntimeError(f"ten changes each were {result.sent} and {result.received}")


def _of_json(name: str, counts: Counts, text: int) -> Row:
    return Row(
        name=name, ours=counts.http / _MEGA, baseline=text / _MEGA, unit="MB", goal=_BYTES_GOAL
    )


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _row(name: str, ours: list[float], bare: list[float], goal: float) -> Row:
    return Row(
        name=name,
        ours=statistics.median(ours),
        baseline=statistics.median(bare),
        unit="s",
        goal=goal,
    )
