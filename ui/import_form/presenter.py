"""Looks at a chosen form and, when asked, puts exactly those bytes to use."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.domain.screen import Form
from desktop.errors import ExpectedError
from desktop.forms import FormRefusedError
from desktop.wording.words import text as _
from ui.import_form.file_chooser import ChoosesForm
from ui.import_form.form_file import LookedAt, path_typed, question_texts, read_form
from ui.import_form.view import ImportFormView
from ui.page import PageContext
from ui.places import BlankFormPlace


class ImportFormPresenter(QObject):
    def __init__(
        self,
        context: PageContext,
        view: ImportFormView,
        choose_form: ChoosesForm,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = context.services
        self._view = view
        self._looked_at: LookedAt | None = None
        view.choose_asked.connect(lambda: choose_form(view, self._chosen))
        view.look_asked.connect(self._look)
        view.use_asked.connect(self._use)
        view.blank_asked.connect(lambda canonical: context.go(BlankFormPlace(canonical)))

    def begin(self) -> None:
        self._context.tasks.run(
            self,
            self._services.list_forms,
            done=self._view.show_forms,
            failed=lambda error: self._view.forms.show_failed(self._context.say(error)),
        )

    def _chosen(self, path: Path) -> None:
        self._view.show_path(str(path))
        self._look(str(path))

    def _look(self, typed: str) -> None:
        self._looked_at = None
        self._view.clear_problem()
        self._view.forget_inspection()
        if not typed.strip():
            self._view.show_problem(_("Choose a form file, or write where it is"))
            return
        self._context.errands.run(
            self,
            partial(self._read_and_inspect, path_typed(typed)),
            done=self._looked,
            failed=lambda error: self._view.show_problem(self._context.say(error)),
        )

    def _read_and_inspect(self, path: Path) -> LookedAt:
        raw = read_form(path)
        return LookedAt(raw, self._services.inspect_form(raw), question_texts(raw))

    def _looked(self, found: LookedAt) -> None:
        self._looked_at = found
        self._view.show_inspection(found.inspection, found.questions)

    def _use(self) -> None:
        if self._looked_at is None:
            return
        self._context.tasks.run(
            self,
            partial(self._services.import_form, self._looked_at.raw),
            done=self._in_use,
            failed=self._refused,
        )

    def _in_use(self, form: Form) -> None:
        self._looked_at = None
        self._view.forget_inspection()
        self._view.frame.notice.show_text(
            _("“{title}” is in use. It can be chosen when a screen is started.", title=form.title),
            "done",
        )
        self._context.announcer.happened.emit(form)
        self.begin()

    def _refused(self, error: ExpectedError) -> None:
        if isinstance(error, FormRefusedError):
            self._view.show_findings(error.findings)
        self._view.frame.notice.show_text(self._context.say(error), "danger")
