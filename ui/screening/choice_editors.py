"""Answering by choosing: a row of options, a list that opens, or options and one's own words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.forms.model import ValueKind
from desktop.services.answers_in_full import date_in_full, is_same, value_in_full
from desktop.wording.words import text as _
from ui.screening.editor import QuestionEditor, TypingEditor, height_of_lines
from ui.screening.form_words import FormChoices
from ui.screening.question import holds_several
from ui.screening.words import question_words
from ui.widgets.field import Field
from ui.widgets.role import literal

_ENOUGH_LETTERS = 20
_OWN_LINES = 2


def options_of(item: Item) -> tuple[tuple[str, Value], ...]:
    if item.type is ItemType.BOOLEAN:
        return ((_("Yes"), True), (_("No"), False))
    return tuple(
        (
            date_in_full(option.label) if option.kind is ValueKind.DATE else option.label,
            option.value,
        )
        for option in item.options
    )


class Options:
    """The options of one item by their place: values from elsewhere may be spelt differently."""

    def __init__(self, item: Item) -> None:
        self._pairs = options_of(item)
        self.exclusive = [n for n, option in enumerate(item.options) if option.exclusive]

    def numbered(self) -> list[tuple[str, object]]:
        return [(label, number) for number, (label, _value) in enumerate(self._pairs)]

    def labels(self) -> list[str]:
        return [label for label, _value in self._pairs]

    def places_of(self, values: Sequence[Value]) -> list[int]:
        return [
            number
            for number, (_label, option) in enumerate(self._pairs)
            if any(is_same(option, value) for value in values)
        ]

    def values_at(self, places: Sequence[int]) -> tuple[Value, ...]:
        return tuple(self._pairs[place][1] for place in places)

    def value_called(self, label: str) -> Value | None:
        return next((value for words, value in self._pairs if words == label), None)

    def others(self, values: Sequence[Value]) -> list[Value]:
        """Return the values that are none of the options: a person's own words."""
        return [value for value in values if not self.places_of([value])]


class ChoiceEditor(QuestionEditor):
    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._options = Options(item)
        self.choices = FormChoices(item, self._options.numbered(), self._options.exclusive, self)
        self.choices.changed.connect(self._tell)
        self._column.addWidget(self.choices)

    def focus_target(self) -> QWidget:
        buttons = self.choices.buttons()
        return next((button for button in buttons if button.isChecked()), buttons[0])

    def question_label(self) -> QLabel:
        return self.choices.label

    def show_error(self, text: str) -> None:
        self.choices.show_error(text)

    def clear_error(self) -> None:
        self.choices.clear_error()

    def _put(self, values: tuple[Value, ...]) -> None:
        self.choices.set_values(self._options.places_of(values))
        self.choices.say_recorded(recorded_words(self._item, self._options.others(values)))

    def _tell(self) -> None:
        self.choices.say_recorded("")
        self.clear_error()
        self.give(self._options.values_at(self.choices.values()))


def recorded_words(item: Item, others: Sequence[Value]) -> str:
    """Return what to say of an answer that is none of the options, "" when there is none."""
    if not others:
        return ""
    words = "; ".join(value_in_full(item, value) for value in others)
    return _("Recorded: {answer}. It is none of the answers offered here.", answer=words)


class CalmCombo(QComboBox):
    """A list that opens. The wheel scrolls the page: it must never change an answer in passing.

    Letters go to the answer that begins so; Delete takes the answer back.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.takes_back = True
        self._was_opened = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPlaceholderText(_("Choose"))

    def sizeHint(self) -> QSize:
        # Asked for its own, Qt would make the list, which few ever open.
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        words = QSize(metrics.averageCharWidth() * _ENOUGH_LETTERS, metrics.height())
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, words, self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Leave the list alone that was never opened: Qt would make it, to dress it."""
        if event.type() == QEvent.Type.StyleChange and not self._was_opened:
            QWidget.changeEvent(self, event)
        else:
            super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as Qt does, which would make the list to ask how it draws."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if self.currentIndex() < 0:
            ink = option.palette.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, ink)
            option.currentText = self.placeholderText()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802 -- Qt's name
        self._was_opened = True
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.takes_back and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(-1)
            self.activated.emit(-1)
            return
        super().keyPressEvent(event)


class ComboEditor(QuestionEditor):
    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._options = Options(item)
        self.combo = CalmCombo(self)
        self.combo.addItems(self._options.labels())
        self.combo.setCurrentIndex(-1)
        self.combo.activated.connect(self._tell)
        self._ask_item(item, self.combo)

    def focus_target(self) -> QWidget:
        return self.combo

    def _put(self, values: tuple[Value, ...]) -> None:
        places = self._options.places_of(values)
        self.combo.setCurrentIndex(places[0] if places else -1)
        words = recorded_words(self._item, self._options.others(values))
        self.combo.setPlaceholderText(words or _("Choose"))

    def _tell(self, place: int) -> None:
        self.combo.setPlaceholderText(_("Choose"))
        self.clear_error()
        self.give(self._options.values_at([place] if place >= 0 else []))


class OpenChoiceEditor(TypingEditor):
    """Options, and room for an answer that is none of them: one to a line where several may be."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._several = holds_several(item)
        self._options = Options(item)
        self._own: dict[str, Value] = {}
        self.choices = FormChoices(item, self._options.numbered(), self._options.exclusive, self)
        self.choices.changed.connect(self._chosen)
        self.other = _OwnLines(self) if self._several else _OwnLine(self)
        self.other.setAccessibleDescription(question_words(item))
        (
            self.other.textChanged.connect(self._on_text)
            if isinstance(self.other, _OwnLines)
            else self.other.textEdited.connect(self._typed)
        )
        self.watch(self.other)
        self._column.addWidget(self.choices)
        words = literal(item.open_label) or _("Another answer")
        hint = _("One to a line.") if self._several else ""
        self._own_field = Field(words, self.other, hint=hint, parent=self)
        self._own_field.label.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(self._own_field)

    def focus_target(self) -> QWidget:
        buttons = self.choices.buttons()
        checked = next((button for button in buttons if button.isChecked()), None)
        if checked is not None:
            return checked
        return self.other if self.other.words() or not buttons else buttons[0]

    def question_label(self) -> QLabel:
        return self.choices.label

    def show_error(self, text: str) -> None:
        self.choices.show_error(text)

    def clear_error(self) -> None:
        self.choices.clear_error()

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        self.choices.set_values(self._options.places_of(values))
        others = self._options.others(values)
        self._own = {value_in_full(self._item, value): value for value in others}
        self.other.show_words(list(self._own))

    def _on_text(self) -> None:
        if self.other.words() != list(self._own):
            self._typed()

    def _chosen(self) -> None:
        if not self._several:
            self._pause.stop()
            self.other.show_words([])
        self._tell()

    def _tell(self) -> None:
        self.clear_error()
        own_words = self.other.words()
        if own_words and not self._several:
            self.choices.clear()
        own = (self._own.get(words, words) for words in own_words)
        self.give((*self._options.values_at(self.choices.values()), *own))


class _OwnLine(QLineEdit):
    def words(self) -> list[str]:
        typed = self.text().strip()
        return [typed] if typed else []

    def show_words(self, words: Sequence[str]) -> None:
        self.setText("; ".join(words))


class _OwnLines(QPlainTextEdit):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height_of_lines(self, _OWN_LINES))

    def words(self) -> list[str]:
        return [line.strip() for line in self.toPlainText().splitlines() if line.strip()]

    def show_words(self, words: Sequence[str]) -> None:
        if self.words() != list(words):
            self.setPlainText("\n".join(words))
