"""What a record's registers hold, folded from its entries in whatever order they arrive.

live(register) = the entries that set it, less every entry that a known entry replaces. The fold
is the same for every order; only `awaited`, which remembers replaced entries that are not here
yet, may differ, and it is no part of what a record is.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from sync.journal.entry import Header

Rank = tuple[int, bytes, bytes]


class Live(msgspec.Struct, frozen=True, array_like=True):
    """One value that stands in a register, and the entry that set it."""

    entry: bytes
    counter: int
    device: bytes
    value: Any


class RecordState(msgspec.Struct, array_like=True):
    """All registers of one record. `lowest_schema` is the least that may edit it.

    `person` is the one that the latest entry with a person names; `person_rank` is that entry's
    rank. The values of a register stand in order of rank, the latest last.
    """

    kind: str
    person: bytes | None
    live: dict[str, list[Live]]
    awaited: dict[str, list[bytes]]
    lowest_schema: int = 1
    person_rank: Rank = (0, b"", b"")

    def value(self, register: str) -> Any:
        """Return the latest live value by (counter, device), or None."""
        values = self.live.get(register)
        return winner(values).value if values else None

    def values(self) -> dict[str, Any]:
        return {register: winner(values).value for register, values in self.live.items() if values}

    def shown(self) -> dict[str, tuple[bytes, ...]]:
        """Return, per register, the entries whose value is the one that `value` shows.

        A reader has seen no other: an edit replaces these alone, and what differs goes on standing.
        """
        return {
            name: tuple(one.entry for one in values if one.value == winner(values).value)
            for name, values in self.live.items()
            if values
        }

    def held(self) -> dict[str, tuple[bytes, ...]]:
        """Return, per register, the entries of all values that stand."""
        return {name: tuple(one.entry for one in values) for name, values in self.live.items()}

    def conflicts(self) -> tuple[str, ...]:
        """Return the registers whose values differ, neither author having seen the other's."""
        return tuple(sorted(name for name, values in self.live.items() if _differ(values)))


def new_state(kind: str, person: bytes | None) -> RecordState:
    return RecordState(kind, person, {}, {})


def winner(values: list[Live]) -> Live:
    return values[-1]


def _rank(live: Live) -> Rank:
    """Order values; the entry settles what a forked device wrote at one counter."""
    return live.counter, live.device, live.entry


def _differ(values: list[Live]) -> bool:
    return len(values) > 1 and any(one.value != values[0].value for one in values[1:])


def fold(state: RecordState, entry_id: bytes, header: Header, fields: Mapping[str, Any]) -> None:
    """Take one entry into the state. Each entry must be folded once; the journal sees to that."""
    for register, replaced in header.replaces.items():
        for shown in replaced:
            _replace(state, register, shown)
    for register, value in fields.items():
        awaited = state.awaited.get(register)
        if awaited is not None and entry_id in awaited:
            _forget(state, register, entry_id)
        else:
            live = Live(entry_id, header.counter, header.device, value)
            values = state.live.setdefault(register, [])
            values.append(live)
            values.sort(key=_rank)
    rank = (header.counter, header.device, entry_id)
    if header.person is not None and rank > state.person_rank:
        state.person, state.person_rank = header.person, rank
    state.lowest_schema = max(state.lowest_schema, header.lowest_schema)


def _replace(state: RecordState, register: str, shown: bytes) -> None:
    values = state.live.get(register, [])
    left = [one for one in values if one.entry != shown]
    if len(left) == len(values):
        awaited = state.awaited.setdefault(register, [])
        if shown not in awaited:
            awaited.append(shown)
    elif left:
        state.live[register] = left
    else:
        del state.live[register]


def _forget(state: RecordState, register: str, entry_id: bytes) -> None:
    state.awaited[register].remove(entry_id)
    if not state.awaited[register]:
        del state.awaited[register]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(RecordState)


def encode_state(state: RecordState) -> bytes:
    return _encoder.encode(state)


def decode_state(data: bytes) -> RecordState:
    return _decoder.decode(data)
