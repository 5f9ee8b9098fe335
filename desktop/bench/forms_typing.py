"""A person who answers by the keyboard: question after question, and the same keys in a bare form.

What is measured is one key: the number of an option, the arrow in a list, the Tab that ends typing.
"""

import random
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from desktop.bench.forms_bare import BareForm
from desktop.bench.forms_page import OpenPage, editors_in
from desktop.bench.forms_window import PaintedWindow
from desktop.forms import Questionnaire
from ui.screening.question import EditorKind, kind_of
from ui.screening.question_row import QuestionRow

_SEED = 7
_TYPED = {
    EditorKind.DATE: ("2019", "2020"),
    EditorKind.TIME: ("10:30", "11:45"),
    EditorKind.MOMENT: ("10:30", "11:45"),
}
_NUMBERS = ("7", "8")


@dataclass
class Answers:
    """Seconds from the key until it is painted.

    `moving` are those answers that rows came or went with; `at_rest` tells when all was painted
    that they caused, also what is out of sight and the word "Saved".
    """

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    moving: list[float] = field(default_factory=list)
    at_rest: list[float] = field(default_factory=list)


class Typist:
    def __init__(self, form: Questionnaire, opened: OpenPage) -> None:
        self._opened = opened
        self._chance = random.Random(_SEED)
        self._shows = {
            condition.question for item in form.items.values() for condition in item.enable_when
        }

    def answer_some(self, count: int, answers: Answers) -> None:
        """Answer questions of the section in front, every second one that shows others."""
        window, page = self._opened.window, self._opened.page
        window.bring_to_front(page)
        window.settle()
        for turn in range(count):
            rows = self._opened.section().asked_rows()
            showing = [row for row in rows if row.link_id in self._shows]
            row = self._chance.choice(showing if turn % 2 and showing else rows)
            self._answer(row, answers)

    def _answer(self, row: QuestionRow, answers: Answers) -> None:
        window, desk = self._opened.window, self._opened.desk
        row.focus_question()
        window.settle()
        key = self._ready(row)
        target = QApplication.focusWidget()
        if key is None or target is None:
            return
        before, saved = self._shown(), desk.saved
        took, at_rest = window.seconds_to_rest(lambda: QTest.keyClick(target, key))
        if desk.saved == saved or not took:
            return  # The key gave no answer, such as an option chosen again.
        answers.ours.append(took)
        answers.at_rest.append(at_rest)
        if self._shown() != before:
            answers.moving.append(took)

    def _shown(self) -> int:
        return sum(row.is_shown for row in self._opened.section().asked_rows())

    def _ready(self, row: QuestionRow) -> Qt.Key | None:
        """Do all that comes before the key that is measured, and return that key."""
        target = QApplication.focusWidget()
        if isinstance(target, QRadioButton | QCheckBox):
            buttons = row.editor.findChildren(type(target))
            free = [n for n, each in enumerate(buttons) if not each.isChecked()]
            return _number_key(self._chance.choice(free[:9])) if free[:9] else None
        if isinstance(target, QComboBox):
            return _arrow(target)
        if isinstance(target, QLineEdit | QPlainTextEdit):
            type_into(target, self._words_for(row))
            self._opened.window.settle()
            return Qt.Key.Key_Tab
        return None

    def _words_for(self, row: QuestionRow) -> str:
        kind = kind_of(row.item)
        if kind in (EditorKind.NUMBER, EditorKind.QUANTITY):
            return self._chance.choice(_NUMBERS)
        words = _TYPED.get(kind, ("seen at night", "not seen"))
        return self._chance.choice(words)


def answer_bare(window: PaintedWindow, bare: BareForm, count: int, answers: Answers) -> None:
    """Press the same kinds of key in the bare form, row by row."""
    chance = random.Random(_SEED)
    window.bring_to_front(bare)
    window.settle()
    rows = [editors for row in bare.rows if (editors := editors_in(row))]
    for _turn in range(count):
        editor = chance.choice(rows)[0]
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        window.settle()
        key = _ready_bare(editor)
        if key is not None:
            answers.bare.append(_seconds_bare(window, editor, key))


def _seconds_bare(window: PaintedWindow, editor: QWidget, key: Qt.Key) -> float:
    return window.seconds_to_rest(lambda: QTest.keyClick(editor, key))[0]


def _ready_bare(editor: QWidget) -> Qt.Key | None:
    if isinstance(editor, QComboBox):
        return _arrow(editor)
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        type_into(editor, "seen at night")
        return Qt.Key.Key_Tab
    return Qt.Key.Key_Space if isinstance(editor, QRadioButton | QCheckBox) else None


def type_into(target: QLineEdit | QPlainTextEdit, words: str) -> None:
    target.selectAll()
    QTest.keyClicks(target, words)


def _arrow(combo: QComboBox) -> Qt.Key:
    is_last = combo.currentIndex() >= combo.count() - 1
    return Qt.Key.Key_Up if is_last else Qt.Key.Key_Down


def _number_key(place: int) -> Qt.Key:
    return Qt.Key(Qt.Key.Key_1.value + place)
