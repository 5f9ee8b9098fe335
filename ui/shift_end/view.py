"""Shift end, top to bottom: to finish, to decide, will leave; then progress; then the receipt."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from desktop.services.values import Receipt
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.shift_end.receipt_view import ReceiptView
from ui.shift_end.short_list import ShortList
from ui.shift_end.words import (
    ShiftEnd,
    decide_line,
    draft_line,
    leaving_lines,
    nothing_to_finish,
    progress_line,
    verdict,
)
from ui.widgets.buttons import primary, secondary
from ui.widgets.notice import Kind
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label


class ShiftEndView(QWidget):
    open_asked = Signal(object)  # ScreenId
    stop_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.frame = PageFrame(_("Shift end"))
        self.to_finish = ShortList(_("To finish"))
        self.to_decide = ShortList(_("To decide"))
        self.will_leave = ShortList(_("Will leave this computer"))
        self.receipt = ReceiptView()
        self._build_progress()
        self._build_actions()
        parts = (self.receipt, self.progress, self.to_finish, self.to_decide, self.will_leave)
        for part in parts:
            self.frame.body.addWidget(part)
        self.frame.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        # Only while something can be stopped: Esc goes back otherwise, as everywhere.
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self._stop_by_key)
        self.show_idle(may_send=False)

    def show_end(self, end: ShiftEnd) -> None:
        self._show_drafts(end)
        self.to_decide.show_lines((decide_line(end.leaves.conflicts),))
        self.will_leave.show_lines(leaving_lines(end.leaves))

    def show_receipt(self, end: ShiftEnd, *, is_new: bool) -> None:
        """Show a receipt large while it speaks of now; an older one is only a line."""
        receipt = end.receipt
        if receipt is None or (end.state.waiting and not is_new):
            self.receipt.hide()
            if receipt is not None:
                self.will_leave.add_line(_last_receipt(receipt))
            return
        words = verdict(end.state.waiting, len(end.leaves.drafts))
        self.receipt.show_receipt(receipt, words, is_whole=not end.state.waiting)

    def show_progress(self, done: int, total: int, seconds: float) -> None:
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(done)
        self.progress_words.setText(progress_line(done, total, seconds))

    def show_sending(self) -> None:
        self.frame.notice.clear()
        self.receipt.hide()
        self.progress.show()
        self.show_progress(0, 0, 0)
        self.send.hide()
        self.stop.setEnabled(True)
        self.stop.show()
        self._escape.setEnabled(True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.print_receipt.hide()
        self.save_receipt.hide()

    def show_stopping(self) -> None:
        self.stop.setEnabled(False)
        self.progress_words.setText(_("Stopping after this step. Nothing is lost."))

    def show_idle(self, *, may_send: bool) -> None:
        was_in_use = self.stop.hasFocus()
        self.progress.hide()
        self.stop.hide()
        self._escape.setEnabled(False)
        self.send.show()
        self.send.setEnabled(may_send)
        if was_in_use:
            self.send.setFocus(Qt.FocusReason.OtherFocusReason)
        has_receipt = self.receipt.isVisibleTo(self)
        self.print_receipt.setVisible(has_receipt)
        self.save_receipt.setVisible(has_receipt)

    def show_message(self, words: str, kind: Kind) -> None:
        self.frame.notice.show_text(words, kind)

    def _show_drafts(self, end: ShiftEnd) -> None:
        now, drafts = self._now(), end.leaves.drafts
        self.to_finish.show_lines(() if drafts else (nothing_to_finish(),))
        for screen in drafts:
            button = self.to_finish.add_link(
                draft_line(screen, end.names.get(screen.person_id, ""), now)
            )
            button.clicked.connect(lambda _on=False, id_=screen.id: self.open_asked.emit(id_))

    def _stop_by_key(self) -> None:
        if self.stop.isVisibleTo(self) and self.stop.isEnabled():
            self.stop_asked.emit()

    def print_by_key(self) -> None:
        if self.print_receipt.isVisibleTo(self):
            self.print_receipt.click()
        else:
            self.show_message(_("There is no receipt to print yet. Send first."), "note")

    def _build_progress(self) -> None:
        self.progress = QFrame()
        self.progress.setObjectName("progressFrame")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.progress_words = label("", "strong")
        self.progress_words.setObjectName("progressLabel")
        self.progress_words.setBuddy(self.bar)
        self.bar.setAccessibleName(_("Sending"))
        column = QVBoxLayout(self.progress)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress_words)
        column.addWidget(self.bar)
        column.addWidget(
            label(
                _("You may go on working meanwhile. Only the receipt means that it arrived."),
                "secondaryText",
            )
        )

    def _build_actions(self) -> None:
        self.send = primary(_("&Send now"))
        self.stop = secondary(_("S&top (Esc)"))
        self.stop.setObjectName("stopButton")
        self.stop.clicked.connect(self.stop_asked)
        self.print_receipt = secondary(_("&Print receipt"))
        self.save_receipt = secondary(_("Save receipt as P&DF"))
        self.frame.add_primary(self.send)
        self.frame.add_primary(self.stop)
        self.frame.add_secondary(self.print_receipt)
        self.frame.add_secondary(self.save_receipt)


def _last_receipt(receipt: Receipt) -> str:
    return _(
        "Last receipt: {number} of {at}.", number=receipt.number, at=clinical_moment(receipt.at)
    )
