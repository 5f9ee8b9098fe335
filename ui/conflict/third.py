"""Chooses where a person writes what is right: the question's own editor, or fields that fit.

What cannot be written in words, such as a file, has no editor.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.conflict import OpenConflict
from desktop.domain.court_report import ReportSection
from desktop.domain.person import Address, Alias, Marker
from desktop.domain.screen import Answer
from desktop.forms import Item
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.conflict.third_fields import (
    AddressValue,
    AliasValue,
    AnswerValue,
    ChosenValue,
    DateValue,
    MarkerValue,
    MomentValue,
    SectionValue,
    TextValue,
    ThirdValue,
    Writing,
)
from ui.conflict.value_words import register_words
from ui.screening.question import NOT_ASKED_FOR, EditorKind, kind_when_typed

_LONG_LETTERS = 60
_NOT_TYPED = frozenset({EditorKind.FILE, EditorKind.UNANSWERABLE, *NOT_ASKED_FOR})


def third_value(
    conflict: OpenConflict, items: Mapping[str, Item], writing: Writing
) -> ThirdValue | None:
    """Return the editor, None where a value of this sort cannot be written here."""
    if not conflict.can_write_third:
        return None
    registers = dict.fromkeys(one for side in conflict.sides for one in side.values)
    if len(registers) > 1:
        return _group(conflict, tuple(registers), items, writing)
    values = [side.value for side in conflict.sides]
    return _one(conflict.register, values, items, writing)


def _one(  # noqa: C901, PLR0911 -- one branch for each sort of value
    register: str, values: list[Any], items: Mapping[str, Item], writing: Writing
) -> ThirdValue | None:
    sample = next((value for value in values if value is not None), None)
    words, item = register_words(register, items), items.get(register)
    match sample:
        case Answer():
            if item is None or kind_when_typed(item) in _NOT_TYPED:
                return None
            return AnswerValue(item, writing)
        case Marker():
            return MarkerValue(sample, writing)
        case Alias():
            return AliasValue()
        case Address():
            return AddressValue()
        case ReportSection():
            return SectionValue(sample, words)
        case bool():
            return ChosenValue(words, [(_("Yes"), True), (_("No"), False)])
        case Enum():
            return ChosenValue(words, [(term(one), one) for one in type(sample)])
        case datetime():
            return MomentValue(words, writing)
        case date():
            return DateValue(words)
        case str():
            is_long = any("\n" in one or len(one) > _LONG_LETTERS for one in values if one)
            return TextValue(words, is_long=is_long)
    return None


class GroupValue(ThirdValue):
    """What belongs together is written together: no row is made of two people's halves."""

    def __init__(self, parts: Mapping[str, ThirdValue]) -> None:
        super().__init__()
        self.parts = parts
        for part in parts.values():
            self._column.addWidget(part)

    def value(self) -> dict[str, object] | None:
        found = {register: part.value() for register, part in self.parts.items()}
        return found if any(value is not None for value in found.values()) else None

    def problem(self) -> str:
        problems = [part.problem() for part in self.parts.values() if not part.is_empty()]
        return super().problem() or next((one for one in problems if one), "")

    def first(self) -> QWidget:
        return next(iter(self.parts.values())).first()


def _group(
    conflict: OpenConflict,
    registers: tuple[str, ...],
    items: Mapping[str, Item],
    writing: Writing,
) -> ThirdValue | None:
    parts = {}
    for register in registers:
        values = [side.values.get(register) for side in conflict.sides]
        part = _one(register, values, items, writing)
        if part is not None:
            parts[register] = part
    return GroupValue(parts) if conflict.register in parts else None
