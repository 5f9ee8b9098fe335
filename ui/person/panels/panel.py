"""What all panels share: a title, fields, problems shown at once, save and cancel."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.people.field_set import Asked, FieldSet
from ui.person.wishes import Wish
from ui.widgets.buttons import primary, secondary
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_role
from ui.widgets.shortcuts import add_shortcuts
from ui.widgets.tab_order import put_last


class Panel(QFrame):
    """A kind of panel says what is wrong (`problems`) and, when nothing is, what is wished."""

    wished = Signal(object)  # Wish
    closed = Signal()
    go_asked = Signal(object)  # Place

    def __init__(self, title: str, save_words: str) -> None:
        super().__init__()
        set_role(self, "paper")
        self.setObjectName("panel")
        self.fields = FieldSet()
        self.errors = ErrorSummary()
        self.save = primary(save_words)
        self.save.setObjectName("panelSaveButton")
        self._cancel = secondary(_("&Cancel"))
        self._fields_column = QVBoxLayout()
        self._fields_column.setSpacing(12)
        self._lay_out(title)
        self.save.clicked.connect(self.ask)
        self._cancel.clicked.connect(self.closed)
        add_shortcuts(self, ("Ctrl+Return", self.ask))

    def problems(self) -> dict[str, str]:
        """Return sentences by field name for what cannot be taken as it is."""
        return {}

    def wish(self) -> Wish | None:
        raise NotImplementedError

    def ask(self) -> None:
        found = {name: words for name, words in self.problems().items() if words}
        self.fields.show(found, self.errors)
        wish = None if found else self.wish()
        if wish is not None:
            self.wished.emit(wish)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.fields.show_keys(problems, self.errors)

    def show_working(self, *, is_working: bool) -> None:
        self.save.setEnabled(not is_working)

    def focus_first(self) -> None:
        self.fields.first().setFocus()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        # The fields of each kind of panel are made after the buttons that all have.
        put_last(self._buttons)
        return super().focusNextPrevChild(is_next)

    def add(self, name: str, words: str, field: Asked) -> None:
        self.fields.add(name, words, field)
        self._fields_column.addWidget(field)

    def add_widget(self, widget: QWidget) -> None:
        self._fields_column.addWidget(widget)

    def _lay_out(self, title: str) -> None:
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons)
        flow.addWidget(self.save)
        flow.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(label(title, "subheading"))
        column.addWidget(self.errors)
        column.addLayout(self._fields_column)
        column.addWidget(self._buttons)
