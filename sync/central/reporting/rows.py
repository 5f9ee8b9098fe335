"""One record as a row: what is shown, what stands beside it, and what the views read of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sync.central.reporting.facts import facts_of
from sync.central.reporting.plain import Json, identity_of, plain, plain_text, text_of
from sync.central.reporting.tables import SUITE_LENGTH
from sync.merge.record import Live, RecordState, winner

# A signed report and a finished screen show what was signed: what somebody wrote meanwhile
# without having seen it stands beside it, and changes it no more.
_SEALED_BY = {"court_report": "signature", "screen": "completed_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The values of a state: those that are shown, and per register in conflict all of them."""

    shown: dict[str, Any]
    in_conflict: dict[str, list[Live]]


def reading_of(state: RecordState) -> Reading:
    seal = _sealing_entry(state)
    shown = {name: _shown(held, seal) for name, held in state.live.items() if held}
    conflicts = {name: state.live[name] for name in state.conflicts()}
    return Reading(shown=shown, in_conflict=conflicts)


def _sealing_entry(state: RecordState) -> bytes | None:
    held = state.live.get(_SEALED_BY.get(state.kind, ""))
    if not held or winner(held).value is None:
        return None
    return winner(held).entry


def _shown(held: list[Live], seal: bytes | None) -> Any:
    sealed = [one for one in held if one.entry == seal]
    return winner(sealed or held).value


def document_of(reading: Reading) -> dict[str, Json]:
    """Return every register with its value; in a conflict all others beside it, none preferred."""
    document: dict[str, Json] = {}
    for name, value in reading.shown.items():
        cell: dict[str, Json] = {"value": plain(value)}
        held = reading.in_conflict.get(name)
        if held is not None:
            cell["others"] = [plain(one) for one in _others(held, value)]
        document[plain_text(name)] = cell
    return document


def _others(held: Iterable[Live], shown: Any) -> list[Any]:
    """Return the live values but one that is shown."""
    values = [one.value for one in held]
    values.remove(shown)
    return values


def columns_of(state: RecordState, reading: Reading) -> dict[str, Any]:
    """Return the columns that a record is found by."""
    shown = reading.shown
    detention = identity_of(shown.get("detention_id"))
    person = identity_of(shown.get("person_id"))
    return {
        "person": state.person if person is None else person.bytes,
        "detention": None if detention is None else detention.bytes,
        "suite": text_of(shown.get("suite"), SUITE_LENGTH) or None,
        "is_open": state.kind == "detention" and shown.get("released_at") is None,
        "conflicts": len(reading.in_conflict),
        "facts": facts_of(state.kind, shown),
        "doc": document_of(reading),
    }
