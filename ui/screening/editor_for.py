"""Chooses the editor that goes with a question. One table, so that nothing is answered two ways."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from desktop.forms import Item, ItemType
from desktop.wording.clinical import in_uk_time
from desktop.wording.words import text as _
from ui.screening.choice_editors import ChoiceEditor, ComboEditor, OpenChoiceEditor
from ui.screening.editor import QuestionEditor
from ui.screening.file_editor import FileEditor
from ui.screening.quantity_editor import QuantityEditor
from ui.screening.question import EditorKind
from ui.screening.reading import (
    Read,
    Write,
    read_address,
    read_clock,
    read_lines,
    read_words,
    reads_dates,
    reads_each,
    reads_moments,
    reads_numbers,
    reads_quantities,
    write_clock,
    write_date,
    write_moment,
    write_words,
    writes_each,
    writes_numbers,
)
from ui.screening.search_editor import SearchEditor
from ui.screening.slider_editor import SliderEditor
from ui.screening.typed_editors import (
    LineEditor,
    MomentEditor,
    ProseEditor,
    SpinnerEditor,
    TextEditor,
)

Now = Callable[[], datetime]


def editor_for(
    item: Item, kind: EditorKind, now: Now, parent: QWidget | None = None
) -> QuestionEditor:
    """Return the editor. What it holds is made where it stands: Qt dresses anew what is moved."""
    return _MAKERS[kind](item, now, parent)


def _number(item: Item, _now: Now, parent: QWidget | None) -> QuestionEditor:
    if item.control == "spinner" and item.type is ItemType.INTEGER:
        hint = _("The up and down arrow keys change it by one.")
        return SpinnerEditor(
            item, reads_numbers(item), writes_numbers(item), hint=hint, parent=parent
        )
    return LineEditor(item, reads_numbers(item), writes_numbers(item), is_short=True, parent=parent)


def _line(item: Item, _now: Now, parent: QWidget | None) -> QuestionEditor:
    read = read_address if item.type is ItemType.URL else read_words
    return LineEditor(item, read, write_words, parent=parent)


def _date(item: Item, now: Now, parent: QWidget | None) -> QuestionEditor:
    hint = _("For example 5 Sep 2026. The month and year, or only the year, will do.")
    return LineEditor(
        item, reads_dates(_today(now)), write_date, is_short=True, hint=hint, parent=parent
    )


def _time(item: Item, _now: Now, parent: QWidget | None) -> QuestionEditor:
    hint = _("24-hour time, for example 22:30.")
    return LineEditor(item, read_clock, write_clock, is_short=True, hint=hint, parent=parent)


def _lines(item: Item, _now: Now, parent: QWidget | None) -> QuestionEditor:
    return TextEditor(item, read_lines, write_words, hint=_("One to a line."), parent=parent)


def _several(item: Item, now: Now, parent: QWidget | None) -> QuestionEditor:
    read, write, example = _one_of_several(item, now)
    hint = _("One to a line, for example {example}.", example=example)
    return TextEditor(item, reads_each(read), writes_each(write), hint=hint, parent=parent)


def _one_of_several(item: Item, now: Now) -> tuple[Read, Write, str]:
    match item.type:
        case ItemType.DATE:
            return reads_dates(_today(now)), write_date, "5 Sep 2026"
        case ItemType.TIME:
            return read_clock, write_clock, "22:30"
        case ItemType.DATE_TIME:
            return reads_moments(_today(now)), write_moment, "22:30 5 Sep 2026"
        case ItemType.QUANTITY:
            return reads_quantities(item), write_words, f"37.5 {item.unit}".strip()
        case ItemType.DECIMAL:
            return reads_numbers(item), writes_numbers(item), "37.5"
    return reads_numbers(item), writes_numbers(item), "12"


def _today(now: Now) -> Callable[[], date]:
    return lambda: in_uk_time(now()).date()


_MAKERS: dict[EditorKind, Callable[[Item, Now, QWidget | None], QuestionEditor]] = {
    EditorKind.CHOICES: lambda item, _now, parent: ChoiceEditor(item, parent=parent),
    EditorKind.YES_NO: lambda item, _now, parent: ChoiceEditor(item, parent=parent),
    EditorKind.COMBO: lambda item, _now, parent: ComboEditor(item, parent=parent),
    EditorKind.OPEN_CHOICE: lambda item, _now, parent: OpenChoiceEditor(item, parent=parent),
    EditorKind.SEARCH: lambda item, _now, parent: SearchEditor(item, parent=parent),
    EditorKind.LINE: _line,
    EditorKind.TEXT: lambda item, _now, parent: ProseEditor(
        item, read_words, write_words, parent=parent
    ),
    EditorKind.LINES: _lines,
    EditorKind.SEVERAL_TEXT: _several,
    EditorKind.DATE: _date,
    EditorKind.TIME: _time,
    EditorKind.MOMENT: lambda item, now, parent: MomentEditor(item, now, parent=parent),
    EditorKind.NUMBER: _number,
    EditorKind.QUANTITY: lambda item, _now, parent: QuantityEditor(item, parent=parent),
    EditorKind.SLIDER: lambda item, _now, parent: SliderEditor(item, parent=parent),
    EditorKind.FILE: lambda item, _now, parent: FileEditor(item, parent=parent),
}
