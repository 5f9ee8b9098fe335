"""One question in a window, answered by keys; what it told is kept."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Coding, Value
from desktop.forms import Item, ItemType, Option
from ui.screening.editor import QuestionEditor
from ui.screening.editor_for import editor_for
from ui.screening.question import kind_of

NOW = datetime(2026, 9, 5, 1, 14, tzinfo=UTC)
Key, Mod = Qt.Key, Qt.KeyboardModifier


def an_item(kind: ItemType, text: str = "How is it?", **more: Any) -> Item:
    return Item(link_id="q", text=text, type=kind, **more)


def choices(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(value=a_choice(label), label=label) for label in labels)


def a_choice(label: str) -> Coding:
    return Coding(code=label.lower(), system="s", display=label)


class Asked:
    """`told` holds what was answered, the latest last."""

    def __init__(self, qtbot: QtBot, item: Item, editor: QuestionEditor | None = None) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.editor = editor or editor_for(item, kind_of(item), lambda: NOW)
        self.told: list[tuple[Value, ...]] = []
        self.editor.answered.connect(self.told.append)
        column = QVBoxLayout(self.window)
        column.addWidget(self.editor)
        self.window.resize(620, 400)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        self.editor.focus_target().setFocus()

    def type(self, words: str) -> None:
        QTest.keyClicks(focused(), words)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        QTest.keyClick(focused(), key, modifier)

    def clear(self) -> None:
        self.press(Key.Key_A, Mod.ControlModifier)
        self.press(Key.Key_Delete)

    def answer(self) -> tuple[Value, ...]:
        """Return the answer as it stands once typing has ended."""
        self.editor.flush()
        return self.told[-1] if self.told else ()

    def leave(self) -> None:
        self.press(Key.Key_Tab)
        self.window.setFocus()

    def error(self) -> str:
        return "".join(
            label.text()
            for label in self.editor.findChildren(QLabel)
            if label.property("role") == "errorText"
        )


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def heard(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    """Return what a screen reader says of this widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(what)
