"""How typed text becomes the values of an answer, and back. Knows no Qt.

What cannot be read is kept as it was typed, so that nothing is lost; the form says what is wrong
with it until it is mended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from desktop.domain.screen import Value
from desktop.forms import Item
from desktop.services.answers_in_full import date_in_full
from desktop.wording.clinical import clinical_date, clock_time, in_uk_time, long_date, uk_time
from desktop.wording.words import text as _
from ui.screening.typed_dates import read_date, read_time
from ui.screening.typed_numbers import number_and_unit, read_number, unit_called
from ui.screening.words import moment_of


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


def read_address(typed: str) -> Reading:
    kept = typed.strip()
    if any(letter.isspace() for letter in kept):
        return Reading((kept,), _("A web address has no spaces, like https://www.nhs.uk."))
    return Reading((kept,) if kept else ())


def reads_each(read: Read) -> Read:
    """Read one value a line, and say in which line one cannot be read."""

    def read_all(typed: str) -> Reading:
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        readings = [read(line) for line in lines]
        problem = next(
            (
                _("In line {number}: {problem}", number=number, problem=reading.problem)
                for number, reading in enumerate(readings, 1)
                if reading.problem
            ),
            "",
        )
        return Reading(tuple(value for one in readings for value in one.values), problem)

    return read_all


def writes_each(write: Write) -> Write:
    return lambda values: "\n".join(write((value,)) for value in values)


def reads_numbers(item: Item) -> Read:
    def read(typed: str) -> Reading:
        value, problem = read_number(typed, item.type, item.unit)
        if problem:
            return Reading((typed.strip(),), problem)
        return Reading() if value is None else Reading((value,))

    return read


def reads_quantities(item: Item) -> Read:
    """Read "72.5 kg"; a number alone is in the question's first unit, which is shown with it."""

    def read(typed: str) -> Reading:
        number, typed_unit = number_and_unit(typed)
        value, problem = read_number(number, item.type)
        unit = unit_called(item, typed_unit or item.unit)
        if not problem and unit is None:
            problem = _("The unit must be one of these: {units}.", units=", ".join(units_of(item)))
        if problem:
            return Reading((typed.strip(),), problem)
        return Reading() if value is None else Reading((f"{value} {unit}".strip(),))

    return read


def units_of(item: Item) -> tuple[str, ...]:
    """Return the units this question may be answered in, as they are shown."""
    named = tuple(dict.fromkeys(unit.display or unit.code for unit in item.units))
    return named or ((item.unit,) if item.unit else ())


def reads_moments(today: Callable[[], date]) -> Read:
    """Read "22:30 5 Sep 2026" in UK time, or a day, a month or a year alone."""
    read_day = reads_dates(today)

    def read(typed: str) -> Reading:
        clock_text, _gap, day_text = typed.strip().partition(" ")
        clock, day = read_time(clock_text), read_date(day_text, today())
        if clock.problem or not day_text or not _is_whole(day.value):
            return read_day(typed)
        local = datetime.fromisoformat(f"{day.value}T{clock.value}").replace(tzinfo=uk_time())
        moment = local.astimezone(UTC)
        if in_uk_time(moment).replace(tzinfo=None) != local.replace(tzinfo=None):
            problem = _("The clocks went forward that night, so this time did not happen")
            return Reading((typed.strip(),), problem)
        return Reading((moment.isoformat(timespec="seconds"),))

    return read


def write_moment(values: tuple[Value, ...]) -> str:
    """Write "22:30 05-Sep-2026", as it is typed."""
    if not values:
        return ""
    moment = moment_of(str(values[0]))
    if moment is None:
        return date_in_full(str(values[0]))
    return f"{clock_time(moment)} {clinical_date(in_uk_time(moment).date())}"


def _is_whole(value: str) -> bool:
    return len(value) == len("2026-09-05")


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
    return date_in_full(str(values[0])) if values else ""


def write_clock(values: tuple[Value, ...]) -> str:
    words = str(values[0]) if values else ""
    return words[:5] if not read_time(words[:5]).problem else words


def _echo(value: str) -> str:
    try:
        return long_date(date.fromisoformat(value))
    except ValueError:
        return date_in_full(value)
