"""A new workstation can be given what stands instead of all that was ever written."""

import hashlib
import uuid

from sqlalchemy import event

from sync.central.core import CentralCore
from sync.central.reporting.snapshot import (
    BLOCK_BYTES,
    FIRST_RECORDS,
    SnapshotBlock,
    SnapshotEnd,
    SnapshotHeader,
    read_part,
    snapshot_blocks,
    snapshot_reading,
)
from sync.central.store.journal import JournalRows
from sync.journal.chain import Draft
from sync.journal.vector import digest
from sync.merge.record import decode_state
from tests.central_reporting.journals import (
    author,
    comparable,
    draft,
    fold,
    send,
    states,
)


def snapshot(core: CentralCore, suite: str = "Harlow") -> list[bytes]:
    with snapshot_reading(core.database) as connection:
        return list(snapshot_blocks(connection, core.identity.service, suite))


def a_stay(suite: str, **more: object) -> tuple[bytes, bytes, list[Draft]]:
    person, stay = uuid.uuid4(), uuid.uuid4()
    about = {"person_id": str(person), "suite": suite, **more}
    return person.bytes, stay.bytes, [
        draft("person", person.bytes, {"family_name": "Marsh"}, person=person.bytes),
        draft("detention", stay.bytes, about, person=person.bytes),
    ]  # fmt: skip


def test_a_snapshot_holds_every_record_once_and_says_what_it_is_of(core: CentralCore) -> None:
    one = author(core)
    for suite in ("Harlow", "Basildon"):
        _, _, drafts = a_stay(suite)
        send(core, one, one.unit(*drafts))
    send(core, one, [one.write("attached_part", bytes([7]) * 16, {"content": bytes(200_000)})])
    send(core, one, [one.write("other", bytes([n]) * 16, {"words": "x" * 9000}) for n in range(60)])
    fold(core)
    blocks = snapshot(core)
    header, *parts, end = (read_part(block) for block in blocks)
    assert isinstance(header, SnapshotHeader)
    assert isinstance(end, SnapshotEnd)
    assert header.digest == digest(header.vector)
    with core.database.reading() as connection:
        assert header.vector == JournalRows(connection, core.identity.service).heads()
    records = [
        record for part in parts if isinstance(part, SnapshotBlock) for record in part.records
    ]
    held = {(record.kind, record.record): decode_state(record.state) for record in records}
    assert comparable(held) == comparable(states(core))
    assert end.records == len(records) == len(held)
    assert end.sha256 == hashlib.sha256(b"".join(blocks[:-1])).digest()
    assert max(len(block) for block in blocks) < BLOCK_BYTES + 10_000
    assert records[-1].kind == "attached_part"


def test_the_people_held_in_the_suite_come_first(core: CentralCore) -> None:
    one = author(core)
    here, gone, elsewhere = (
        a_stay("Harlow"),
        a_stay("Harlow", released_at="2026-09-05T01:00:00Z"),
        a_stay("Basildon"),
    )
    for _, _, drafts in (here, gone, elsewhere):
        send(core, one, one.unit(*drafts))
    calls = [
        one.write("hcp_call", uuid.uuid4().bytes, {"suite": "Harlow"}, person=here[0])
        for _ in range(FIRST_RECORDS + 10)
    ]
    send(core, one, calls)
    fold(core)
    first = read_part(snapshot(core)[1])
    assert isinstance(first, SnapshotBlock)
    assert len(first.records) == FIRST_RECORDS
    states_of = [decode_state(record.state) for record in first.records]
    assert {state.person for state in states_of} == {here[0]}


def test_what_is_written_meanwhile_is_not_in_the_snapshot(core: CentralCore) -> None:
    one = author(core)
    send(core, one, [one.write("other", bytes([n]) * 16, {"n": n}) for n in range(5)])
    fold(core)
    whole = snapshot(core)
    with snapshot_reading(core.database) as connection:
        blocks = snapshot_blocks(connection, core.identity.service, "Harlow")
        begun = [next(blocks)]
        send(core, one, [one.write("other", bytes([99]) * 16, {"n": 99})])
        fold(core)
        assert [*begun, *blocks] == whole
    assert snapshot(core) != whole


def test_a_snapshot_is_read_a_few_records_at_a_time(core: CentralCore) -> None:
    one = author(core)
    send(core, one, [one.write("other", n.to_bytes(16, "big"), {"n": n}) for n in range(300)])
    fold(core)
    asked: list[object] = []
    with snapshot_reading(core.database) as connection:
        event.listen(
            connection, "before_execute", lambda *about: asked.append(about[4].get("yield_per"))
        )
        list(snapshot_blocks(connection, core.identity.service, "Harlow"))
    assert asked.count(50) == 3
