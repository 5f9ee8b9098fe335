"""Chooses the editor that goes with a question. One table, so that nothing is answered two ways."""

from collections.abc import Callable
from datetime import datetime

from desktop.forms import Item
from desktop.wording.clinical import in_uk_time
from desktop.wording.words import text as _
from ui.screening.choice_editors import ChoiceEditor, ComboEditor, OpenChoiceEditor
from ui.screening.editor import QuestionEditor
from ui.screening.question import EditorKind
from ui.screening.reading import (
    read_clock,
    read_lines,
    read_words,
    reads_dates,
    reads_numbers,
    write_clock,
    write_date,
    write_words,
    writes_numbers,
)
from ui.screening.typed_editors import LineEditor, MomentEditor, TextEditor

Now = Callable[[], datetime]


def editor_for(item: Item, kind: EditorKind, now: Now) -> QuestionEditor:
    return _MAKERS[kind](item, now)


def _number(item: Item, _now: Now) -> QuestionEditor:
    return LineEditor(item, reads_numbers(item), writes_numbers(item), is_short=True)


def _date(item: Item, now: Now) -> QuestionEditor:
    reads = reads_dates(lambda: in_uk_time(now()).date())
    hint = _("For example 5 Sep 2026. The month and year, or only the year, will do.")
    return LineEditor(item, reads, write_date, is_short=True, hint=hint)


def _time(item: Item, _now: Now) -> QuestionEditor:
    hint = _("24-hour time, for example 22:30.")
    return LineEditor(item, read_clock, write_clock, is_short=True, hint=hint)


_MAKERS: dict[EditorKind, Callable[[Item, Now], QuestionEditor]] = {
    EditorKind.CHOICES: lambda item, _now: ChoiceEditor(item),
    EditorKind.YES_NO: lambda item, _now: ChoiceEditor(item),
    EditorKind.COMBO: lambda item, _now: ComboEditor(item),
    EditorKind.OPEN_CHOICE: lambda item, _now: OpenChoiceEditor(item),
    EditorKind.LINE: lambda item, _now: LineEditor(item, read_words, write_words),
    EditorKind.TEXT: lambda item, _now: TextEditor(item, read_words, write_words),
    EditorKind.LINES: lambda item, _now: TextEditor(item, read_lines, write_words),
    EditorKind.DATE: _date,
    EditorKind.TIME: _time,
    EditorKind.MOMENT: MomentEditor,
    EditorKind.NUMBER: _number,
}
