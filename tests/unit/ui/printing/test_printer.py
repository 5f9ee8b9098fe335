"""Painting for real: into a QPrinter whose paper is a PDF file, since no test has a printer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from tests.unit.ui.printing.small_pdf import a_pdf
from ui.printing.pdf_pages import open_pdf, paint_pages
from ui.printing.printer import SystemPrinters, paint_on
from ui.printing.trouble import NoPrinterError, PdfUnreadableError, PrinterFailedError

pytestmark = pytest.mark.usefixtures("qapp")

A4_AT_72_DPI = (595, 842)


def printer_into(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def share_of_ink(image: QImage) -> float:
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    return dark / (image.width() * image.height() / 4)


def test_every_page_reaches_the_paper_in_its_own_size(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"

    paint_on(printer_into(paper), a_pdf("one", "two", "three"))

    with open_pdf(paper.read_bytes()) as printed:
        sizes = [printed.page_size(page).toSize() for page in range(printed.page_count())]
    assert [(size.width(), size.height()) for size in sizes] == [A4_AT_72_DPI] * 3


def test_what_was_black_on_the_page_is_black_on_the_paper_in_the_same_place(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    pdf = a_pdf("Court report", black_corner=True)

    paint_on(printer_into(paper), pdf)

    wanted, printed = (paint_pages(source, 595)[0] for source in (pdf, paper.read_bytes()))
    for image in (wanted, printed):
        assert image.pixelColor(40, 30) == QColor("black")
        assert image.pixelColor(300, 700) == QColor("white")
    assert share_of_ink(printed) == pytest.approx(share_of_ink(wanted), rel=0.1)


def test_an_empty_page_prints_no_ink(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"

    paint_on(printer_into(paper), a_pdf(""))

    assert share_of_ink(paint_pages(paper.read_bytes(), 400)[0]) == 0.0


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_said_and_not_swallowed(tmp_path: Path) -> None:
    nowhere = printer_into(tmp_path / "no such folder" / "paper.pdf")

    with pytest.raises(PrinterFailedError):
        paint_on(nowhere, a_pdf("one"))


def test_bytes_that_are_no_pdf_are_refused_before_anything_is_printed(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"

    with pytest.raises(PdfUnreadableError):
        paint_on(printer_into(paper), b"not a report")
    assert not paper.exists()


def test_without_a_printer_the_person_is_told_so() -> None:
    printers = SystemPrinters()

    if not QPrinterInfo.availablePrinterNames():
        with pytest.raises(NoPrinterError):
            printers.available()
    with pytest.raises(NoPrinterError):
        printers.print_pdf("the printer that was carried away", "CR-1", a_pdf("one"))


def test_pages_are_painted_as_wide_as_asked() -> None:
    images = paint_pages(a_pdf("one", "two"), 800)

    assert [image.size() for image in images] == [QSize(800, 1131)] * 2


@pytest.mark.parametrize("make", [lambda: b"", lambda: a_pdf("one")[:200]])
def test_a_torn_pdf_is_refused_and_not_shown_blank(make: Callable[[], bytes]) -> None:
    with pytest.raises(PdfUnreadableError):
        paint_pages(make(), 300)
