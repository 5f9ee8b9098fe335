"""A PDF in memory as painted pages, for the preview and for paper. Never touches the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from ui.printing.trouble import PdfUnreadableError

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """Valid only inside `open_pdf`, and only on the thread that opened it."""

    document: QPdfDocument

    def page_count(self) -> int:
        return self.document.pageCount()

    def page_size(self, page: int) -> QSizeF:
        """Return the size of the paper in points."""
        return self.document.pagePointSize(page)

    def paint_page(self, page: int, pixels: QSize) -> QImage:
        """Return the page on white paper: what a PDF leaves unpainted is paper, not glass."""
        ink = self.document.render(page, pixels, QPdfDocumentRenderOptions())
        if ink.isNull():
            raise PdfUnreadableError(page=page)
        paper = QImage(pixels, QImage.Format.Format_RGB32)
        paper.fill(0xFFFFFFFF)
        painter = QPainter(paper)
        painter.drawImage(QPoint(0, 0), ink)
        painter.end()
        return paper


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[OpenPdf]:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.status() is not QPdfDocument.Status.Ready:
            raise PdfUnreadableError
        yield OpenPdf(document)
    finally:
        # The document reads from the buffer until it is closed.
        document.close()
        buffer.close()


def paint_pages(pdf: bytes, width: int) -> tuple[QImage, ...]:
    """Return every page `width` device pixels wide. Safe on any thread: QImage, not QPixmap."""
    with open_pdf(pdf) as opened:
        return tuple(
            opened.paint_page(page, _pixels(opened.page_size(page), width))
            for page in range(opened.page_count())
        )


def _pixels(paper: QSizeF, width: int) -> QSize:
    return QSize(width, max(1, round(width * paper.height() / paper.width())))
