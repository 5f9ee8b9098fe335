"""One link of the person in hand: who, when, by whom; ending it; what was written meanwhile."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.identity import PractitionerId
from desktop.wording.words import text as _
from ui.met_twice.sheet import Joined
from ui.met_twice.words import joined_words, person_name, written_words
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, literal, set_role
from ui.widgets.wrapping_link import WrappingLink


class JoinedCard(QFrame):
    end_asked = Signal(object, str)  # Joined, why
    open_asked = Signal(object)  # PersonId
    written_asked = Signal(object)  # WrittenSince

    def __init__(self, joined: Joined, names: Mapping[PractitionerId, str]) -> None:
        super().__init__()
        self._joined = joined
        set_role(self, "paper")
        self.setObjectName("joinedCard")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addWidget(label(literal(joined_words(joined, names)), "text"))
        self.written: list[WrappingLink] = []
        other = person_name(joined.other)
        self.open = secondary(_("Open the other record"))
        self.open.setAccessibleName(_("Open {name}", name=other))
        self.open.clicked.connect(lambda: self.open_asked.emit(joined.other.id))
        self.end = secondary(_("&End this link"))
        self.end.setAccessibleName(_("End the link with {name}", name=other))
        self.why = QLineEdit()
        self.field = Field(_("&Why are these two people?"), self.why)
        self.sure = secondary(_("End the lin&k"))
        self.sure.setAccessibleName(_("End the link with {name}", name=other))
        self._lay_out(joined)
        self.end.clicked.connect(self._ask_why)
        self.sure.clicked.connect(self._end)
        self.why.returnPressed.connect(self._end)

    def focus_first(self) -> None:
        (self.end if self._joined.link.is_linked() else self.open).setFocus()

    def _ask_why(self) -> None:
        self.end.hide()
        self.field.show()
        self.sure.show()
        self.why.setFocus()

    def _end(self) -> None:
        why = self.why.text().strip()
        if not why:
            self.field.show_error(_("Say why, so that a colleague understands it later."))
            self.why.setFocus()
            return
        self.field.clear_error()
        self.end_asked.emit(self._joined, why)

    def _lay_out(self, joined: Joined) -> None:
        if joined.written:
            self._column.addWidget(
                label(
                    _(
                        "Written while they were linked. Nothing was moved: look whether each "
                        "stands under the right person."
                    ),
                    "plain",
                )
            )
        for one in joined.written:
            link = WrappingLink(written_words(one, joined.person(one.person_id)))
            link.clicked.connect(lambda _on=False, one=one: self.written_asked.emit(one))
            self._column.addWidget(link)
            self.written.append(link)
        self._column.addWidget(self.field)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self.open, self.end, self.sure):
            flow.addWidget(button)
        self._column.addWidget(row)
        self.field.hide()
        self.sure.hide()
        self.end.setVisible(joined.link.is_linked())
