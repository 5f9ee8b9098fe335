"""Makes the paper, shows it, and takes it to a printer or a file. Neither is told a name."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from desktop.errors import ExpectedError
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.printing.chooser import ChoosesFile
from ui.printing.chosen_file import write_whole
from ui.printing.pdf_pages import paint_pages
from ui.printing.printer import Printers
from ui.screening.paper.view import PaperView

Painted = tuple[bytes, Sequence[QImage]]


class PaperPresenter(QObject):
    """`make` returns the PDF; `job` is what print queues show, `file_name` what is suggested."""

    def __init__(
        self,
        context: PageContext,
        view: PaperView,
        make: Callable[[], bytes],
        *,
        job: str,
        file_name: str,
        printers: Printers,
        choose_file: ChoosesFile,
    ) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._make = make
        self._job = job
        self._file_name = file_name
        self._printers = printers
        self._choose_file = choose_file
        self._pdf = b""
        view.preview.width_changed.connect(self._paint_again)
        view.print_asked.connect(self._print)
        view.save.clicked.connect(self._save)

    def begin(self) -> None:
        self._view.preview.show_message(_("Making the pages…"))
        # In the order asked: an answer typed a moment ago stands on the paper.
        self._context.tasks.run(self, self._make, done=self._made, failed=self._explain)
        self._context.errands.run(
            self,
            self._printers.available,
            done=self._view.show_printers,
            failed=lambda error: self._view.notice.show_text(self._context.say(error)),
        )

    def _made(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._paint_again()

    def _paint_again(self) -> None:
        if self._pdf:
            width = self._view.preview.wanted_width()
            self._context.errands.run(
                self,
                partial(_painted, self._pdf, width),
                done=self._show,
                failed=self._explain,
            )

    def _show(self, painted: Painted) -> None:
        if painted[0] is self._pdf:
            self._view.show_pages(painted[1])

    def _print(self, printer: str) -> None:
        work = partial(self._printers.print_pdf, printer, self._job, self._pdf)
        said = _("Sent to the printer {name}.", name=printer)
        self._context.errands.run(
            self, work, done=lambda _nothing: self._tell(said), failed=self._explain
        )

    def _save(self) -> None:
        def save(path: Path) -> None:
            said = _("Saved as {name}.", name=path.name)
            self._context.errands.run(
                self,
                partial(write_whole, path, self._pdf),
                done=lambda _nothing: self._tell(said),
                failed=self._explain,
            )

        self._choose_file(self._view, self._file_name, save)

    def _tell(self, words: str) -> None:
        self._view.notice.show_text(words, "done")

    def _explain(self, error: ExpectedError) -> None:
        self._view.notice.show_text(self._context.say(error), "danger")


def _painted(pdf: bytes, width: int) -> Painted:
    return pdf, paint_pages(pdf, width)
