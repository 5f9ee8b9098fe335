"""Current records are what the journal says, whatever came when and whoever folded it."""

import errno
import random
import threading
import uuid

import pytest

from sync.central.core import CentralCore
from sync.central.reporting.projector import (
    Limits,
    is_behind,
    project_all,
    project_some,
    rebuild,
)
from sync.central.reporting.writing import Writing
from sync.central.store.database import Database
from sync.journal.entry import Entry
from tests.central.stores import found
from tests.central_reporting.journals import (
    SMALL,
    Author,
    author,
    comparable,
    draft,
    fold,
    join_too,
    notes,
    seen,
    send,
    states,
)

STAY = uuid.UUID("0190a000-0000-7000-8000-000000000001").bytes


def test_a_saved_record_is_current_once_it_is_folded(core: CentralCore) -> None:
    one = author(core)
    assert is_behind(core.database, core.identity.service)
    fold(core)
    assert not is_behind(core.database, core.identity.service)
    send(core, one, [one.write("detention", STAY, {"suite": "Harlow"})])
    assert is_behind(core.database, core.identity.service)
    assert fold(core) == 1
    assert states(core)["detention", STAY].values() == {"suite": "Harlow"}
    assert fold(core) == 0


def test_every_size_of_batch_gives_the_same_records(core: CentralCore) -> None:
    one, other = author(core), author(core, "Basildon")
    written = _busy_night(one, other, random.Random(4))
    for who in (one, other):
        send(core, who, [entry for writer, entry in written if writer is who])
    fold(core)
    at_once = comparable(states(core))
    for entries_each in (1, 5):
        with core.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM projection")
        fold(core, Limits(entries=entries_each))
        assert comparable(states(core)) == at_once


def test_every_order_of_arrival_gives_the_same_records(core: CentralCore) -> None:
    seed = 11
    one, other = author(core), author(core, "Basildon")
    written = _busy_night(one, other, random.Random(seed))
    for who, entry in written:
        send(core, who, [entry])
        fold(core)
    in_order = notes(core)
    for turn in ((one, other), (other, one)):
        late = found(core.database)
        for who in turn:
            join_too(late, who)
            send(late, who, [entry for writer, entry in written if writer is who])
            fold(late, SMALL)
        assert notes(late) == in_order, f"seed {seed}"
    rebuild(core.database, core.identity.service)
    assert notes(core) == in_order, f"seed {seed}"


def _busy_night(one: Author, other: Author, chance: random.Random) -> list[tuple[Author, Entry]]:
    """Two desks write the same few records, each having seen some of what the other wrote."""
    written: list[tuple[Author, Entry]] = []
    for number in range(24):
        who = chance.choice((one, other))
        known = [entry.id for _, entry in chance.sample(written, min(len(written), 3))]
        record = bytes([chance.randrange(4)]) * 16
        register = chance.choice(("cell", "offence", "markers/a", "answers/q1"))
        entry = who.write("detention", record, {register: number}, replaces={register: known})
        written.append((who, entry))
    return written


def test_a_unit_is_folded_whole(core: CentralCore) -> None:
    one = author(core)
    unit = one.unit(*(draft("note", bytes([n]) * 16, {"n": n}) for n in range(5)))
    fold(core)
    send(core, one, unit)
    first = project_some(core.database, core.identity.service, Limits(entries=2))
    assert first.entries == 5


def test_a_batch_is_small_however_large_its_entries_are(core: CentralCore) -> None:
    one = author(core)
    fold(core)
    parts = [bytes([n]) * 16 for n in range(24)]
    send(
        core, one, [one.write("attached_part", part, {"c": bytes(200_000)}) for part in parts[:12]]
    )
    send(
        core, one, [one.write("attached_part", part, {"c": bytes(200_000)}) for part in parts[12:]]
    )
    first = project_some(core.database, core.identity.service, Limits(size=1024 * 1024))
    assert first.entries == 10  # 2 MB
    fold(core)
    assert {("attached_part", part) for part in parts} <= states(core).keys()


def test_a_batch_that_fails_leaves_nothing_behind(
    core: CentralCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = author(core)
    fold(core)
    screen = {"answers/q": {"values": [True]}}
    send(core, one, [one.write("screen", STAY, screen), one.write("note", STAY, {"n": 1})])

    def full(self: Writing, rows: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as broken:
        broken.setattr(Writing, "add_answers", full)
        with pytest.raises(OSError, match="no space"):
            fold(core)
    assert notes(core) == {}
    assert fold(core) == 2
    assert len(seen(core, "answer_v")) == 1


def test_both_branches_of_a_fork_are_folded_once(core: CentralCore) -> None:
    one = author(core)
    common = [one.write("note", STAY, {"a": 0}), one.write("note", STAY, {"b": 0})]
    twin = Author(one.device, one.private_key)
    twin.tip = one.tip
    mine = [one.write("note", STAY, {"a": 1}), one.write("note", STAY, {"mine": 1})]
    unseen = {"theirs": [b"x" * 32]}
    theirs = [
        twin.write("note", STAY, {"a": 2}),
        twin.write("note", STAY, {"theirs": 1}),
        twin.write("note", STAY, {"theirs": 2}, replaces=unseen),
    ]
    send(core, one, [*common, *mine])
    fold(core, Limits(entries=1))
    send(core, twin, theirs)
    fold(core, Limits(entries=1))
    more = one.write("note", STAY, {"more": 1})
    send(core, one, [more])
    fold(core, Limits(entries=1))
    (note,) = (row for row in _records(core) if row["kind"] == "note")
    assert note["entry_count"] == 8
    state = states(core)["note", STAY]
    assert {one.value for one in state.live["a"]} == {0, 1, 2}
    assert state.value("more") == 1
    before = comparable(states(core))
    rebuild(core.database, core.identity.service)
    assert comparable(states(core)) == before


def _records(core: CentralCore) -> list[dict[str, object]]:
    with core.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM current_record").mappings()
        return [dict(row) for row in rows if row["service"] == core.identity.service]


def test_several_workers_fold_every_entry_once(core: CentralCore) -> None:
    one = author(core)
    entries = [one.write("note", bytes([n % 5]) * 16, {f"r{n}": n}) for n in range(60)]
    send(core, one, entries)
    counted: list[int] = []

    def work() -> None:
        while is_behind(core.database, core.identity.service):
            counted.append(
                project_some(core.database, core.identity.service, Limits(entries=4)).entries
            )

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    (fresh,) = seen(core, "freshness_v")
    assert fresh["entries_held"] == fresh["entries_in_figures"] == sum(counted)
    assert sum(len(state.live) for (kind, _), state in states(core).items() if kind == "note") == 60


ODD_STAY = {
    "suite": "Har\0low" + "\U0001f600" * 300,
    "arrived_at": "not a time",
    "released_at": "9999-12-31T23:59:59.999999-23:00",
    "infinite": float("inf"),
    "no_number": [float("nan"), {"deep\0": b"\xff" * 3}],
    "large": 2**64 - 1,
    "file": bytes(100_000),
    "reg\0ister": "\0",
    "is_first_time": "perhaps",
    "x" * 5000: 1,
}
ODD_SCREEN = {
    "answers/" + "\U0001f600" * 400: {"values": ["a"]},
    "answers/q": {"values": {"not": "a list"}, "answered_at": "0001-01-01T00:00:00+14:00"},
    "answers/r": {"values": [{"code": "c" * 900}, 7, True, None, "12.5", "07700900123"]},
    "answers/s": "no answer",
    "started_at": "0001-01-01T00:00:00",
    "completed_at": 5,
}


def test_what_no_database_takes_is_stored_all_the_same(core: CentralCore) -> None:
    one = author(core)
    send(core, one, [one.write("detention", STAY, ODD_STAY), one.write("screen", STAY, ODD_SCREEN)])
    fold(core)
    assert states(core)["detention", STAY].value("infinite") == float("inf")
    for view in ("detention_v", "detention_named_v", "screen_v", "answer_v", "answer_text_v"):
        assert seen(core, view), view
    (stay,) = seen(core, "detention_v")
    assert stay["suite"].startswith("Har\u2400low")
    assert stay["arrived_at"] is None
    kinds = [(row["link_id"], row["type"]) for row in seen(core, "answer_v", "link_id, position")]
    assert kinds == [("q", "none"), ("r", "code"), ("r", "number"), ("r", "yes_no"),
                     ("r", "none"), ("r", "number"), ("r", "text")]  # fmt: skip


def test_a_newer_way_of_folding_starts_anew_and_an_older_one_stands_back(
    core: CentralCore, database: Database
) -> None:
    one = author(core)
    send(core, one, [one.write("note", STAY, {"n": 1})])
    everything = fold(core)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE projection SET version = 0")
    assert fold(core) == everything
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE projection SET version = 99")
    assert project_all(database, core.identity.service) == 0
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM projection")
