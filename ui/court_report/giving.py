"""Gives a copy of a signed report out: to a printer, or into a file that a person chose.

The copy is logged before it leaves: a copy logged and not made is a nuisance, a copy made and not
logged is a disclosure nobody knows of.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.court_report import CopyRoute, CourtReport
from desktop.errors import ExpectedError
from desktop.services.values import IssuedReport
from ui.page import PageContext
from ui.printing.chosen_file import write_whole
from ui.printing.printer import Printers


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the person asked for. `target` is a printer's name or a file."""

    route: CopyRoute
    given_to: str
    target: str | Path
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """`trouble` is set where the copy was logged and then did not arrive."""

    wish: Wish
    issued: IssuedReport
    trouble: ExpectedError | None = None


class GivesOut(QObject):
    given = Signal(object)  # Given
    refused = Signal(object)  # ExpectedError: nothing was issued
    printers_found = Signal(object)  # Sequence[PrinterChoice]

    def __init__(self, context: PageContext, printers: Printers, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._printers = printers

    def find_printers(self) -> None:
        self._context.errands.run(
            self,
            self._printers.available,
            done=self.printers_found.emit,
            failed=self.refused.emit,
        )

    def give(self, report: CourtReport, wish: Wish) -> None:
        self._context.errands.run(
            self,
            partial(self._issue_and_deliver, report, wish),
            done=self.given.emit,
            failed=self.refused.emit,
        )

    def _issue_and_deliver(self, report: CourtReport, wish: Wish) -> Given:
        issued = self._context.services.issue_court_report(
            report.id, wish.route, wish.given_to, wish.password
        )
        try:
            self._deliver(report, wish, issued.pdf)
        except ExpectedError as trouble:
            return Given(wish=wish, issued=issued, trouble=trouble)
        return Given(wish=wish, issued=issued)

    def _deliver(self, report: CourtReport, wish: Wish, pdf: bytes) -> None:
        if isinstance(wish.target, Path):
            write_whole(wish.target, pdf)
        else:
            self._printers.print_pdf(wish.target, job_title(report), pdf)


def job_title(report: CourtReport) -> str:
    """Return what print queues show: the reference, never the person's name."""
    return f"{report.reference} v{report.version}"


def file_name(report: CourtReport) -> str:
    safe = "".join(letter if letter.isalnum() else "-" for letter in report.reference)
    return f"court-report-{safe}-v{report.version}.pdf"
