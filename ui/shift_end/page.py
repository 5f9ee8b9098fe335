"""The page at the end of a shift."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.conflict.presenter import ConflictSettled
from ui.page import Page, PageContext, Synced
from ui.places import ShiftEndPlace
from ui.printing.chooser import ChoosesFile, ask_where_to_save
from ui.printing.printer import Printers, SystemPrinters
from ui.shift_end.bundle_file import ask_where_to_save_bundle, ask_which_bundle
from ui.shift_end.file_presenter import FilePresenter
from ui.shift_end.presenter import ShiftEndPresenter
from ui.shift_end.view import ShiftEndView


class ShiftEndPage(Page):
    def __init__(
        self,
        context: PageContext,
        place: ShiftEndPlace,
        *,
        printers: Printers | None = None,
        choose_file: ChoosesFile = ask_where_to_save,
        choose_bundle: ChoosesFile = ask_where_to_save_bundle,
        choose_source: ChoosesFile = ask_which_bundle,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.heading = _("Shift end")
        self._place = place
        self.view = ShiftEndView(context.services.now)
        self.presenter = ShiftEndPresenter(
            self.view,
            context,
            printers=printers or SystemPrinters(),
            choose_file=choose_file,
        )
        self.files = FilePresenter(
            self.view, context, choose_target=choose_bundle, choose_source=choose_source
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.files.begin()
        self.presenter.refresh()

    def leave(self) -> None:
        self.files.leave()

    def print_page(self) -> None:
        self.view.print_by_key()

    def on_fact(self, fact: Any) -> None:
        if isinstance(fact, Synced | ConflictSettled):
            self.presenter.refresh()
