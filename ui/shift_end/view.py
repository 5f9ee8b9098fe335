"""Shift end, top to bottom: to finish, to decide, will leave; then progress; then the receipt."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.identity import ScreenId
from desktop.services.sync_values import Receipt
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.conflict.opened import place_of
from ui.conflict.words import line_words
from ui.places import ConflictsPlace, Place
from ui.shift_end.bad_list import BadList
from ui.shift_end.by_file import ByFile
from ui.shift_end.draft_rows import DraftList, DraftRow
from ui.shift_end.hand_over import HandOver
from ui.shift_end.receipt_view import ReceiptView
from ui.shift_end.short_list import ShortList
from ui.shift_end.words import (
    ShiftEnd,
    colleagues_line,
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

_MOST_CONFLICTS = 8


class ShiftEndView(QWidget):
    open_asked = Signal(object)  # ScreenId
    leave_asked = Signal(object)  # ScreenId
    place_asked = Signal(object)  # Place
    stop_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.frame = PageFrame(_("Shift end"))
        self.bad = BadList()
        self.to_finish = DraftList(_("To finish"))
        self.hand_over = HandOver()
        self.to_decide = ShortList(_("To decide"))
        self.will_leave = ShortList(_("Will leave this computer"))
        self.receipt = ReceiptView()
        self.by_file = ByFile()
        self._build_progress()
        self._build_actions()
        parts = (self.receipt, self.progress, self.bad, self.to_finish, self.hand_over)
        for part in (*parts, self.to_decide, self.will_leave, self.by_file):
            self.frame.body.addWidget(part)
        self.frame.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._words: dict[ScreenId, str] = {}
        self._shown: dict[str, object] = {}
        self._panel: QWidget = self.hand_over
        self._escape = self._stop_key()
        self._connect()
        self.show_idle(may_send=False)

    def show_end(self, end: ShiftEnd) -> None:
        # What did not change is left alone: somebody may just be at one of its buttons.
        if self._is_new("drafts", (end.leaves.drafts, end.leaves.colleagues, end.names)):
            had_focus = self.to_finish.isAncestorOf(self.focusWidget() or self)
            self._show_drafts(end)
            if had_focus:
                self.focus_drafts()
        if self._is_new("conflicts", (end.conflicts, end.leaves.conflicts, end.names)):
            self._show_conflicts(end)
        self.bad.show_entries(end.bad, may_send=end.state.is_enrolled)
        self.will_leave.show_lines(leaving_lines(end.leaves))

    def show_receipt(self, end: ShiftEnd, *, is_new: bool) -> None:
        """Show a receipt large while it speaks of now; an older one is only a line."""
        receipt = end.receipt
        if receipt is None or (end.state.waiting and not is_new):
            self.receipt.hide()
            if receipt is not None:
                self.will_leave.add_line(_last_receipt(receipt))
            return
        words = verdict(end.state.waiting, len(end.leaves.drafts), end.refused)
        is_whole = not (end.state.waiting or end.refused)
        self.receipt.show_receipt(receipt, words, is_whole=is_whole)

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

    def _ask_hand_over(self, screen_id: ScreenId) -> None:
        self.hand_over.ask(screen_id, self._words[screen_id])
        self._scroll_to(self.hand_over)

    def _scroll_to(self, panel: QWidget) -> None:
        self._panel = panel
        self._to_panel.start()

    def _is_new(self, part: str, shown: object) -> bool:
        is_new = self._shown.get(part) != shown
        self._shown[part] = shown
        return is_new

    def focus_drafts(self) -> None:
        """Go on with the next screen of the list, or where there is none with sending."""
        row = self.to_finish.findChild(DraftRow)
        target = row.finish if row is not None else self.send
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_drafts(self, end: ShiftEnd) -> None:
        now, drafts, colleagues = self._now(), end.leaves.drafts, end.leaves.colleagues
        names = end.names
        self.to_finish.show_lines(() if drafts or colleagues else (nothing_to_finish(),))
        self._words = {
            screen.id: draft_line(screen, names.get(screen.person_id, ""), now) for screen in drafts
        }
        for screen_id, words in self._words.items():
            self.to_finish.add_draft(screen_id, words)
        for left in colleagues:
            name = names.get(left.screen.person_id, "")
            self.to_finish.add_line(colleagues_line(left, name))

    def _show_conflicts(self, end: ShiftEnd) -> None:
        found = end.conflicts
        self.to_decide.show_lines((decide_line(len(found) or end.leaves.conflicts),))
        for conflict in found[:_MOST_CONFLICTS]:
            name = end.names.get(conflict.person_id, "") if conflict.person_id else ""
            self._link(line_words(conflict, name), place_of(conflict))
        if len(found) > _MOST_CONFLICTS:
            self._link(_("All {count} to decide", count=len(found)), ConflictsPlace())

    def _link(self, words: str, place: Place) -> None:
        button = self.to_decide.add_link(words)
        button.setObjectName("conflictButton")
        button.clicked.connect(lambda: self.place_asked.emit(place))

    def _stop_by_key(self) -> None:
        if self.stop.isVisibleTo(self) and self.stop.isEnabled():
            self.stop_asked.emit()

    def print_by_key(self) -> None:
        if self.print_receipt.isVisibleTo(self):
            self.print_receipt.click()
        else:
            self.show_message(_("There is no receipt to print yet. Send first."), "note")

    def _stop_key(self) -> QShortcut:
        """Make Esc stop, only while something can be stopped: it goes back otherwise."""
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._stop_by_key)
        return escape

    def _connect(self) -> None:
        self.to_finish.open_asked.connect(self.open_asked)
        self.to_finish.leave_asked.connect(self.leave_asked)
        self.to_finish.hand_over_asked.connect(self._ask_hand_over)
        # Its place is known only once the layout has made room for it.
        self._to_panel = QTimer(self, interval=0, singleShot=True)
        self._to_panel.timeout.connect(
            lambda: self.frame.scroll_area.ensureWidgetVisible(self._panel)
        )
        self.by_file.opened.connect(self._scroll_to)
        self.hand_over.cancelled.connect(self.focus_drafts)

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
        self.stop = secondary(_("St&op (Esc)"))
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
