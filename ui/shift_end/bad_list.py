"""What the case store did not take, or what cannot be read here: in red, to whoever wrote it.

It stays on this computer and holds up nothing else. It is never counted as sent.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.bad_entry import BadEntry
from desktop.wording.words import text as _
from ui.banner.component import Component, Mark, WholeLabel
from ui.court_report.reading_frame import ReadingFrame
from ui.shift_end.bad_words import bad_line, others_line, what_to_do
from ui.widgets.buttons import secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_role


class BadList(ReadingFrame):
    """`try_asked` sends again; `export_asked` saves what waits to a file."""

    try_asked = Signal()
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badFrame")
        set_role(self, "paper")
        self._texts: tuple[str, ...] = ()
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.try_again = secondary(_("Try &again"))
        self.export = secondary(_("Save to a &file"))
        self._lay_out()
        self.try_again.clicked.connect(self.try_asked)
        self.export.clicked.connect(self.export_asked)
        self.hide()

    def show_entries(self, entries: Sequence[BadEntry], *, may_send: bool) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # Without a parent it would be a window until it is gone.
                widget.deleteLater()
        own = [one for one in entries if one.is_own]
        refused = [one for one in own if one.is_refused]
        lines = [bad_line(one) for one in own]
        if others := others_line([one for one in entries if not one.is_own]):
            lines.append(others)
        for line in lines:
            self._column.addWidget(
                Component(Mark("act_now", "danger"), WholeLabel(line, "errorText"))
            )
        self._what_to_do.setText(what_to_do(has_refused=bool(refused)))
        self.try_again.setVisible(bool(refused))
        self.try_again.setEnabled(may_send)
        self.export.setVisible(bool(refused))
        self._texts = tuple(lines)
        self.setAccessibleName(". ".join([self._title.text(), *lines, self._what_to_do.text()]))
        self.setVisible(bool(lines))

    def texts(self) -> tuple[str, ...]:
        return self._texts

    def _lay_out(self) -> None:
        self._title = label(_("Not taken"), "subheading")
        self._what_to_do = label("", "body")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        buttons = FlowLayout()
        buttons.addWidget(self.try_again)
        buttons.addWidget(self.export)
        for part in (self._title, self._lines, self._what_to_do):
            column.addWidget(part)
        column.addLayout(buttons)
