"""One pair at a time, side by side, then the links of the person in hand. Presets nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.people_met_twice import Meeting
from desktop.wording.words import text as _
from ui.met_twice.joined_card import JoinedCard
from ui.met_twice.sheet import MetTwiceSheet
from ui.met_twice.words import (
    Fact,
    fact_columns,
    facts,
    heading_words,
    place_words,
    reasons_words,
    said_lines,
)
from ui.people.whole_table import WholeTable
from ui.widgets.announce import announce
from ui.widgets.buttons import primary, secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.resting import Resting
from ui.widgets.role import label, literal
from ui.widgets.rows_model import RowsModel


class MetTwiceView(QWidget):
    link_asked = Signal(object)  # Meeting
    refuse_asked = Signal(object)  # Meeting
    later_asked = Signal()
    open_asked = Signal(object)  # PersonId
    end_asked = Signal(object, str)  # Joined, why
    written_asked = Signal(object)  # WrittenSince

    def __init__(self) -> None:
        super().__init__()
        self._meeting: Meeting | None = None
        self._resting = Resting()
        self.cards: list[JoinedCard] = []
        self.frame = PageFrame(_("People met twice"), wide=True)
        self.empty = label("", "secondaryText")
        self.what = label("", "strong")
        self.reasons = label("", "text")
        self.said = label("", "secondaryText")
        self.model: RowsModel[Fact] = RowsModel(
            fact_columns(), key=lambda row: row.what, parent=self
        )
        self.table = WholeTable(_("The two records side by side"), grows=True)
        self.table.setObjectName("sideBySideTable")
        self.table.setModel(self.model)
        self.follows = label(
            _(
                "Linked, the two are read together and the warnings of both are shown. Nothing is "
                "moved or changed, and the link can be ended."
            ),
            "secondaryText",
        )
        self.joined_heading = label(_("Linked with this person"), "subheading")
        self._joined = QVBoxLayout()
        self._build_actions()
        self._lay_out()

    def show_sheet(self, sheet: MetTwiceSheet, place: int) -> None:
        has_meeting = bool(sheet.meetings)
        self._meeting = sheet.meetings[place] if has_meeting else None
        for part in (self.what, self.reasons, self.table, self.follows):
            part.setVisible(has_meeting)
        for button in (self.link, self.refuse, self.open_row):
            button.setVisible(has_meeting)
        self.frame.action_bar.setVisible(has_meeting)
        self.later.setVisible(len(sheet.meetings) > 1)
        self.empty.setText(_empty_words(has_links=bool(sheet.joined)))
        self.empty.setVisible(not has_meeting)
        if self._meeting is not None:
            self._show_meeting(self._meeting, sheet, place)
        else:
            self.said.hide()
        self._show_joined(sheet)

    def show_working(self, *, is_working: bool) -> None:
        parts = (self.link, self.refuse, self.later, *self.cards)
        self._resting.rest(parts, is_working=is_working)

    def show_done(self, text: str) -> None:
        self.frame.notice.show_text(text, "done")

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def focus_first(self) -> None:
        if self._meeting is not None:
            self.table.setFocus()
            self.table.choose_row(0)
        elif self.cards:
            self.cards[0].focus_first()

    def _show_meeting(self, meeting: Meeting, sheet: MetTwiceSheet, place: int) -> None:
        words = (place_words(place + 1, len(sheet.meetings)), heading_words(meeting))
        self.what.setText(" ".join(one for one in words if one))
        self.reasons.setText(literal(reasons_words(meeting)))
        self.said.setText(literal("\n".join(said_lines(meeting.link, sheet.names))))
        self.said.setVisible(bool(self.said.text()))
        self.model.show_rows(facts(meeting))
        self.table.choose_row(0)
        self.table.setAccessibleDescription(f"{self.what.text()} {self.reasons.text()}")
        announce(self, f"{self.what.text()} {self.reasons.text()}")

    def _show_joined(self, sheet: MetTwiceSheet) -> None:
        for card in self.cards:
            # Hidden at once: it lives until the event loop turns.
            card.hide()
            card.deleteLater()
        self.cards = []
        for joined in sheet.joined:
            card = JoinedCard(joined, sheet.names)
            card.end_asked.connect(self.end_asked)
            card.open_asked.connect(self.open_asked)
            card.written_asked.connect(self.written_asked)
            self._joined.addWidget(card)
            self.cards.append(card)
            card.show()
        self.joined_heading.setVisible(bool(self.cards))

    def _build_actions(self) -> None:
        self.link = primary(_("&Link: one person"))
        self.refuse = secondary(_("&Not the same person"))
        self.later = secondary(_("L&ater"))
        self.first = secondary(_("Open the &first"))
        self.second = secondary(_("Open the secon&d"))
        self.open_row = QWidget()
        flow = FlowLayout(self.open_row)
        flow.addWidget(self.first)
        flow.addWidget(self.second)
        self.link.clicked.connect(lambda: self.link_asked.emit(self._meeting))
        self.refuse.clicked.connect(lambda: self.refuse_asked.emit(self._meeting))
        self.later.clicked.connect(self.later_asked)
        self.first.clicked.connect(lambda: self._open("a"))
        self.second.clicked.connect(lambda: self._open("b"))

    def _open(self, which: str) -> None:
        if self._meeting is not None:
            self.open_asked.emit(getattr(self._meeting, which).id)

    def _lay_out(self) -> None:
        parts: Sequence[QWidget] = (
            self.empty,
            self.what,
            self.reasons,
            self.said,
            self.table,
            self.open_row,
            self.follows,
            self.joined_heading,
        )
        for part in parts:
            part.hide()
            self.frame.body.addWidget(part)
        self._joined.setSpacing(8)
        self.frame.body.addLayout(self._joined)
        self.frame.body.addStretch(1)
        for button in (self.refuse, self.later):
            button.hide()
            self.frame.add_secondary(button)
        self.link.hide()
        self.frame.add_primary(self.link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)


def _empty_words(*, has_links: bool) -> str:
    if has_links:
        return _("No other record looks like this person.")
    return _("No two records look like one person now. New ones are looked for after each sync.")
