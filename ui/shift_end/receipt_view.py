"""The receipt, large: what the case store signed, and what that proves about this computer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.sync_values import Receipt
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.court_report.reading_frame import ReadingFrame
from ui.shift_end.words import receipt_lines
from ui.theme import tone_colour, zoomed
from ui.widgets.announce import announce
from ui.widgets.role import label, set_role
from ui.widgets.symbol import symbol

_SYMBOL_PX = 22


class ReceiptView(ReadingFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receiptFrame")
        set_role(self, "paper")
        self._title = label("", "secondaryText")
        self._number = label("", "display")
        self._number.setObjectName("receiptNumberLabel")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._symbol = QLabel()
        self._symbol.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._verdict = label("", "subheading")
        self._verdict.setObjectName("verdictLabel")
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._symbol)
        row.addWidget(self._verdict, 1)
        column.addWidget(self._title)
        column.addWidget(self._number)
        column.addLayout(row)
        column.addLayout(self._facts)
        self.hide()

    def show_receipt(self, receipt: Receipt, verdict: str, *, is_whole: bool) -> None:
        """Show it; `is_whole` says that nothing has been left behind on this computer."""
        self._title.setText(_("Receipt of {at}", at=clinical_moment(receipt.at)))
        self._number.setText(receipt.number)
        self._verdict.setText(verdict)
        tone = "done" if is_whole else "danger"
        name = "done" if is_whole else "act_now"
        size = zoomed(_SYMBOL_PX)
        self._symbol.setPixmap(symbol(name, tone_colour(tone), size, self.devicePixelRatioF()))
        while self._facts.rowCount():
            self._facts.removeRow(0)
        lines = receipt_lines(receipt)
        for name_of, value in lines:
            self._facts.addRow(label(name_of, "secondaryText", wraps=False), label(value, "strong"))
        facts = ". ".join(f"{name_of}: {value}" for name_of, value in lines)
        self.setAccessibleName(f"{self._title.text()}, {receipt.number}. {verdict} {facts}")
        self.show()

    def say(self) -> None:
        """Bring a reader to it: a new receipt is what everyone was waiting for."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def number(self) -> str:
        return self._number.text()

    def verdict(self) -> str:
        return self._verdict.text()
