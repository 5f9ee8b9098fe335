"""Carries the wishes of the report page to the services and their answers back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from desktop.domain.court_report import CopyRoute, CourtReport, ReportStatus
from desktop.domain.identity import CourtReportId
from desktop.errors import ExpectedError
from desktop.wording.words import text as _
from ui.court_report.autosave import Autosave
from ui.court_report.giving import Given, GivesOut, Wish, file_name
from ui.court_report.kept_text import take_back
from ui.court_report.opened import OpenedReport, check_again, open_report
from ui.court_report.preview_presenter import PreviewPresenter
from ui.court_report.typed_text import Heading
from ui.court_report.view import ReportView
from ui.court_report.words import saved_line
from ui.page import PageContext
from ui.places import CourtReportPlace
from ui.printing.chooser import ChoosesFile
from ui.printing.printer import Printers

_TICK_MS = 20_000


class ReportPresenter(QObject):
    def __init__(
        self,
        view: ReportView,
        context: PageContext,
        report_id: CourtReportId,
        *,
        printers: Printers,
        choose_file: ChoosesFile,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._context = context
        self._report_id = report_id
        self._choose_file = choose_file
        self._autosave: Autosave | None = None
        self._preview = PreviewPresenter(view.preview, context, report_id, self)
        self._gives_out = GivesOut(context, printers, self)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(view.tick)
        self._connect()

    def begin(self) -> None:
        self._clock.start()
        if self._autosave is not None:
            # This page held on to everything typed here: what was kept for another is not newer.
            take_back(self._context.announcer, self._report_id)
        self.refresh()
        self._preview.refresh()

    def refresh(self) -> None:
        work = partial(open_report, self._context.services, self._report_id)
        self._context.tasks.run(self, work, done=self._show, failed=self._explain)

    def leave(self) -> None:
        self._clock.stop()
        if self._autosave is not None:
            self._autosave.save_and_go()

    def _connect(self) -> None:
        view, gives_out = self._view, self._gives_out
        view.sections.typed.connect(self._on_section_typed)
        view.sections.left.connect(self._save)
        view.header.typed.connect(self._on_heading_typed)
        view.header.left.connect(self._save)
        view.sign.clicked.connect(self._ask_to_sign)
        view.sign_confirmed.connect(self._sign)
        view.give_asked.connect(self._ask_to_give)
        view.give_panel.confirmed.connect(self._give)
        view.amend_asked.connect(self._amend)
        view.newer_asked.connect(self._go_to_newer)
        gives_out.printers_found.connect(view.give_panel.show_printers)
        gives_out.given.connect(self._show_given)
        gives_out.refused.connect(self._explain_refusal)

    def _show(self, opened: OpenedReport) -> None:
        if self._autosave is None:
            self._autosave = self._new_autosave(opened.report)
        self._autosave.note(opened.report)
        typed = self._autosave.typed
        is_typed = typed.has_unsaved_heading()
        if opened.report.status is ReportStatus.DRAFT and not is_typed:
            typed.heading = Heading(opened.report.court, opened.report.hearing_at)
        self._view.show_opened(opened, typed.unsaved_sections(), is_typed=is_typed)
        if is_typed:
            self._view.header.show_heading(typed.heading)
        if opened.report.standing.conflicts:
            self._view.frame.notice.show_text(_two_wrote())

    def _new_autosave(self, report: CourtReport) -> Autosave:
        autosave = Autosave(self._context, report, self)
        autosave.saved.connect(self._on_saved)
        autosave.failed.connect(self._explain_not_saved)
        kept = take_back(self._context.announcer, report.id)
        if kept is not None and report.status is ReportStatus.DRAFT:
            autosave.take_up(kept)
            words = _("What you typed here earlier was not saved then. It is here again.")
            self._view.frame.notice.show_text(words)
        return autosave

    def _on_section_typed(self, key: str, text: str) -> None:
        if self._autosave is not None:
            self._autosave.type_section(key, text)

    def _on_heading_typed(self, heading: Heading) -> None:
        if self._autosave is not None:
            self._autosave.type_heading(heading)

    def _save(self) -> None:
        if self._autosave is not None:
            self._autosave.save()

    def save_and_say(self) -> None:
        self._save()
        if self._autosave is not None and not self._autosave.typed.is_unsaved():
            self._view.frame.notice.show_text(_("Everything is saved on this computer."), "done")

    def _on_saved(self, report: CourtReport) -> None:
        self._view.show_saved(saved_line(self._context.services.now()))
        self._context.announcer.happened.emit(report)
        self._view.frame.notice.clear()
        self._check_again()
        self._preview.refresh_soon()

    def _check_again(self) -> None:
        """Ask only for what a saved sentence can change: the report and its checks."""
        opened = self._view.opened()
        if opened is not None:
            work = partial(check_again, self._context.services, opened)
            self._context.tasks.run(self, work, done=self._show, failed=self._explain)

    def _ask_to_sign(self) -> None:
        self._save()
        self._view.ask_to_sign(self._context.services.session.practitioner)

    def _sign(self) -> None:
        if self._autosave is None:
            return
        # Pressed twice, it would be signed once and the second press explained as a problem.
        self._view.sign_panel.confirm.setEnabled(False)
        self._autosave.save_then(
            partial(self._context.services.sign_court_report, self._report_id),
            done=self._show_signed,
            failed=self._explain_refusal,
        )

    def _show_signed(self, report: CourtReport) -> None:
        self._view.close_panel()
        words = _(
            "{reference} version {version} is signed.",
            reference=report.reference,
            version=report.version,
        )
        self._view.frame.notice.show_text(words, "done")
        self._context.announcer.happened.emit(report)
        self.refresh()
        self._preview.refresh()

    def _ask_to_give(self, route: CopyRoute) -> None:
        self._view.frame.notice.clear()
        self._view.ask_to_give(route)
        if route is CopyRoute.PRINTED:
            self._gives_out.find_printers()

    def _give(self, route: CopyRoute, given_to: str, printer: str, password: str) -> None:
        opened = self._view.opened()
        if opened is None:
            return
        report = opened.report
        wish = partial(Wish, route=route, given_to=given_to, password=password or None)
        if route is CopyRoute.PRINTED:
            self._start(report, wish(target=printer))
        else:
            self._choose_file(
                self._view, file_name(report), lambda path: self._start(report, wish(target=path))
            )

    def _start(self, report: CourtReport, wish: Wish) -> None:
        self._view.give_panel.confirm.setEnabled(False)
        self._gives_out.give(report, wish)

    def _show_given(self, given: Given) -> None:
        self._view.close_panel()
        if given.trouble is None:
            self._view.frame.notice.show_text(_arrived(given.wish), "done")
        else:
            why = self._context.say(given.trouble)
            self._view.frame.notice.show_text(_did_not_arrive(why), "danger")
        self._context.announcer.happened.emit(given.issued.copy)
        self.refresh()

    def _amend(self) -> None:
        work = partial(self._context.services.amend_court_report, self._report_id)
        self._context.tasks.run(self, work, done=self._go_to_new_version, failed=self._explain)

    def _go_to_new_version(self, report: CourtReport) -> None:
        self._context.announcer.happened.emit(report)
        self._context.go(CourtReportPlace(report.id))

    def _go_to_newer(self) -> None:
        opened = self._view.opened()
        newer = opened.newer() if opened is not None else None
        if newer is not None:
            self._context.go(CourtReportPlace(newer))

    def _explain(self, error: ExpectedError) -> None:
        self._view.frame.notice.show_text(self._context.say(error), "danger")

    def _explain_refusal(self, error: ExpectedError) -> None:
        """Nothing was signed or issued: the page is as it was, ready for another try."""
        self._view.close_panel()
        self._explain(error)

    def _explain_not_saved(self, error: ExpectedError) -> None:
        why = self._context.say(error)
        words = _(
            "Not saved: what you typed is still here. {why} Press Ctrl+S to try again.", why=why
        )
        self._view.show_saved(_("Not saved"))
        self._view.frame.notice.show_text(words, "danger")


def _arrived(wish: Wish) -> str:
    if isinstance(wish.target, Path):
        return _("Saved as {name}.", name=wish.target.name)
    return _("Sent to the printer {name}.", name=wish.target)


def _did_not_arrive(why: str) -> str:
    return _(
        "{why} The report is safe here. The copy is listed below because it may have left: "
        "if nothing came out, make another.",
        why=why,
    )


def _two_wrote() -> str:
    return _(
        "Two colleagues wrote in this report while neither computer could see the other. "
        "Read every section before you sign: what you write now replaces both."
    )
