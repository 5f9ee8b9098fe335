"""How typed text becomes the values of an answer, and back. Knows no Qt.

What cannot be read is kept as it was typed, so that nothing is lost; the form says what is wrong
with it until it is mended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.wording.clinical import long_date
from ui.screening.typed_dates import read_date, read_time
from ui.screening.typed_numbers import read_number
from ui.screening.words import date_words


@dataclass(frozen=True, slots=True)
class Reading:
    """`echo` says back what was understood, where that is not plain from what was typed."""

    values: tuple[Value, ...] = ()
    problem: str = ""
    echo: str = ""


Read = Callable[[str], Reading]
Write = Callable[[tuple[Value, ...]], str]


def read_words(typed: str) -> Reading:
    kept = typed.strip()
    return Reading((kept,) if kept else ())


def read_lines(typed: str) -> Reading:
    """Read one value a line."""
    return Reading(tuple(line.strip() for line in typed.splitlines() if line.strip()))


def reads_numbers(item: Item) -> Read:
    def read(typed: str) -> Reading:
        value, problem = read_number(typed, item.type, item.unit)
        if problem:
            return Reading((typed.strip(),), problem)
        if value is None:
            return Reading()
        if item.type is ItemType.QUANTITY:
            return Reading((f"{value} {item.unit}".strip(),))
        return Reading((value,))

    return read


def reads_dates(today: Callable[[], date]) -> Read:
    def read(typed: str) -> Reading:
        found = read_date(typed, today())
        if found.problem:
            return Reading((typed.strip(),), found.problem)
        return Reading((found.value,), echo=_echo(found.value)) if found.value else Reading()

    return read


def read_clock(typed: str) -> Reading:
    found = read_time(typed)
    if found.problem:
        return Reading((typed.strip(),), found.problem)
    return Reading((found.value,) if found.value else ())


def write_words(values: tuple[Value, ...]) -> str:
    return "\n".join(str(value) for value in values)


def writes_numbers(item: Item) -> Write:
    def write(values: tuple[Value, ...]) -> str:
        words = write_words(values)
        return words.removesuffix(f" {item.unit}") if item.unit else words

    return write


def write_date(values: tuple[Value, ...]) -> str:
    return date_words(str(values[0])) if values else ""


def write_clock(values: tuple[Value, ...]) -> str:
    words = str(values[0]) if values else ""
    return words[:5] if not read_time(words[:5]).problem else words


def _echo(value: str) -> str:
    try:
        return long_date(date.fromisoformat(value))
    except ValueError:
        return date_words(value)
