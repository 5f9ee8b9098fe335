"""Two sides that tell each other their heads come to hold the same, whatever forked before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.journal.difference import Stretch, path, stretches
from sync.journal.entry import FIRST
from sync.journal.vector import Head, Vector

ONE, TWO = b"\x01" * 16, b"\x02" * 16


@dataclass
class Side:
    """Entries by device: id to (prev, seq)."""

    held: dict[bytes, dict[bytes, tuple[bytes, int]]] = field(default_factory=dict)

    def add(self, device: bytes, entry: bytes, prev: bytes) -> None:
        seq = 1 if prev == FIRST else self.held[device][prev][1] + 1
        self.held.setdefault(device, {})[entry] = (prev, seq)

    def heads(self) -> Vector:
        vector = {}
        for device, entries in self.held.items():
            inner = {prev for prev, _ in entries.values()}
            leaves = [Head(seq, one) for one, (_, seq) in entries.items() if one not in inner]
            vector[device] = tuple(sorted(leaves))
        return vector

    def seq_of(self, device: bytes, entry: bytes) -> int | None:
        row = self.held.get(device, {}).get(entry)
        return None if row is None else row[1]

    def back(self, device: bytes, entry: bytes, limit: int) -> Sequence[tuple[bytes, bytes, int]]:
        rows: list[tuple[bytes, bytes, int]] = []
        held = self.held[device]
        while entry in held and len(rows) < min(limit, 3):
            prev, seq = held[entry]
            rows.append((entry, prev, seq))
            entry = prev
        return rows

    def send(self, other: "Side") -> int:
        """Hand over what the other lacks by its own word; return how many entries went."""
        sent = 0
        for stretch in stretches(self, other.heads()):
            for entry in path(self, stretch):
                prev, seq = self.held[stretch.device][entry]
                assert prev == FIRST or other.seq_of(stretch.device, prev) == seq - 1
                other.held.setdefault(stretch.device, {})[entry] = (prev, seq)
                sent += 1
        return sent


def name(device: bytes, number: int) -> bytes:
    return device + number.to_bytes(16, "big")


def line(device: bytes, numbers: Sequence[int], side: Side, prev: bytes = FIRST) -> bytes:
    for number in numbers:
        side.add(device, name(device, number), prev)
        prev = name(device, number)
    return prev


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[Side, Side, Side]:
    """Two sides that each hold some branches of the same trees, and one that holds all."""
    mine, theirs, all_held = Side(), Side(), Side()
    for device in (ONE, TWO):
        count = draw(st.integers(0, 12))
        parents = [draw(st.integers(max(-1, i - 3), i - 1)) for i in range(count)]
        for side in (mine, theirs):
            picked = draw(st.sets(st.integers(0, count - 1))) if count else set()
            wanted: set[int] = set()
            for one in picked:
                while one >= 0:
                    wanted.add(one)
                    one = parents[one]  # noqa: PLW2901 - the walk to the root
            for number in sorted(wanted):
                prev = name(device, parents[number]) if parents[number] >= 0 else FIRST
                for holder in (side, all_held):
                    holder.add(device, name(device, number), prev)
    return mine, theirs, all_held


@given(sides=two_sides())
def test_a_few_turns_bring_both_to_the_same(sides: tuple[Side, Side, Side]) -> None:
    mine, theirs, all_held = sides
    for _ in range(8):
        if mine.send(theirs) + theirs.send(mine) == 0:
            break
    assert mine.heads() == theirs.heads() == all_held.heads()


@given(length=st.integers(0, 30), held=st.integers(0, 30))
def test_of_a_device_that_never_forked_exactly_the_rest_is_sent(length: int, held: int) -> None:
    mine, theirs = Side(), Side()
    line(ONE, range(length), mine)
    line(ONE, range(min(held, length)), theirs)
    assert mine.send(theirs) == max(0, length - held)
    assert theirs.send(mine) == 0
    assert mine.heads() == theirs.heads()


def test_nothing_is_sent_to_a_side_that_may_be_ahead() -> None:
    mine, theirs = Side(), Side()
    line(ONE, range(3), mine)
    line(ONE, range(9), theirs)
    assert stretches(mine, theirs.heads()) == []


def test_a_second_branch_is_sent_from_where_it_left_the_first() -> None:
    mine, theirs = Side(), Side()
    for side in (mine, theirs):
        line(ONE, range(5), side)
    line(ONE, [5, 6], theirs, name(ONE, 4))
    line(ONE, [5, 6], mine, name(ONE, 4))
    line(ONE, [17, 18], mine, name(ONE, 3))
    (stretch,) = stretches(mine, theirs.heads())
    assert stretch == Stretch(ONE, 4, name(ONE, 3), Head(6, name(ONE, 18)), is_forked=True)
    assert path(mine, stretch) == [name(ONE, 17), name(ONE, 18)]


def test_devices_come_in_the_order_that_was_asked_for() -> None:
    mine = Side()
    line(ONE, range(1), mine)
    line(TWO, range(1), mine)
    assert [s.device for s in stretches(mine, {}, first=TWO)] == [TWO, ONE]
    assert [s.device for s in stretches(mine, {}, last=ONE)] == [TWO, ONE]
    assert [s.device for s in stretches(mine, {})] == [ONE, TWO]


def test_a_store_with_a_hole_in_a_chain_says_so() -> None:
    mine = Side()
    line(ONE, range(9), mine)
    asked = stretches(mine, {})[0]
    assert len(path(mine, asked)) == 9
    del mine.held[ONE][name(ONE, 4)]
    with pytest.raises(LookupError):
        path(mine, asked)
