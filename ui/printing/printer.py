"""The printers of this workstation. Paints pages from memory; no file, no name in a job title."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.printing.pdf_pages import POINTS_PER_INCH, OpenPdf, open_pdf
from ui.printing.trouble import NoPrinterError, PrinterFailedError

DOTS_PER_INCH = 300


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """`is_remote` is what the system says of it: paper may come out where nobody is watching."""

    name: str
    is_remote: bool = False


class Printers(Protocol):
    """What pages ask of printing; tests answer for it. Called off the UI thread."""

    def available(self) -> Sequence[PrinterChoice]:
        """Return the printers, the usual one first; raise NoPrinterError where there is none."""
        ...

    def print_pdf(self, printer: str, title: str, pdf: bytes) -> None:
        """Print, or raise TroubleError. `title` is seen in queues: a reference, never a name."""
        ...


class SystemPrinters:
    """The printers that the operating system knows."""

    def available(self) -> Sequence[PrinterChoice]:
        usual = QPrinterInfo.defaultPrinterName()
        found = [
            PrinterChoice(info.printerName(), is_remote=info.isRemote())
            for info in QPrinterInfo.availablePrinters()
        ]
        if not found:
            raise NoPrinterError
        return sorted(found, key=lambda choice: (choice.name != usual, choice.name.casefold()))

    def print_pdf(self, printer: str, title: str, pdf: bytes) -> None:
        info = QPrinterInfo.printerInfo(printer)
        if info.isNull():
            raise NoPrinterError(printer=printer)
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setDocName(title)
        paint_on(device, pdf)


def paint_on(device: QPrinter, pdf: bytes) -> None:
    """Paint every page at 300 dpi, paper edge on paper edge."""
    device.setResolution(DOTS_PER_INCH)
    device.setFullPage(True)
    with open_pdf(pdf) as opened:
        _take_paper(device, opened.page_size(0))
        painter = QPainter()
        if not painter.begin(device):
            raise PrinterFailedError(printer=device.printerName())
        try:
            _paint_all(painter, device, opened)
        finally:
            painter.end()
    if device.printerState() in {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}:
        raise PrinterFailedError(printer=device.printerName())


def _paint_all(painter: QPainter, device: QPrinter, opened: OpenPdf) -> None:
    for page in range(opened.page_count()):
        if page > 0:
            _take_paper(device, opened.page_size(page))
            if not device.newPage():
                raise PrinterFailedError(printer=device.printerName(), page=page + 1)
        pixels = _device_pixels(opened.page_size(page))
        painter.drawImage(QRect(QPoint(0, 0), pixels), opened.paint_page(page, pixels))


def _take_paper(device: QPrinter, points: QSizeF) -> None:
    paper = QPageSize(
        points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch
    )
    is_wide = points.width() > points.height()
    orientation = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(paper, orientation, QMarginsF()))
    device.setFullPage(True)


def _device_pixels(points: QSizeF) -> QSize:
    scale = DOTS_PER_INCH / POINTS_PER_INCH
    return QSize(round(points.width() * scale), round(points.height() * scale))
