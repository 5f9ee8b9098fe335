"""A neighbour that writes well-formed nonsense: stored by everybody, and in nobody's way."""

import random
from typing import Any

import msgspec
import pytest

from desktop.domain.detention import Detention
from desktop.storage.check import check_store
from desktop.storage.kinds import KINDS
from tests.builders.custody import a_detention
from tests.builders.people import KELLY, a_person
from tests.storage.desks import Chain, Desk, a_draft
from tests.storage.test_records import RECORDS

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2**63 - 1, 2**64 - 1, -(2**63), 1.5, float("nan"), float("inf"), "", "x",
    "\x00", "x" * 5000, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-09-05",
    "2026-09-05T01:14:00", b"", b"\xff" * 16, [], [[]], {}, {"a": 1}, {"kind": "allergy"}, {1: 2},
    msgspec.msgpack.Ext(5, b"odd"), "00000000-0000-0000-0000-000000000000", [None] * 50,
)  # fmt: skip


def registers_of(kind: str) -> list[str]:
    codec = KINDS[kind].codec
    return [f"{name}/{key}" if name in codec.keyed else name
            for name in codec.types for key in ("", "a", "a/b")]  # fmt: skip


@pytest.mark.parametrize("turn", range(8))
def test_nonsense_in_any_register_stops_neither_a_round_nor_a_list(
    desk: Desk, rng: random.Random, turn: int
) -> None:
    rng.seed(f"{rng.random()} {turn}")
    desk.save(lambda work: work.people.add(a_person()))
    desk.save(lambda work: work.detentions.add(a_detention()))
    neighbour = Chain()
    desk.central.enrol(neighbour.device, neighbour.public_key)
    for _ in range(60):
        record: Any = rng.choice(RECORDS)
        kind = next(one for one in KINDS.values() if one.codec.record_type is type(record))
        fields = kind.codec.registers(record) if rng.random() < 0.7 else {}
        for name in rng.sample(registers_of(kind.name), 2):
            fields[name] = rng.choice(ODD)
        neighbour.write(a_draft(kind.name, record.id, fields))

    desk.replica.take([desk.central.batch()])
    size = rng.choice((1, 7, 60))
    for start in range(0, 60, size):
        desk.replica.take([neighbour.batch(neighbour.entries[start : start + size])])

    desk.reads.custody_now("Southend")
    desk.reads.reports()
    desk.reads.forms()
    desk.reads.names()
    desk.reads.conflicts()
    desk.reads.people_named("marsh", 5)
    desk.reads.people_sounding_like(["marsh"], 5)
    assert check_store(desk.store, desk.path).faults == ()
    assert desk.reads.waiting() == 2
    # Nobody overwrote what was saved here, so it is read whatever stands beside it.
    assert desk.reads.person(KELLY).family_name
    assert desk.reads.record(Detention, a_detention().id).custody_record_number
