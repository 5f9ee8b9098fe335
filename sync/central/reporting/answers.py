"""The answers of a screen as rows, one for each value: what a count by question and code reads."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sync.central.reporting.plain import identity_of, moment_of, text_of
from sync.central.reporting.rows import Reading
from sync.central.reporting.tables import CODE_LENGTH, PLACE_LENGTH

ANSWERS = "answers/"
_BETWEEN = "\x1f"  # of a question and the occurrence of a block that it was asked in
_LONGEST_TEXT = 4000

# Short enough to be a score or a measurement; a telephone or an NHS number is none.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,5})(\.\d{1,6})?", re.ASCII)
_SMALLEST_TOO_LARGE = 1_000_000


def answer_rows(registers: Iterable[str], reading: Reading) -> Iterator[dict[str, Any]]:
    """Return the rows of these registers; a place too long to be a question's has none."""
    for register in registers:
        place = register.removeprefix(ANSWERS)
        answer = reading.shown.get(register)
        if isinstance(answer, dict) and is_place(place):
            about = _about(place, answer, has_conflict=register in reading.in_conflict)
            for position, value in enumerate(_values(answer)):
                yield {**about, "position": position, **_value(value)}


def is_place(place: str) -> bool:
    return len(place.encode()) <= PLACE_LENGTH and "\0" not in place


def _values(answer: dict[str, Any]) -> list[Any]:
    values = answer.get("values")
    return values if isinstance(values, list) and values else [None]


def _about(place: str, answer: dict[str, Any], *, has_conflict: bool) -> dict[str, Any]:
    at, by = moment_of(answer.get("answered_at")), identity_of(answer.get("answered_by"))
    return {
        "place": place,
        "link_id": place.partition(_BETWEEN)[0],
        "absent": text_of(answer.get("absent"), CODE_LENGTH),
        "answered_ms": None if at is None else round(at.timestamp() * 1000),
        "answered_by": None if by is None else str(by),
        "is_calculated": answer.get("is_calculated") is True,
        "is_from_record": bool(answer.get("source")),
        "has_conflict": has_conflict,
    }


_NOTHING: dict[str, Any] = {
    "type": "none", "code": None, "system": None, "display": None, "words": None, "yes_no": None,
    "number": None,
}  # fmt: skip


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {**_NOTHING, "type": "yes_no", "yes_no": value}
    if isinstance(value, int):
        number = float(value) if abs(value) < _SMALLEST_TOO_LARGE else None
        return {**_NOTHING, "type": "number", "number": number, "words": str(value)}
    if isinstance(value, str):
        number = float(value) if _NUMBER.fullmatch(value) else None
        kind = "text" if number is None else "number"
        return {**_NOTHING, "type": kind, "number": number, "words": text_of(value, _LONGEST_TEXT)}
    if isinstance(value, dict) and isinstance(value.get("code"), str):
        return {
            **_NOTHING,
            "type": "code",
            "code": text_of(value["code"], CODE_LENGTH),
            "system": text_of(value.get("system"), _LONGEST_TEXT),
            "display": text_of(value.get("display"), _LONGEST_TEXT),
        }
    return _NOTHING
