"""The rigs of `bench sync` see what they are there to see: something slow, large or missing."""

import importlib
import json
import time
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import pytest

from desktop.bench import sync_slow
from desktop.bench.row import Row, within
from desktop.bench.run import bench
from desktop.bench.sync_bare import BareDesk
from desktop.bench.sync_bare_server import packed
from desktop.bench.sync_central import CentralWouldNotServeError, Databases, Site, started
from desktop.bench.sync_desk import KEY, Desk, DeskFiles, joined, workstation_of
from desktop.bench.sync_link import Speed
from desktop.bench.sync_loopback import counted, timed
from desktop.bench.sync_memory import memory, status_of
from desktop.bench.sync_payload import payloads
from desktop.bench.sync_size import fill
from desktop.bench.sync_slow import over_slow_link
from desktop.storage.check import check_store
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.store import FILE_NAME, open_store
from desktop.storage.sync_replica import StoreReplica

RECORDS = 30
SLOW_SECONDS = 0.3


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("bench"), Databases(""))


@pytest.fixture(scope="module")
def full_desk(site: Site) -> DeskFiles:
    return DeskFiles(site.folder / "full").make(payloads(RECORDS))


@pytest.fixture(scope="module")
def new_desk(site: Site) -> DeskFiles:
    return DeskFiles(site.folder / "new").make()


def slowed(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same work, which keeps the processor busy first."""

    def slow(*given: Any, **named: Any) -> Any:
        until = time.thread_time() + SLOW_SECONDS
        while time.thread_time() < until:
            pass
        return work(*given, **named)

    return slow


def test_a_record_is_that_of_the_field_trials_and_always_the_same() -> None:
    records = list(payloads(500))
    answers = [name for name in records[0].draft.fields if name.startswith("answers/")]

    assert [one.text for one in records] == [one.text for one in payloads(500)]
    assert len(answers) == 43
    assert {len(one.text) for one in records} == {2088}
    batch = packed([(one.id.bytes, one.text) for one in records])
    assert len(batch) / 500 == pytest.approx(572, rel=0.03)


def test_a_desk_is_made_as_if_all_of_it_had_been_typed_there(full_desk: DeskFiles) -> None:
    store = open_store(full_desk.folder, KEY, full_desk.device.bytes)
    checked = check_store(store, full_desk.folder / FILE_NAME)
    waiting = ReadsOfStore(store).waiting()
    store.close()

    assert checked.faults == ()
    assert (checked.records, waiting) == (RECORDS, RECORDS)


def test_what_is_slow_shows_on_its_own_side_alone(
    site: Site, full_desk: DeskFiles, new_desk: DeskFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoreReplica, "take", slowed(StoreReplica.take))
    monkeypatch.setattr(BareDesk, "push", slowed(BareDesk.push))

    push, pull = timed(site, full_desk, new_desk, records=RECORDS, passes=1)

    assert pull.ours >= SLOW_SECONDS
    assert pull.baseline > 0
    assert not pull.holds
    assert push.ours > 0
    assert push.baseline >= SLOW_SECONDS


def test_a_round_that_asks_once_more_is_counted_so(
    site: Site, full_desk: DeskFiles, new_desk: DeskFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Desk.round

    def twice(desk: Desk, server: Any) -> Any:
        result = go(desk, server)
        go(desk, server)
        return result

    monkeypatch.setattr(Desk, "round", twice)
    rows = {row.name: row for row in counted(site, full_desk, new_desk, records=RECORDS)}

    for what in ("nothing to do: round trips", "ten changes both ways: round trips"):
        assert rows[what].ours >= 2
        assert not rows[what].holds
    assert rows["nothing to do: HTTP bytes"].ours > 500
    assert rows["bytes pushed, of the JSON"].baseline == RECORDS * 2088 / 1e6


def test_over_a_slow_link_the_wire_time_is_that_of_the_bytes(
    site: Site, full_desk: DeskFiles, new_desk: DeskFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_slow, "SLOW", Speed(round_trip=0.02, bits=20_000_000))

    push, pull, newest = over_slow_link(site, full_desk, new_desk, RECORDS)

    for row in (push, pull):
        assert row.ours > row.baseline > 0.005
    assert 0 < newest.ours <= pull.ours + 0.1


def test_what_a_process_takes_of_memory_is_seen_from_outside(
    site: Site, new_desk: DeskFiles
) -> None:
    with started("-c", "x = bytearray(b'x') * (80 << 20); print(1, flush=True); input()") as (
        process,
        _,
    ):
        large = status_of(process.pid, "VmHWM")
    client, _pulled, server = memory(site, new_desk, (RECORDS,))

    assert large > 80
    assert 0 < client.ours < 80
    assert server.ours > 20


def test_a_chain_that_is_filled_in_is_held_by_both_sides(site: Site) -> None:
    third = DeskFiles(site.folder / "third")
    with site.central() as central:
        workstation_of(third, central)
        fill(third, central, 400)
        with joined(third.as_another(site.folder / "beside"), central) as desk, desk.line() as line:
            result = desk.round(line)
            held = desk.store.standing.heads[third.device.bytes]
            waiting = desk.session.link.reads.waiting()

    assert [head.seq for head in held] == [400]
    assert (result.sent, waiting) == (0, 0)
    assert result.received < 400


def test_a_process_that_says_nothing_is_told_of() -> None:
    with pytest.raises(CentralWouldNotServeError), started("-c", "pass"):
        pass


def test_an_amount_is_its_own_goal() -> None:
    assert within("bytes", 500, 500, "B").holds
    assert not within("bytes", 501, 500, "B").holds


@pytest.fixture
def asked_with(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = []

    class Module:
        @staticmethod
        def measure(**options: Any) -> list[Row]:
            asked.append(options)
            return [within("bytes", 1, 2, "B")]

    monkeypatch.setattr(importlib, "import_module", lambda _name: Module)
    return asked


def test_the_full_run_is_asked_for_by_name(
    asked_with: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(Namespace(name="sync", full=True, json=True)) == 0
    assert asked_with == [{"full": True}]
    assert json.loads(capsys.readouterr().out)[0]["ratio"] == 0.5
