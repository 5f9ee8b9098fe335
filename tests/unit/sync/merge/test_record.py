"""A record is the same whatever order its entries arrived in, and keeps what nobody overwrote."""

import random
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sync.journal.entry import Header
from sync.merge.record import (
    RecordState,
    decode_state,
    encode_state,
    fold,
    new_state,
)

PEOPLE = (None, b"\x01" * 16, b"\x02" * 16)


@dataclass
class Desk:
    """One author's view: what is folded here is what the next entry was shown."""

    device: bytes
    state: RecordState = field(default_factory=lambda: new_state("person", None))
    counter: int = 0


Told = tuple[bytes, Header, dict[str, Any]]


def header(device: bytes, counter: int, replaces: dict[str, list[bytes]], **more: Any) -> Header:
    fields: dict[str, Any] = {
        "device": device, "seq": counter, "prev": b"", "counter": counter, "wall_ms": 1,
        "clock_error_ms": None, "author": b"a" * 16, "person": None, "record": b"r" * 16,
        "kind": "person", "unit": b"u" * 16, "place": 1, "of": 1, "replaces": replaces,
        "schema": 1, "lowest_schema": 1, "body_hash": b"h" * 32,
    }  # fmt: skip
    return Header(**{**fields, **more})


def tell(state: RecordState, told: Told) -> None:
    fold(state, *told)


def write(desk: Desk, entry: bytes, values: dict[str, Any], **more: Any) -> Told:
    shown = desk.state.shown()
    replaces = {name: list(shown[name]) for name in values if name in shown}
    replaces = more.pop("replaces", replaces)
    desk.counter += 1
    told = (entry, header(desk.device, desk.counter, replaces, **more), values)
    tell(desk.state, told)
    return told


def folded(history: list[Told]) -> RecordState:
    state = new_state("person", None)
    for told in history:
        tell(state, told)
    return state


def comparable(state: RecordState) -> bytes:
    return encode_state(replace(state, live=dict(sorted(state.live.items())), awaited={}))


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    """What a few desks wrote, each having heard of some of the others' entries at the time.

    Two desks share a device id, as a cloned machine and its original do.
    """
    desks = [Desk(name * 16) for name in (b"A", b"B", b"B", b"C")]
    history: list[Told] = []
    heard: list[set[int]] = [set() for _ in desks]
    for number in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(desks) - 1))
        for other in draw(st.sets(st.integers(0, max(0, number - 1)), max_size=4)):
            if other < number and other not in heard[at]:
                heard[at].add(other)
                tell(desks[at].state, history[other])
                desks[at].counter = max(desks[at].counter, history[other][1].counter)
        registers = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 2), min_size=1)
        more = {
            "person": draw(st.sampled_from(PEOPLE)),
            "lowest_schema": draw(st.integers(1, 3)),
        }
        entry = number.to_bytes(32, "big")
        history.append(write(desks[at], entry, draw(registers), **more))
        heard[at].add(number)
    return history


@given(history=histories(), order=st.randoms())
def test_every_order_folds_to_the_same_record(history: list[Told], order: random.Random) -> None:
    shuffled = history[:]
    order.shuffle(shuffled)
    one, other = folded(history), folded(shuffled)
    assert comparable(one) == comparable(other)
    assert one.values() == other.values()
    assert one.conflicts() == other.conflicts()


@given(history=histories())
def test_a_value_stands_until_an_entry_that_saw_it_replaces_it(history: list[Told]) -> None:
    state = folded(history)
    replaced = {
        (register, shown)
        for _, told_header, _ in history
        for register, ids in told_header.replaces.items()
        for shown in ids
    }
    expected = {
        (register, entry)
        for entry, _, values in history
        for register in values
        if (register, entry) not in replaced
    }
    assert {(r, one.entry) for r, live in state.live.items() for one in live} == expected


@given(history=histories())
def test_a_kept_state_is_the_state(history: list[Told]) -> None:
    state = folded(history)
    assert decode_state(encode_state(state)) == state


def test_two_who_did_not_see_each_other_make_a_conflict_that_keeps_both() -> None:
    one, other = Desk(b"A" * 16), Desk(b"B" * 16)
    state = folded(
        [write(one, b"1" * 32, {"risk": "high"}), write(other, b"2" * 32, {"risk": "low"})]
    )
    assert state.conflicts() == ("risk",)
    assert [live.value for live in state.live["risk"]] == ["high", "low"]
    assert state.value("risk") == "low"


def test_the_same_value_from_two_is_no_conflict() -> None:
    one, other = Desk(b"A" * 16), Desk(b"B" * 16)
    state = folded(
        [write(one, b"1" * 32, {"risk": "low"}), write(other, b"2" * 32, {"risk": "low"})]
    )
    assert state.conflicts() == ()


def test_who_was_shown_one_of_two_values_settles_nothing() -> None:
    one, other = Desk(b"A" * 16), Desk(b"B" * 16)
    first = write(one, b"1" * 32, {"risk": "high"})
    second = write(other, b"2" * 32, {"risk": "low"})
    tell(one.state, second)
    edited = write(one, b"3" * 32, {"risk": "low, see note"})
    for order in ([first, second, edited], [edited, second, first], [second, edited, first]):
        state = folded(order)
        assert state.conflicts() == ("risk",)
        assert [live.value for live in state.live["risk"]] == ["high", "low, see note"]


def test_who_replaces_both_settles_it_for_everyone() -> None:
    one, other = Desk(b"A" * 16), Desk(b"B" * 16)
    first = write(one, b"1" * 32, {"risk": "high"})
    second = write(other, b"2" * 32, {"risk": "low"})
    tell(one.state, second)
    both = {"risk": [first[0], second[0]]}
    settling = write(one, b"3" * 32, {"risk": "high, see note"}, replaces=both)
    for order in ([first, second, settling], [settling, second, first], [second, settling, first]):
        state = folded(order)
        assert state.conflicts() == ()
        assert state.values() == {"risk": "high, see note"}


def test_different_registers_do_not_touch_each_other() -> None:
    one, other = Desk(b"A" * 16), Desk(b"B" * 16)
    state = folded(
        [write(one, b"1" * 32, {"cell": "M1"}), write(other, b"2" * 32, {"name": "Kelly"})]
    )
    assert state.conflicts() == ()
    assert state.values() == {"cell": "M1", "name": "Kelly"}


def test_a_record_asks_for_the_newest_schema_that_any_entry_asked_for() -> None:
    desk = Desk(b"A" * 16)
    history = [
        write(desk, b"1" * 32, {"x": 1}, lowest_schema=3),
        write(desk, b"2" * 32, {"x": 2}, lowest_schema=1),
    ]
    assert folded(history).lowest_schema == 3
