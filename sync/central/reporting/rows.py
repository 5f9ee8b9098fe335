"""One record as a row: what is shown, what stands beside it, and what the views read of it.

What is shown is what the workstations show (desktop/storage/shown.py, which this side may not
know): a test compares the two.
"""

from dataclasses import dataclass
from typing import Any

from sync.central.reporting.facts import facts_of
from sync.central.reporting.plain import Json, identity_of, plain, plain_text, text_of
from sync.central.reporting.tables import SUITE_LENGTH
from sync.merge.record import Live, RecordState, winner

# The register whose entry ends all writing in a record of this kind, and writes it all anew.
SEALED_BY = {"court_report": "signature", "screen": "completed_at"}
_IDENTITY = "id"

_WITHDRAWN, _SETTLED = "withdrawn", "settled/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The values of a state: those that are shown, and per register in conflict all of them."""

    shown: dict[str, Any]
    in_conflict: dict[str, list[Live]]
    is_withdrawn: bool


def reading_of(state: RecordState) -> Reading:
    seal = _sealing_entry(state)
    shown: dict[str, Live] = {}
    for name, held in state.live.items():
        one = _shown(name, held, seal)
        if one is not None:
            shown[name] = one
    withdrawals = [one.value for one in state.live.get(_WITHDRAWN, [])]
    return Reading(
        shown={name: one.value for name, one in shown.items()},
        in_conflict={name: state.live[name] for name in _conflicts(state, seal)},
        is_withdrawn=bool(withdrawals) and withdrawals[-1] is not None,
    )


def _sealing_entry(state: RecordState) -> bytes | None:
    """Return the entry that signed or finished the record, if it wrote everything anew."""
    held = state.live.get(SEALED_BY.get(state.kind, ""))
    if not held or winner(held).value is None:
        return None
    entry = winner(held).entry
    return entry if any(one.entry == entry for one in state.live.get(_IDENTITY, [])) else None


def _shown(register: str, held: list[Live], seal: bytes | None) -> Live | None:
    """Return what is shown. In a sealed record nothing is that somebody added meanwhile."""
    if not held or seal is None:
        return winner(held) if held else None
    own = next((one for one in held if one.entry == seal), None)
    is_keyed = "/" in register and not register.startswith(_SETTLED)
    return own if own is not None or is_keyed else winner(held)


def _conflicts(state: RecordState, seal: bytes | None) -> list[str]:
    found = state.conflicts()
    if seal is None:
        names = [name for name in found if name != _WITHDRAWN and not name.startswith(_SETTLED)]
    else:
        names = [name for name in found if name == SEALED_BY[state.kind]]
    return [*names, _WITHDRAWN] if _is_withdrawal_open(state) else names


def _is_withdrawal_open(state: RecordState) -> bool:
    """Say whether the record was changed by somebody who did not know of its withdrawal."""
    held = state.live.get(_WITHDRAWN, [])
    withdrawals = [one.value for one in held if isinstance(one.value, dict)]
    if not withdrawals:
        return False
    if winner(held).value is None or len(withdrawals) < len(held):
        return True
    seen = {entry for one in withdrawals for entry in _entries(one.get("seen"))}
    return any(
        one.entry not in seen
        for name, values in state.live.items()
        if name != _WITHDRAWN and not name.startswith(_SETTLED)
        for one in values
    )


def _entries(value: Any) -> list[bytes]:
    return [one for one in value if isinstance(one, bytes)] if isinstance(value, list) else []


def document_of(reading: Reading, state: RecordState) -> dict[str, Json]:
    """Return every register with its value; beside it all others that stand, none preferred.

    In a signed record others stand that are no conflict: what was added after it was signed.
    """
    document: dict[str, Json] = {}
    for name, held in state.live.items():
        value = reading.shown.get(name)
        cell: dict[str, Json] = {"value": plain(value)}
        if len(held) > 1 or name not in reading.shown:
            others = _others(held, value)
            if others:
                cell["others"] = [plain(one) for one in others]
        document[plain_text(name)] = cell
    return document


def _others(held: list[Live], shown: Any) -> list[Any]:
    """Return the live values that differ from the one shown."""
    return [one.value for one in held if one.value != shown]


def columns_of(state: RecordState, reading: Reading) -> dict[str, Any]:
    """Return the columns that a record is found by, and its facts."""
    shown = reading.shown
    detention = identity_of(shown.get("detention_id"))
    person = identity_of(shown.get("person_id"))
    facts = facts_of(state.kind, shown)
    facts |= {"is_withdrawn": True} if reading.is_withdrawn else {}
    facts |= {"is_undecided": True} if "decision" in reading.in_conflict else {}
    return {
        "person": state.person if person is None else person.bytes,
        "detention": None if detention is None else detention.bytes,
        "suite": text_of(shown.get("suite"), SUITE_LENGTH) or None,
        "is_open": state.kind == "detention"
        and shown.get("released_at") is None
        and not reading.is_withdrawn,
        "conflicts": len(reading.in_conflict),
        "facts": facts,
    }
