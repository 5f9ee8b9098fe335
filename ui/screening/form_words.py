"""A form's words on the shared fields: shown as they are, never as mark-up put into the form."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms import Item
from ui.screening.plain_label import plain_label
from ui.screening.words import question_words
from ui.widgets.choices import Choices
from ui.widgets.field import Field
from ui.widgets.role import literal


def field_of(item: Item, editor: QWidget, hint: str = "") -> Field:
    """Return the question with `editor` under it; `hint` is ours, for where the form has none."""
    field = Field(literal(question_words(item)), editor)
    field.label.setTextFormat(Qt.TextFormat.PlainText)
    field.hint_label().setTextFormat(Qt.TextFormat.PlainText)
    field.set_hint(item.hint or hint)
    return field


class FormChoices(Choices):
    """The options of one question; its hint stays in the description while an error is shown."""

    def __init__(
        self, item: Item, options: Sequence[tuple[str, object]], exclusive: Collection[object]
    ) -> None:
        super().__init__(
            literal(question_words(item)), options, several=item.repeats, exclusive=exclusive
        )
        self._form_hint = item.hint
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        column = self.layout()
        if item.hint and isinstance(column, QVBoxLayout):
            column.insertWidget(1, plain_label(item.hint, "secondaryText"))
        self._describe_hint()

    def show_error(self, text: str) -> None:
        super().show_error(text)
        self._describe_hint()

    def clear_error(self) -> None:
        super().clear_error()
        self._describe_hint()

    def _describe_hint(self) -> None:
        for widget in (self, *self.buttons()):
            words = f"{widget.accessibleDescription()} {self._form_hint}".strip()
            widget.setAccessibleDescription(words)
