"""Chooses the editor that goes with a question. One table, so that nothing is answered two ways."""

from collections.abc import Callable
from datetime import date, datetime

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


def editor_for(item: Item, kind: EditorKind, now: Now) -> QuestionEditor:
    return _MAKERS[kind](item, now)


def _number(item: Item, _now: Now) -> QuestionEditor:
    if item.control == "spinner" and item.type is ItemType.INTEGER:
        hint = _("The up and down arrow keys change it by one.")
        return SpinnerEditor(item, reads_numbers(item), writes_numbers(item), hint=hint)
    return LineEditor(item, reads_numbers(item), writes_numbers(item), is_short=True)


def _line(item: Item, _now: Now) -> QuestionEditor:
    read = read_address if item.type is ItemType.URL else read_words
    return LineEditor(item, read, write_words)


def _date(item: Item, now: Now) -> QuestionEditor:
    hint = _("For example 5 Sep 2026. The month and year, or only the year, will do.")
    return LineEditor(item, reads_dates(_today(now)), write_date, is_short=True, hint=hint)


def _time(item: Item, _now: Now) -> QuestionEditor:
    hint = _("24-hour time, for example 22:30.")
    return LineEditor(item, read_clock, write_clock, is_short=True, hint=hint)


def _lines(item: Item, _now: Now) -> QuestionEditor:
    return TextEditor(item, read_lines, write_words, hint=_("One to a line."))


def _several(item: Item, now: Now) -> QuestionEditor:
    read, write, example = _one_of_several(item, now)
    hint = _("One to a line, for example {example}.", example=example)
    return TextEditor(item, reads_each(read), writes_each(write), hint=hint)


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


_MAKERS: dict[EditorKind, Callable[[Item, Now], QuestionEditor]] = {
    EditorKind.CHOICES: lambda item, _now: ChoiceEditor(item),
    EditorKind.YES_NO: lambda item, _now: ChoiceEditor(item),
    EditorKind.COMBO: lambda item, _now: ComboEditor(item),
    EditorKind.OPEN_CHOICE: lambda item, _now: OpenChoiceEditor(item),
    EditorKind.SEARCH: lambda item, _now: SearchEditor(item),
    EditorKind.LINE: _line,
    EditorKind.TEXT: lambda item, _now: ProseEditor(item, read_words, write_words),
    EditorKind.LINES: _lines,
    EditorKind.SEVERAL_TEXT: _several,
    EditorKind.DATE: _date,
    EditorKind.TIME: _time,
    EditorKind.MOMENT: MomentEditor,
    EditorKind.NUMBER: _number,
    EditorKind.QUANTITY: lambda item, _now: QuantityEditor(item),
    EditorKind.SLIDER: lambda item, _now: SliderEditor(item),
    EditorKind.FILE: lambda item, _now: FileEditor(item),
}
