"""The fields of one form under the names that records use, so that a problem finds its field."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop.wording.errors import sentence
from ui.widgets.choices import Choices
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.role import without_mnemonic

Asked = Field | Choices


class FieldSet:
    """Shows each problem twice in the same words: in the summary and beside the field."""

    def __init__(self) -> None:
        self._fields: dict[str, tuple[str, Asked]] = {}

    def add(self, name: str, label: str, field: Asked) -> None:
        self._fields[name] = (without_mnemonic(label), field)

    def widget(self, name: str) -> QWidget:
        field = self._fields[name][1]
        return field.editor if isinstance(field, Field) else field

    def names(self) -> tuple[str, ...]:
        return tuple(self._fields)

    def first(self) -> QWidget:
        return self.widget(next(iter(self._fields)))

    def clear(self) -> None:
        for _label, field in self._fields.values():
            field.clear_error()

    def show_keys(self, problems: Mapping[str, str], summary: ErrorSummary) -> None:
        """Show what a service refused: message keys by field name."""
        self.show({name: sentence(key) for name, key in problems.items()}, summary)

    def show(self, problems: Mapping[str, str], summary: ErrorSummary) -> None:
        """Show sentences by field name, in the order of the form; nothing typed is touched."""
        self.clear()
        listed: list[tuple[str, QWidget]] = []
        for name, (label, field) in self._fields.items():
            if name in problems:
                words = problems[name]
                field.show_error(words)
                listed.append((_with_label(label, words), self.widget(name)))
        # A problem of a field this form does not ask is still said, and leads to the top.
        others = [words for name, words in problems.items() if name not in self._fields]
        listed += [(words, self.first()) for words in others]
        summary.show_problems(listed)


def _with_label(label: str, words: str) -> str:
    return words if words.startswith(label) else f"{label}: {words}"
