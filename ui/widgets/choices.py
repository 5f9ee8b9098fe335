"""One question with its answers laid out: pick one, or several, by mouse, arrow keys or number."""

import textwrap
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGroupBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.wording.words import text as _
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label as labelled
from ui.widgets.role import literal, set_property, without_mnemonic

_WRAP_AT = 48
_LAST_NUMBER = 9
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}


class Choices(QGroupBox):
    """`label` may hold a mnemonic; the words of the options are taken as they are.

    `exclusive` holds the values that stand alone, such as "none of these".
    """

    changed = Signal()

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, object]],
        *,
        several: bool = False,
        numbered: bool = True,
        hint: str = "",
        exclusive: Collection[object] = (),
        one_a_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # A screen reader ties the buttons to the title; it cannot wrap, so a label shows it.
        self.setTitle(literal(without_mnemonic(label)))
        self._values = [value for _text, value in options]
        self._exclusive = list(exclusive)
        self._several = several
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self._hint_text = hint
        # Most questions are never answered wrongly: a page has many of them.
        self._error: QLabel | None = None
        self.label = labelled(label, "label", self)
        self._flow = FlowLayout(one_a_line=one_a_line)
        self._lay_out(options, numbered=numbered)
        self._describe()

    def value(self) -> Any:
        """Return the one chosen value, or None."""
        chosen = self.values()
        return chosen[0] if chosen else None

    def values(self) -> list[Any]:
        return [self._values[i] for i, button in enumerate(self.buttons()) if button.isChecked()]

    def set_values(self, values: Sequence[object]) -> None:
        """Choose exactly `values`; nobody is told, because nobody answered."""
        before = self.blockSignals(True)
        self._group.setExclusive(False)
        for value, button in zip(self._values, self.buttons(), strict=True):
            button.setChecked(value in values)
        self._group.setExclusive(not self._several)
        self.blockSignals(before)

    def clear(self) -> None:
        self.set_values([])

    def buttons(self) -> list[QAbstractButton]:
        return self._group.buttons()

    def show_error(self, text: str) -> None:
        if self._error is None:
            self._error = labelled("", "errorText", self)
            self._column.insertWidget(self._column.indexOf(self._flow), self._error)
        self._error.setText(_("Error: {problem}", problem=text))
        self._error.show()
        set_property(self, "problem", "true")
        self._describe()

    def clear_error(self) -> None:
        if self._error is None:
            return
        self._error.setText("")
        self._error.hide()
        set_property(self, "problem", "false")
        self._describe()

    def error(self) -> str:
        return "" if self._error is None else self._error.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick by number key, wherever in the question focus is."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        index = event.key() - Qt.Key.Key_1
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if 0 <= index < min(len(self._values), _LAST_NUMBER):
            self.buttons()[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.buttons()[index].click()
        elif not (step and self._move(step)):
            super().keyPressEvent(event)

    def _move(self, step: int) -> bool:
        """Go on where Qt, which moves by what lies beside what, found nothing."""
        focused = next((i for i, b in enumerate(self.buttons()) if b.hasFocus()), None)
        if focused is None or not 0 <= focused + step < len(self.buttons()):
            return False
        button = self.buttons()[focused + step]
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._several:
            button.click()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no title: the label shows it, wrapped."""

    def minimumSizeHint(self) -> QSize:
        # QGroupBox would ask for the whole title on one line.
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else QSize()

    def _lay_out(self, options: Sequence[tuple[str, object]], *, numbered: bool) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        if self._hint_text:
            column.addWidget(labelled(self._hint_text, "secondaryText", self))
        column.addLayout(self._flow)
        for index, (words, _value) in enumerate(options):
            button = QCheckBox(self) if self._several else QRadioButton(self)
            number = f"{index + 1}  " if numbered and index < _LAST_NUMBER else ""
            button.setText(literal(number + textwrap.fill(words, _WRAP_AT)))
            button.setAccessibleName(words)
            button.setObjectName(f"option{index + 1}Button")
            self._group.addButton(button, index)
            self._flow.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        if self._group.buttons():
            self.label.setBuddy(self._group.buttons()[0])
            self.setFocusProxy(self._group.buttons()[0])

    def _on_clicked(self, clicked: QAbstractButton) -> None:
        if self._several and clicked.isChecked():
            stands_alone = self._values[self._group.id(clicked)] in self._exclusive
            for value, button in zip(self._values, self.buttons(), strict=True):
                if button is not clicked and (stands_alone or value in self._exclusive):
                    button.setChecked(False)
        self.changed.emit()

    def _describe(self) -> None:
        words = self._said()
        for widget in (self, *self.buttons()):
            if widget.accessibleDescription() != words:
                widget.setAccessibleDescription(words)

    def _said(self) -> str:
        return f"{self.error()} {self._hint_text}".strip()
