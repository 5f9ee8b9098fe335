"""Keeps the preview up with what is saved: not at every key, and never an older page last."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from desktop.domain.identity import CourtReportId
from desktop.errors import ExpectedError
from desktop.wording.words import text as _
from ui.court_report.preview import PagePreview
from ui.page import PageContext
from ui.printing.pdf_pages import paint_pages

AFTER_SAVING_MS = 800


class PreviewPresenter(QObject):
    def __init__(
        self, preview: PagePreview, context: PageContext, report_id: CourtReportId, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._preview = preview
        self._context = context
        self._report_id = report_id
        self._pdf = b""
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_SAVING_MS)
        self._timer.timeout.connect(self.refresh)
        preview.width_changed.connect(self._paint_again)

    def refresh_soon(self) -> None:
        self._timer.start()

    def refresh(self) -> None:
        """Ask for the page as saved now. What was asked before it and not begun is dropped."""
        self._timer.stop()
        self._asked += 1
        self._run(partial(self._make, self._asked, self._preview.wanted_width()))

    def _paint_again(self) -> None:
        if self._pdf:
            self._asked += 1
            self._run(partial(self._paint, self._asked, self._pdf, self._preview.wanted_width()))

    def _run(self, work: "partial[_Painted | None]") -> None:
        self._context.errands.run(self, work, done=self._show, failed=self._explain)

    def _make(self, asked: int, width: int) -> "_Painted | None":
        if asked != self._asked:
            return None
        pdf = self._context.services.preview_court_report(self._report_id)
        return asked, pdf, paint_pages(pdf, width)

    def _paint(self, asked: int, pdf: bytes, width: int) -> "_Painted | None":
        return (asked, pdf, paint_pages(pdf, width)) if asked == self._asked else None

    def _show(self, painted: "_Painted | None") -> None:
        if painted is not None and painted[0] == self._asked:
            self._pdf = painted[1]
            self._preview.show_pages(painted[2])

    def _explain(self, error: ExpectedError) -> None:
        why = self._context.say(error)
        self._preview.show_message(_("The page cannot be shown as it will print. {why}", why=why))


_Painted = tuple[int, bytes, tuple[QImage, ...]]
