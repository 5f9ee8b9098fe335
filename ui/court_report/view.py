"""One court report: text at the left, the page as it will print at the right. Emits wishes only."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.court_report import CopyRoute, ReportStatus
from desktop.domain.staff import Practitioner
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.court_report.decision import GivePanel, SignPanel
from ui.court_report.header import ReportHeader
from ui.court_report.opened import OpenedReport
from ui.court_report.preview import PagePreview
from ui.court_report.said_line import SaidLine
from ui.court_report.sections import SectionsPane
from ui.court_report.words import (
    Said,
    consent_line,
    copy_words,
    is_withdrawn,
    status_line,
    time_left,
    what_signing_means,
    why_not_signed,
)
from ui.theme import zoomed
from ui.widgets.buttons import link, primary, secondary
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label

_SIDE_BY_SIDE_PX = 820
_LEAST_HEIGHT_PX = 360
_APART = 16


class ReportView(QWidget):
    sign_confirmed = Signal()
    give_asked = Signal(object)  # CopyRoute
    amend_asked = Signal()
    newer_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._opened: OpenedReport | None = None
        self.frame = PageFrame(_("Court report"), wide=True)
        self.banner = PatientBanner()
        self.header = ReportHeader(now)
        self.sections = SectionsPane()
        self.preview = PagePreview()
        self.sign_panel = SignPanel()
        self.give_panel = GivePanel()
        self.blocked = SaidLine()
        self.blocked.setObjectName("whyNotSignedLine")
        self._build_actions()
        self._lay_out()
        self._connect()
        self._set_tab_order()
        self._show_actions(None)

    def show_opened(
        self, opened: OpenedReport, unsaved: Mapping[str, str], *, is_typed: bool
    ) -> None:
        """Show the report. `unsaved` is text typed here that is newer than what is recorded."""
        report = opened.report
        if self._is_news_of_the_person(opened):
            self.banner.show_person(opened.file.person, opened.detention(), self._now())
        self._opened = opened
        self.status.setText(status_line(report))
        self.header.show_report(report, is_typed=is_typed)
        self.header.show_consent(consent_line(opened.consents()))
        self.sections.show_sections(report, opened.sources, unsaved)
        self.sections.show_checks(opened.checks, report)
        self._show_copies(opened)
        self._show_actions(opened)
        self.tick()

    def _is_news_of_the_person(self, opened: OpenedReport) -> bool:
        """Return whether the banner changed: a saved sentence is no reason to draw it again."""
        old = self._opened
        if old is None:
            return True
        return (old.file.person, old.detention()) != (opened.file.person, opened.detention())

    def tick(self) -> None:
        """Say anew how long is left; nothing else moves."""
        if self._opened is not None:
            self.header.show_time_left(time_left(self._opened.report, self._now()))

    def show_saved(self, words: str) -> None:
        self.saved.setText(words)

    def ask_to_sign(self, signer: Practitioner) -> None:
        if self._opened is not None:
            self.sign_panel.show_meaning(what_signing_means(self._opened.report, signer))
            self._open_panel(self.sign_panel, self.sign_panel.confirm)

    def ask_to_give(self, route: CopyRoute) -> None:
        if self._opened is not None:
            self.give_panel.ask(route, self._opened.consents())
            self._open_panel(self.give_panel, self.give_panel.given_to)

    def close_panel(self) -> None:
        if self.left_side.currentWidget() is not self.sections:
            self.left_side.setCurrentWidget(self.sections)
            self._show_actions(self._opened)
            button = self.sign if self.sign.isVisibleTo(self) else self.print
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def opened(self) -> OpenedReport | None:
        return self._opened

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _open_panel(self, panel: QWidget, first: QWidget) -> None:
        self.left_side.setCurrentWidget(panel)
        self.frame.action_bar.setVisible(False)
        self.blocked.setVisible(False)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        # The panel has no place yet: it is laid out when control returns to Qt.
        QTimer.singleShot(0, self, lambda: self.frame.scroll_area.ensureWidgetVisible(first))

    def _show_copies(self, opened: OpenedReport) -> None:
        now, names = self._now(), opened.file.names
        lines = [(Said(copy_words(copy, names, now)), "") for copy in opened.copies()]
        self.sections.copies.setVisible(
            bool(lines) or opened.report.status is not ReportStatus.DRAFT
        )
        self.sections.copies.show_lines(
            lines or [(Said(_("No copy has left this program yet.")), "")]
        )

    def _show_actions(self, opened: OpenedReport | None) -> None:
        status = opened.report.status if opened is not None else None
        is_signed = status is ReportStatus.SIGNED
        has_newer = opened is not None and opened.newer() is not None
        why = _why_stopped(opened) if opened is not None else ""
        was_at_sign = self.sign.hasFocus()
        self.frame.action_bar.setVisible(opened is not None)
        self.blocked.show_said(Said(why, is_urgent=bool(why)))
        self.blocked.setVisible(bool(why))
        self.sign.setVisible(status is ReportStatus.DRAFT)
        self.sign.setEnabled(not why)
        self.sign.setAccessibleDescription(why)
        for button in (self.print, self.save_pdf, self.save_encrypted):
            button.setVisible(is_signed)
            button.setEnabled(not why)
            button.setAccessibleDescription(why)
        self.amend.setVisible(is_signed and not has_newer)
        self.newer.setVisible(has_newer)
        if was_at_sign and is_signed:
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """One beside the other where there is room for both, else one under the other."""
        is_wide = self.width() >= zoomed(_SIDE_BY_SIDE_PX)
        self.splitter.setOrientation(
            Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        )
        self.header.stack(upright=not is_wide)
        least = zoomed(_LEAST_HEIGHT_PX)
        self.splitter.setMinimumHeight(least if is_wide else 2 * least)

    def _build_actions(self) -> None:
        self.sign = primary(_("&Sign report"))
        self.print = primary(_("&Print"))
        self.save_pdf = secondary(_("Save as P&DF"))
        self.save_encrypted = secondary(_("Save as &encrypted PDF"))
        self.amend = secondary(_("&Amend (new version)"))
        self.newer = link(_("Open the newer &version"))
        self.frame.add_primary(self.sign)
        self.frame.add_primary(self.print)
        for button in (self.save_pdf, self.save_encrypted, self.amend, self.newer):
            self.frame.add_secondary(button)

    def _lay_out(self) -> None:
        self.status = label("", "strong")
        self.status.setObjectName("reportStatusLabel")
        self.saved = QLabel()
        self.saved.setObjectName("savedLabel")
        self.saved.setProperty("role", "secondaryText")
        self.frame.heading_line.addWidget(self.status, 2)
        self.frame.heading_line.addWidget(self.saved)
        self.frame.heading_line.setSpacing(_APART)
        self.left_side = QStackedWidget()
        for panel in (self.sections, self.sign_panel, self.give_panel):
            self.left_side.addWidget(panel)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(_APART // 4)
        self.splitter.addWidget(self.left_side)
        self.splitter.addWidget(self.preview)
        self.splitter.setSizes([560, 520])
        self.frame.banner_slot.addWidget(self.banner)
        self.frame.body.addWidget(self.header)
        self.frame.body.addWidget(self.splitter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.frame)
        # Why an action is not possible stands with the action, and does not scroll away.
        self.frame.action_bar.add_words(self.blocked)

    def _set_tab_order(self) -> None:
        """Follow the reading order: the hearing, the text, the page, last what can be done."""
        header, actions = self.header, (self.sign, self.print, self.save_pdf, self.save_encrypted)
        stops: list[QWidget] = [header.court, header.hearing, self.sections.checks]
        stops += [self.sections.copies, *self.preview.tab_stops(), *actions, self.amend, self.newer]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.print.clicked.connect(lambda: self.give_asked.emit(CopyRoute.PRINTED))
        self.save_pdf.clicked.connect(lambda: self.give_asked.emit(CopyRoute.SAVED))
        self.save_encrypted.clicked.connect(lambda: self.give_asked.emit(CopyRoute.SAVED_ENCRYPTED))
        self.amend.clicked.connect(self.amend_asked)
        self.newer.clicked.connect(self.newer_asked)
        self.sign_panel.confirmed.connect(self.sign_confirmed)
        self.sign_panel.cancelled.connect(self.close_panel)
        self.give_panel.cancelled.connect(self.close_panel)

    def print_by_key(self) -> None:
        """Say why when there is nothing to print: a shortcut never fails silently."""
        if self.print.isVisibleTo(self) and self.print.isEnabled():
            self.give_asked.emit(CopyRoute.PRINTED)
        elif self._opened is not None:
            why = _why_stopped(self._opened) or _(
                "Only a signed report can be printed. Sign it first."
            )
            self.frame.notice.show_text(why)


def _why_stopped(opened: OpenedReport) -> str:
    """Return why the page's main action is not possible now; empty where it is."""
    if opened.report.status is ReportStatus.DRAFT:
        return why_not_signed(opened.checks)
    if opened.report.status is ReportStatus.SIGNED and is_withdrawn(opened.consents()):
        return _(
            "Agreement to share with the court was withdrawn. No further copy can be made. "
            "Copies already given out are listed above."
        )
    return ""
