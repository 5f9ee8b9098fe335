"""How one answer is weighed. An answer that the tool does not know has no points and a note.

Nothing is guessed from the words or the place of a choice, and no unit is converted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from desktop.domain.screen import Coding, Value
from desktop.forms.model import Item, ItemType
from desktop.forms.values import as_number, quantity_of, same_coding

ANSWER_SYSTEM = "https://custodyliaison.example/fhir/CodeSystem/instrument-answer"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Weighed:
    """No `points`: the answer cannot be counted, and `note` says why."""

    points: Decimal | None = None
    answer: str = ""
    note: str = ""


_NOT_ALLOWED = Weighed(note="not an answer of this tool")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a tool. Without points it was asked and could not be tested."""

    answer: str
    points: Decimal | None
    label: str = ""
    codes: tuple[Coding, ...] = ()


@dataclass(frozen=True)
class Options:
    """Points by answer code; else by the weight the form gives, where the tool has such points."""

    choices: tuple[Choice, ...]
    published: Mapping[str, Decimal] = field(default_factory=dict)
    _by_code: Mapping[tuple[str, str], Choice] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        codes = {
            (coding.system, coding.code): choice
            for choice in self.choices
            for coding in (Coding(code=choice.answer, system=ANSWER_SYSTEM), *choice.codes)
        }
        object.__setattr__(self, "_by_code", codes)

    def permitted(self) -> tuple[Decimal, ...]:
        return tuple(choice.points for choice in self.choices if choice.points is not None)

    def with_published(self, answers: Mapping[str, Decimal]) -> "Options":
        return replace(self, published=answers)

    def weigh(self, value: Value, item: Item, others: Mapping[str, str]) -> Weighed:
        del others
        if isinstance(value, bool):
            return self._named(YES if value else NO)
        if isinstance(value, Coding):
            choice = self._by_code.get((value.system, value.code))
            if choice is not None:
                return _chosen(choice)
            if value.code in self.published:
                return self._of_points(self.published[value.code])
        return self._of_points(_given_weight(value, item))

    def _named(self, answer: str) -> Weighed:
        choice = self._by_code.get((ANSWER_SYSTEM, answer))
        return _NOT_ALLOWED if choice is None else _chosen(choice)

    def _of_points(self, points: Decimal | None) -> Weighed:
        same = [choice for choice in self.choices if points is not None and choice.points == points]
        if not same:
            return _NOT_ALLOWED
        return Weighed(points, same[0].answer if len(same) == 1 else "")


def _chosen(choice: Choice) -> Weighed:
    note = "" if choice.points is not None else f"{choice.label.lower()}, so there is no total"
    return Weighed(choice.points, choice.answer, note)


def _given_weight(value: Value, item: Item) -> Decimal | None:
    for option in item.options:
        if _is_option(value, option.value):
            if option.weight is not None:
                return option.weight
            break
    if isinstance(value, Coding) or item.type not in (ItemType.INTEGER, ItemType.DECIMAL):
        return as_number(value) if isinstance(value, int) else None
    return as_number(value)


def _is_option(value: Value, option: Value) -> bool:
    if isinstance(value, Coding) and isinstance(option, Coding):
        return same_coding(value, option)
    return type(value) is type(option) and value == option


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Points by a measured number: those of the first step whose upper end it does not pass."""

    steps: tuple[tuple[Decimal | None, Decimal], ...]
    low: Decimal
    high: Decimal
    decimals: int
    units: frozenset[str]

    def permitted(self) -> tuple[Decimal, ...]:
        return tuple(points for _, points in self.steps)

    def weigh(self, value: Value, item: Item, others: Mapping[str, str]) -> Weighed:
        del others
        measured = _measured(value, item)
        if measured is None:
            return Weighed(note="not a number")
        number, unit = measured
        if unit and unit not in self.units:
            return Weighed(note=f"the unit {unit} is not taken")
        if not self.low <= number <= self.high:
            return Weighed(note=f"outside {self.low} to {self.high}")
        if number != round(number, self.decimals):
            return Weighed(note="more decimal places than the chart has")
        for upper, points in self.steps:
            if upper is None or number <= upper:
                return Weighed(points)
        return _NOT_ALLOWED


def _measured(value: Value, item: Item) -> tuple[Decimal, str] | None:
    if item.type is ItemType.QUANTITY:
        return quantity_of(value, item)
    number = as_number(value)
    if number is None:
        return None
    return number, (item.units[0].code if item.units else "") or item.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Weighed one way or another, by what was answered to other parts."""

    by: tuple[str, ...]
    cases: tuple[tuple[Mapping[str, str], Ranges | Options], ...]

    def permitted(self) -> tuple[Decimal, ...]:
        return tuple(points for _, weigh in self.cases for points in weigh.permitted())

    def weigh(self, value: Value, item: Item, others: Mapping[str, str]) -> Weighed:
        for conditions, weigh in self.cases:
            if all(others.get(part) == answer for part, answer in conditions.items()):
                return weigh.weigh(value, item, others)
        return Weighed(note="cannot be weighed yet")


Weigh = Options | Ranges | Cases
