"""Amounts with a unit. Only the units listed here are converted; others compare with themselves."""

from dataclasses import dataclass
from decimal import Decimal, DecimalException


@dataclass(frozen=True, slots=True)
class PathQuantity:
    """A value with its UCUM code or calendar word; "1" means no unit."""

    value: Decimal
    unit: str = "1"


_WORDS = ("year", "month", "week", "day", "hour", "minute", "second", "millisecond")
_UCUM_OF_WORDS = {"week": "wk", "day": "d", "hour": "h", "minute": "min", "second": "s"}
_UCUM_OF_WORDS["millisecond"] = "ms"
CALENDAR_WORDS = {**{word: word for word in _WORDS}, **{word + "s": word for word in _WORDS}}
_CALENDAR_OF_UCUM = {"a": "year", "mo": "month", **{u: w for w, u in _UCUM_OF_WORDS.items()}}

# What one of the unit is, in the first unit of its line.
_SCALES: tuple[dict[str, str], ...] = (
    {"g": "1", "kg": "1000", "mg": "0.001", "ug": "0.000001", "ng": "0.000000001"}
    | {"[lb_av]": "453.59237", "[oz_av]": "28.349523125"},
    {"m": "1", "km": "1000", "dm": "0.1", "cm": "0.01", "mm": "0.001", "um": "0.000001"}
    | {"[in_i]": "0.0254", "[ft_i]": "0.3048"},
    {"L": "1", "l": "1", "dL": "0.1", "dl": "0.1", "cL": "0.01", "mL": "0.001", "ml": "0.001"}
    | {"uL": "0.000001"},
    {"s": "1", "ms": "0.001", "min": "60", "h": "3600", "d": "86400", "wk": "604800"}
    | {"mo": "2629800", "a": "31557600"},
    {"month": "1", "year": "12"},
    {"mmol/L": "1", "mmol/l": "1", "mol/L": "1000", "umol/L": "0.001"},
    {"mm[Hg]": "1", "mmHg": "1"},
)
_SCALE_OF: dict[str, tuple[int, Decimal]] = {
    unit: (line, Decimal(factor))
    for line, units in enumerate(_SCALES)
    for unit, factor in units.items()
}


def calendar_word(unit: str) -> str | None:
    """Return "year", "day" and so on for a calendar word or the UCUM code nearest to it."""
    return CALENDAR_WORDS.get(unit) or _CALENDAR_OF_UCUM.get(unit)


def in_unit(quantity: PathQuantity, unit: str) -> Decimal | None:
    """Return the value in that unit; None when we do not know how to convert."""
    here, there = _plain(quantity.unit), _plain(unit)
    if here == there:
        return quantity.value
    one, other = _SCALE_OF.get(here), _SCALE_OF.get(there)
    if one is None or other is None or one[0] != other[0]:
        return None
    try:
        return quantity.value * one[1] / other[1]
    except DecimalException:
        return None


def compare_quantities(first: PathQuantity, second: PathQuantity) -> int | None:
    """Return -1, 0 or 1; None when the units cannot be compared."""
    there = in_unit(second, first.unit)
    if there is None:
        return None
    return (first.value > there) - (first.value < there)


def _plain(unit: str) -> str:
    """Weeks and shorter are the same length in the calendar and in UCUM; years are not."""
    word = CALENDAR_WORDS.get(unit, unit)
    return _UCUM_OF_WORDS.get(word, word)
