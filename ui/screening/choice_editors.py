"""Answering by choosing: a row of options, a list that opens, or options and one's own words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.wording.words import text as _
from ui.screening.editor import QuestionEditor, TypingEditor
from ui.screening.form_words import FormChoices, field_of
from ui.screening.words import is_same_choice, question_words
from ui.widgets.field import Field

_ENOUGH_LETTERS = 14


def options_of(item: Item) -> tuple[tuple[str, Value], ...]:
    if item.type is ItemType.BOOLEAN:
        return ((_("Yes"), True), (_("No"), False))
    return tuple((option.label, option.value) for option in item.options)


class _Options:
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
            if any(is_same_choice(option, value) for value in values)
        ]

    def values_at(self, places: Sequence[int]) -> tuple[Value, ...]:
        return tuple(self._pairs[place][1] for place in places)

    def others(self, values: Sequence[Value]) -> list[Value]:
        """Return the values that are none of the options: a person's own words."""
        return [value for value in values if not self.places_of([value])]


class ChoiceEditor(QuestionEditor):
    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = _Options(item)
        self.choices = FormChoices(item, self._options.numbered(), self._options.exclusive)
        self.choices.changed.connect(self._tell)
        self._column.addWidget(self.choices)

    def focus_target(self) -> QWidget:
        buttons = self.choices.buttons()
        return next((button for button in buttons if button.isChecked()), buttons[0])

    def show_error(self, text: str) -> None:
        self.choices.show_error(text)

    def clear_error(self) -> None:
        self.choices.clear_error()

    def _put(self, values: tuple[Value, ...]) -> None:
        self.choices.set_values(self._options.places_of(values))

    def _tell(self) -> None:
        self.give(self._options.values_at(self.choices.values()))


class CalmCombo(QComboBox):
    """A list that opens. The wheel scrolls the page: it must never change an answer in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_ENOUGH_LETTERS)
        self.setPlaceholderText(_("Choose"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ComboEditor(QuestionEditor):
    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = _Options(item)
        self.combo = CalmCombo()
        self.combo.addItems(self._options.labels())
        self.combo.setCurrentIndex(-1)
        self.combo.activated.connect(lambda place: self.give(self._options.values_at([place])))
        self._field = field_of(item, self.combo)
        self._column.addWidget(self._field)

    def focus_target(self) -> QWidget:
        return self.combo

    def show_error(self, text: str) -> None:
        self._field.show_error(text)

    def clear_error(self) -> None:
        self._field.clear_error()

    def _put(self, values: tuple[Value, ...]) -> None:
        places = self._options.places_of(values)
        self.combo.setCurrentIndex(places[0] if places else -1)


class OpenChoiceEditor(TypingEditor):
    """Options, and a line for an answer that is none of them."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = item.repeats
        self._options = _Options(item)
        self.choices = FormChoices(item, self._options.numbered(), self._options.exclusive)
        self.choices.changed.connect(self._chosen)
        self.other = QLineEdit()
        self.other.setAccessibleDescription(question_words(item))
        self.other.textEdited.connect(self._typed)
        self.watch(self.other)
        self._column.addWidget(self.choices)
        self._column.addWidget(Field(_("Another answer"), self.other))

    def focus_target(self) -> QWidget:
        buttons = self.choices.buttons()
        if not buttons or self.other.text():
            return self.other
        return next((button for button in buttons if button.isChecked()), buttons[0])

    def show_error(self, text: str) -> None:
        self.choices.show_error(text)

    def clear_error(self) -> None:
        self.choices.clear_error()

    def _put(self, values: tuple[Value, ...]) -> None:
        self.choices.set_values(self._options.places_of(values))
        self.other.setText("; ".join(str(value) for value in self._options.others(values)))

    def _chosen(self) -> None:
        if not self._several:
            self._pause.stop()
            self.other.clear()
        self._tell()

    def _tell(self) -> None:
        typed = self.other.text().strip()
        if typed and not self._several:
            self.choices.clear()
        own_words = (typed,) if typed else ()
        self.give(self._options.values_at(self.choices.values()) + own_words)
