"""Which of the values that stand in a record is shown, and what is said beside it.

Works on a folded state and changes nothing in it: every value that stands goes on standing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from desktop.domain.identity import PractitionerId
from desktop.domain.record import SETTLED, WITHDRAWN, Seen, Standing, Withdrawal
from sync.merge.record import Live, RecordState, winner

# An entry that writes everything anew writes the identity too; an ordinary change never does.
_IDENTITY = "id"


@dataclass(frozen=True, slots=True)
class Seal:
    """What ends all writing in a record: the entry that sets `register` writes every register anew.

    Nobody who had not seen that entry can replace what it wrote. What a later step may change, or
    follows from what people did meanwhile, is `quiet`: nobody is told of it.
    """

    register: str
    quiet: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """The value shown in each register. `sealed_by` is the entry that ended all writing."""

    values: Mapping[str, Live]
    sealed_by: bytes | None = None
    beside_seal: tuple[str, ...] = ()


def shown_in(
    state: RecordState, seal: Seal | None, keyed: frozenset[str], by: bytes | None = None
) -> Shown:
    """Return what is shown. `by` asks for a record as one of several sealing entries left it."""
    entry = by or (None if seal is None else sealing_entry(state, seal))
    if seal is None or entry is None:
        return Shown({name: winner(values) for name, values in state.live.items() if values})
    values: dict[str, Live] = {}
    beside: list[str] = []
    for name, held in state.live.items():
        own = next((one for one in held if one.entry == entry), None)
        if own is None and not (name.partition("/")[0] in keyed and "/" in name):
            own = winner(held)  # written by somebody who had seen the seal
        if own is not None:
            values[name] = own
        # What the seal did not write is not there: a value that says so is nothing new.
        sealed = None if own is None else own.value
        if not is_quiet(name, seal) and any(one.value != sealed for one in held):
            beside.append(name)
    return Shown(values, entry, tuple(sorted(beside)))


def sealing_entry(state: RecordState, seal: Seal) -> bytes | None:
    """Return the entry that sealed the record; None too where it did not write everything."""
    held = state.live.get(seal.register)
    if not held or winner(held).value is None:
        return None
    entry = winner(held).entry
    whole = any(one.entry == entry for one in state.live.get(_IDENTITY, ()))
    return entry if whole else None


def is_quiet(register: str, seal: Seal) -> bool:
    return (
        register in (seal.register, WITHDRAWN)
        or register.startswith(SETTLED)
        or register.partition("/")[0] in seal.quiet
    )


def standing_of(
    state: RecordState,
    shown: Shown,
    *,
    seal: Seal | None = None,
    needs_newer: bool = False,
    unreadable: tuple[str, ...] = (),
) -> Standing:
    held = state.held()
    withdrawn = withdrawal_in(state)
    if shown.sealed_by is None:
        conflicts = [name for name in state.conflicts() if not is_told_apart(name)]
    else:
        conflicts = [name for name in state.conflicts() if seal and name == seal.register]
    if _is_withdrawal_open(state, withdrawn):
        conflicts.append(WITHDRAWN)
    return Standing(
        seen=_seen(state, shown, held),
        held=held,
        conflicts=tuple(conflicts),
        needs_newer=needs_newer,
        changed_since_sealed=shown.beside_seal,
        unreadable=unreadable,
        withdrawn=withdrawn,
    )


def _seen(state: RecordState, shown: Shown, held: Seen) -> Seen:
    """Return the entries whose value is the one shown: what an author was not shown stays."""
    if shown.sealed_by is None and all(len(ids) == 1 for ids in held.values()):
        return held
    found: dict[str, tuple[bytes, ...]] = {}
    for name, values in state.live.items():
        one = shown.values.get(name)
        if one is not None:
            found[name] = tuple(each.entry for each in values if each.value == one.value)
    return found


def is_told_apart(register: str) -> bool:
    """Say whether a register is about the record rather than one of its values."""
    return register == WITHDRAWN or register.startswith(SETTLED)


def withdrawn_value(withdrawal: Withdrawal, state: RecordState) -> dict[str, Any]:
    """Return what the register `withdrawn` holds: its author has seen all that stands now."""
    seen = {one.entry for name, held in state.live.items() if name != WITHDRAWN for one in held}
    return {
        "at": withdrawal.at.isoformat(),
        "by": withdrawal.by.bytes,
        "reason": withdrawal.reason,
        "seen": sorted(seen),
    }


class _Withdrawn(msgspec.Struct):
    at: datetime
    by: bytes
    reason: str
    seen: list[bytes]

    def __post_init__(self) -> None:
        PractitionerId(UUID(bytes=self.by))


def read_withdrawal(value: Any) -> _Withdrawn | None:
    """Return a withdrawal as it stands in the journal, None for what is none."""
    try:
        return msgspec.convert(value, _Withdrawn, builtin_types=(bytes,))
    except msgspec.ValidationError:
        return None


def withdrawal_in(state: RecordState) -> Withdrawal | None:
    """Return the latest withdrawal that stands, None where the latest word takes it back."""
    read = [read_withdrawal(one.value) for one in state.live.get(WITHDRAWN, ())]
    if not read or read[-1] is None:
        return None
    seen = {entry for one in read if one is not None for entry in one.seen}
    changed = sorted(
        name
        for name, held in state.live.items()
        if not is_told_apart(name) and any(one.entry not in seen for one in held)
    )
    return Withdrawal(
        at=read[-1].at,
        by=PractitionerId(UUID(bytes=read[-1].by)),
        reason=read[-1].reason,
        changed_since=tuple(changed),
    )


def _is_withdrawal_open(state: RecordState, withdrawn: Withdrawal | None) -> bool:
    """Say whether somebody has to decide: the record was changed, or the withdrawal undone."""
    if withdrawn is not None and withdrawn.changed_since:
        return True
    values = [one.value for one in state.live.get(WITHDRAWN, ())]
    return any(one is None for one in values) and any(one is not None for one in values)
