"""The pages as they will print, with the printers of this workstation beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.court_report.preview import PagePreview
from ui.printing.printer import PrinterChoice
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN, SPACE_INSIDE
from ui.widgets.buttons import primary, secondary
from ui.widgets.notice import Notice
from ui.widgets.role import label, set_role


class PaperView(QWidget):
    print_asked = Signal(str)  # the printer's name

    def __init__(self, heading: str) -> None:
        super().__init__()
        set_role(self, "ground")
        self.notice = Notice()
        self.preview = PagePreview()
        self.printer = QComboBox()
        self.printer.setAccessibleName(_("Printer"))
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.save = secondary(_("&Save as PDF"))
        self.print = primary(_("&Print"))
        self.print.setEnabled(False)
        self.save.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._content(heading), 1)
        column.addWidget(self._actions())
        self.print.clicked.connect(lambda: self.print_asked.emit(self.printer.currentText()))

    def show_pages(self, pages: Sequence[QImage]) -> None:
        self.preview.show_pages(pages)
        self.save.setEnabled(True)
        self._allow_printing()

    def show_printers(self, printers: Sequence[PrinterChoice]) -> None:
        """List the printers, the usual one first; one that is elsewhere says so by its name."""
        self.printer.clear()
        for choice in printers:
            self.printer.addItem(choice.name)
        self._allow_printing()

    def _allow_printing(self) -> None:
        self.print.setEnabled(self.save.isEnabled() and self.printer.count() > 0)
        self._where.setVisible(self.printer.count() > 0)

    def _content(self, heading: str) -> QVBoxLayout:
        content = QVBoxLayout()
        content.setContentsMargins(SPACE_AROUND, SPACE_BETWEEN, SPACE_AROUND, SPACE_INSIDE)
        content.setSpacing(SPACE_INSIDE)
        self.heading = label(heading, "heading")
        content.addWidget(self.heading)
        content.addWidget(self.notice)
        content.addWidget(self.preview, 1)
        return content

    def _actions(self) -> QFrame:
        bar = QFrame()
        set_role(bar, "actions")
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE_AROUND, SPACE_INSIDE, SPACE_AROUND, SPACE_INSIDE)
        row.setSpacing(SPACE_INSIDE)
        row.addWidget(self.save)
        row.addStretch(1)
        self._where = QWidget()
        where = QHBoxLayout(self._where)
        where.setContentsMargins(0, 0, 0, 0)
        words = label(_("P&rinter"), "secondaryText", wraps=False)
        words.setBuddy(self.printer)
        where.addWidget(words)
        where.addWidget(self.printer)
        row.addWidget(self._where)
        row.addWidget(self.print)
        self._where.hide()
        return bar
