"""A screen as answered, or a form left blank, before it goes to paper."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.page import Page, PageContext
from ui.places import BlankFormPlace, ScreenPaperPlace
from ui.printing.chooser import ChoosesFile, ask_where_to_save
from ui.printing.printer import Printers, SystemPrinters
from ui.screening.paper.presenter import PaperPresenter
from ui.screening.paper.view import PaperView


class PaperPage(Page):
    def __init__(
        self,
        context: PageContext,
        place: ScreenPaperPlace | BlankFormPlace,
        *,
        printers: Printers | None = None,
        choose_file: ChoosesFile = ask_where_to_save,
    ) -> None:
        super().__init__(context)
        services = context.services
        if isinstance(place, ScreenPaperPlace):
            self.heading = _("Print this screen")
            make = partial(services.print_screen, place.screen_id)
            job = _("Screen {number}", number=str(place.screen_id)[-8:])
        else:
            self.heading = _("Print blank form")
            make = partial(services.print_blank_form, place.canonical, place.person_id)
            job = _("Blank form")
        self.view = PaperView(self.heading)
        self.presenter = PaperPresenter(
            context,
            self.view,
            make,
            job=job,
            file_name=f"{job.lower().replace(' ', '-')}.pdf",
            printers=printers or SystemPrinters(),
            choose_file=choose_file,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.presenter.begin()

    def focus_first(self) -> None:
        self.view.preview.tab_stops()[-1].setFocus()

    def print_page(self) -> None:
        self.view.print.click()
