"""Adding a published form: looked at first, and put to use only when somebody says so."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.import_form.file_chooser import ChoosesForm, ask_which_form
from ui.import_form.presenter import ImportFormPresenter
from ui.import_form.view import ImportFormView
from ui.page import Page, PageContext
from ui.places import ImportFormPlace


class ImportFormPage(Page):
    def __init__(
        self,
        context: PageContext,
        _place: ImportFormPlace,
        *,
        choose_form: ChoosesForm = ask_which_form,
    ) -> None:
        super().__init__(context)
        self.heading = _("Add a form")
        self.view = ImportFormView()
        self.presenter = ImportFormPresenter(context, self.view, choose_form, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.presenter.begin()
