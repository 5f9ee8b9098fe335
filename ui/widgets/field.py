"""One question: its label, a hint, what is wrong with the answer, and where the answer is typed."""

from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.theme import zoomed
from ui.widgets.role import label as labelled
from ui.widgets.role import set_property, set_role, without_mnemonic

_EDGE_ROOM_PX = 12


class FieldFrame(QFrame):
    """What a field is made of, in the frame of whatever is to be one: one box the fewer a question.

    `_ask` makes it a field; what else stands in it comes after that in `_column`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Most fields have no hint and are never wrong: a page has many of them.
        self._hint: QLabel | None = None
        self._error: QLabel | None = None
        self._hint_text = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def _ask(self, label: str, editor: QWidget) -> None:
        set_role(self, "field")
        self.editor = editor
        self.label = labelled(label, "label", self)
        # A composite takes no focus itself, and a label does not look behind it.
        self.label.setBuddy(editor.focusProxy() or editor)
        self._name_editor(without_mnemonic(label))
        self._column.addWidget(self.label)
        self._column.addWidget(editor)

    def show_error(self, text: str) -> None:
        if self._error is None:
            self._error = labelled("", "errorText", self)
            self._error.setObjectName("fieldErrorLabel")
            self._column.insertWidget(1 if self._hint is None else 2, self._error)
        self._error.setText(_("Error: {problem}", problem=text))
        self._error.show()
        self._mark("true")
        self._describe(f"{self._error.text()} {self._hint_text}".strip())

    def clear_error(self) -> None:
        if self._error is None:
            return
        self._error.setText("")
        self._error.hide()
        self._mark("false")
        self._describe(self._hint_text)

    def error(self) -> str:
        return "" if self._error is None else self._error.text()

    def set_hint(self, hint: str) -> None:
        self._hint_text = hint
        if hint or self._hint is not None:
            label = self.hint_label()
            label.setText(hint)
            label.setVisible(bool(hint))
        self._describe(hint)

    def hint_label(self) -> QLabel:
        if self._hint is None:
            self._hint = labelled("", "secondaryText", self)
            self._hint.hide()
            self._column.insertWidget(1, self._hint)
        return self._hint

    def _mark(self, value: str) -> None:
        set_property(self, "problem", value)
        # The red edge is drawn inside the frame, where the layout knows nothing of it.
        edge = zoomed(_EDGE_ROOM_PX) if value == "true" else 0
        self._column.setContentsMargins(edge, 0, 0, 0)
        for widget in (self.editor, *self.editor.findChildren(QWidget)):
            set_property(widget, "problem", value)

    def _name_editor(self, name: str) -> None:
        self.editor.setAccessibleName(name)
        # A field of several boxes names each of them: "Date of birth, day".
        name_parts = getattr(self.editor, "name_parts", None)
        if callable(name_parts):
            name_parts(name)
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setTabChangesFocus(True)
            self.editor.viewport().setAccessibleName(name)
        self._describe(self._hint_text)

    def _describe(self, words: str) -> None:
        self.editor.setAccessibleDescription(words)
        proxy = self.editor.focusProxy()
        if proxy is not None:
            proxy.setAccessibleDescription(words)


class Field(FieldFrame):
    """`label` may hold a mnemonic. What is typed stays where it is when an error is shown."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask(_("{label} (optional)", label=label) if optional else label, editor)
        if hint:
            self.set_hint(hint)
