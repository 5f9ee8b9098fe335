"""A form on its way to paper: seen first, then printed or saved, under no one's name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import TroubleError
from desktop.reports.blank_form import blank_form_pdf
from desktop.services.form_papers import BlankPaper
from tests.builders.moments import NOW
from tests.builders.people import KELLY
from tests.unit.ui.screening.check.desk import CheckDesk, a_checked_form, context_of, show
from ui.places import BlankFormPlace, ScreenPaperPlace
from ui.printing.printer import PrinterChoice
from ui.printing.trouble import NoPrinterError, PrinterFailedError
from ui.screening.paper.page import PaperPage


class PrintersInMemory:
    def __init__(self, *names: str, trouble: TroubleError | None = None) -> None:
        self.names = names
        self.trouble = trouble
        self.printed: list[tuple[str, str, bytes]] = []

    def available(self) -> Sequence[PrinterChoice]:
        if not self.names:
            raise NoPrinterError
        return [PrinterChoice(name) for name in self.names]

    def print_pdf(self, printer: str, title: str, pdf: bytes) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.printed.append((printer, title, pdf))


def a_pdf() -> bytes:
    paper = BlankPaper(questionnaire=a_checked_form())
    return blank_form_pdf(paper, service="Essex", printed_by="J. Okafor", printed_at=NOW)


def open_paper(
    qtbot: QtBot,
    printers: PrintersInMemory,
    *,
    blank: bool = False,
    path: Path | None = None,
    **overrides: Any,
) -> PaperPage:
    desk = CheckDesk()

    def choose(_owner: QWidget, _suggested: str, chosen: Callable[[Path], None]) -> None:
        assert path is not None
        chosen(path)

    pdf = a_pdf()
    made = {"print_screen": lambda _id: pdf, "print_blank_form": lambda _form, _person: pdf}
    context = context_of(desk, **{**made, **overrides})
    place = BlankFormPlace("form", KELLY) if blank else ScreenPaperPlace(desk.screen.id)
    page = PaperPage(context, place, printers=printers, choose_file=choose)
    show(qtbot, desk, page)
    return page


def test_the_pages_are_shown_before_anything_is_printed(qtbot: QtBot) -> None:
    printers = PrintersInMemory("Office")

    page = open_paper(qtbot, printers)

    assert page.view.preview.paper.page_count() > 0
    assert printers.printed == []
    assert page.view.print.isEnabled()


def test_it_goes_to_the_chosen_printer_and_the_job_names_nobody(qtbot: QtBot) -> None:
    printers = PrintersInMemory("Office", "Custody desk")
    page = open_paper(qtbot, printers)
    page.view.printer.setCurrentText("Custody desk")

    page.print_page()

    (printer, job, pdf) = printers.printed[0]
    assert printer == "Custody desk"
    assert "Kelly" not in job
    assert "MARSH" not in job.upper()
    assert pdf.startswith(b"%PDF")
    assert page.view.notice.text() == "Sent to the printer Custody desk."


def test_without_a_printer_it_can_still_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_paper(qtbot, PrintersInMemory(), path=tmp_path / "form.pdf")

    page.view.save.click()

    assert not page.view.print.isEnabled()
    assert (tmp_path / "form.pdf").read_bytes() == a_pdf()
    assert page.view.notice.text() == "Saved as form.pdf."


def test_a_printer_that_fails_is_told_and_the_page_stays(qtbot: QtBot) -> None:
    page = open_paper(qtbot, PrintersInMemory("Office", trouble=PrinterFailedError()))

    page.print_page()

    assert page.view.notice.text()
    assert "Sent" not in page.view.notice.text()
    assert page.view.print.isEnabled()


def test_a_blank_form_is_asked_for_the_person_named(qtbot: QtBot) -> None:
    asked: list[Any] = []
    pdf = a_pdf()

    def make(canonical: str, person_id: Any) -> bytes:
        asked.append((canonical, person_id))
        return pdf

    page = open_paper(qtbot, PrintersInMemory("Office"), blank=True, print_blank_form=make)

    assert asked == [("form", KELLY)]
    assert page.heading == "Print blank form"
