"""A form's words on its options: shown as they are, never as mark-up put into the form."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.forms import Item, ItemType
from ui.screening.form_label import dress, hint_label, rich_question
from ui.screening.plain_label import plain_label
from ui.screening.question import holds_several
from ui.screening.words import question_words
from ui.widgets.choices import Choices
from ui.widgets.role import literal

# In a row, labels longer than this can no longer be told apart at a glance.
_LONGEST_IN_A_ROW = 36
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class FormChoices(Choices):
    """The options of one question; its hint stays in the description while an error is shown.

    Delete takes the answer back. Where the question is one of yes and no, Y and N answer it.
    """

    def __init__(
        self,
        item: Item,
        options: Sequence[tuple[str, object]],
        exclusive: Collection[object],
        parent: QWidget,
    ) -> None:
        self._form_hint = item.hint
        self._recorded: QLabel | None = None
        super().__init__(
            literal(question_words(item)),
            options,
            several=holds_several(item),
            exclusive=exclusive,
            one_a_line=_is_one_a_line(item, options),
            parent=parent,
        )
        # As a proxy this would be a stop of Tab itself, and rows that are placed later leave it
        # behind at the end of the round: Tab would go back to them and never leave the page.
        self.setFocusProxy(None)  # type: ignore[arg-type]  # None is how Qt takes one away.
        self._is_yes_no = item.type is ItemType.BOOLEAN
        dress(self.label, question_words(item), rich_question(item))
        if item.hint:
            self._column.insertWidget(1, hint_label(item))

    def recorded(self) -> str:
        """Return what is said of an answer that is none of the options, "" where nothing is."""
        return "" if self._recorded is None else self._recorded.text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        for first in self.buttons()[:1]:
            first.setFocus(event.reason())

    def say_recorded(self, words: str) -> None:
        """Say what was answered and is none of the options: it must not look unanswered."""
        if words == self.recorded():
            return
        if self._recorded is None:
            self._recorded = plain_label("", "secondaryText", self)
            self._column.addWidget(self._recorded)
        self._recorded.setText(words)
        self._recorded.setVisible(bool(words))
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.NoModifier:
            if event.key() in _CLEARING and (self.values() or self.recorded()):
                self.clear()
                self.changed.emit()
                return
            if self._is_yes_no and event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
                button = self.buttons()[0 if event.key() == Qt.Key.Key_Y else 1]
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                button.click()
                return
        super().keyPressEvent(event)

    def _said(self) -> str:
        return f"{self.error()} {self._form_hint} {self.recorded()}".strip()


def _is_one_a_line(item: Item, options: Sequence[tuple[str, object]]) -> bool:
    if item.orientation:
        return item.orientation == "vertical"
    return any(len(words) > _LONGEST_IN_A_ROW for words, _value in options)
