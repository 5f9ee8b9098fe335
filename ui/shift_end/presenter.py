"""Carries the wishes of the shift end page to the services. Only a receipt means "sent"."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.screen import Screen
from desktop.errors import ExpectedError, NotFoundError
from desktop.services.everything import Services
from desktop.services.sync_values import Receipt
from desktop.wording.clinical import name_family_first
from desktop.wording.errors import sentence
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.places import ScreenPlace
from ui.printing.chooser import ChoosesFile
from ui.printing.chosen_file import write_whole
from ui.printing.printer import Printers
from ui.shift_end.view import ShiftEndView
from ui.shift_end.words import (
    ShiftEnd,
    failed_line,
    handed_over_line,
    left_line,
    stopped_line,
)


class ShiftEndPresenter(QObject):
    def __init__(
        self,
        view: ShiftEndView,
        context: PageContext,
        *,
        printers: Printers,
        choose_file: ChoosesFile,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._context = context
        self._printers = printers
        self._choose_file = choose_file
        self._end: ShiftEnd | None = None
        self._round = context.hand_round
        self._listen()
        view.send.clicked.connect(self.send)
        view.stop_asked.connect(self.stop)
        view.open_asked.connect(self._open_screen)
        view.leave_asked.connect(self._leave_unfinished)
        view.hand_over.given.connect(self._hand_over)
        view.place_asked.connect(context.go)
        view.bad.try_asked.connect(self.send)
        view.print_receipt.clicked.connect(self._print_receipt)
        view.save_receipt.clicked.connect(self._save_receipt)

    def refresh(self) -> None:
        """Show what waits now. While a round runs its progress stays in front."""
        self._load(partial(self._show, is_new=False))

    def send(self) -> None:
        self._round.send()

    def stop(self) -> None:
        """Ask the round to end after its step: what went across is kept, the rest waits here."""
        if self._round.is_under_way():
            self._round.stop()
            self._view.show_stopping()

    def _listen(self) -> None:
        """Hear of the round whoever began it: it may have been going on when the page opened."""
        self._round.began.connect(self._on_began)
        self._round.progressed.connect(self._on_progress)
        self._round.arrived.connect(self._on_receipt)
        self._round.failed.connect(self._on_failed)
        self._round.stopped.connect(self._on_stopped)
        if self._round.is_under_way():
            self._view.show_sending()
            self._on_progress(self._round.done, self._round.total)
            if self._round.is_stopping():
                self._view.show_stopping()

    def _on_began(self) -> None:
        self._view.show_sending()

    def _load(self, then: Callable[[ShiftEnd], None]) -> None:
        work = partial(_shift_end, self._context.services)
        self._context.tasks.run(self, work, done=then, failed=self._explain)

    def _show(self, end: ShiftEnd, *, is_new: bool) -> None:
        self._end = end
        self._view.show_end(end)
        if not self._round.is_under_way():
            self._view.show_receipt(end, is_new=is_new)
            self._view.show_idle(may_send=end.state.is_enrolled)
            if not end.state.is_enrolled:
                self._view.show_message(sentence("error.not_enrolled"), "note")

    def _on_progress(self, done: int, total: int) -> None:
        self._view.show_progress(done, total, self._round.seconds())

    def _on_receipt(self, receipt: Receipt) -> None:
        self._load(partial(self._show_new_receipt, receipt))

    def _show_new_receipt(self, receipt: Receipt, end: ShiftEnd) -> None:
        self._show(replace(end, receipt=receipt), is_new=True)
        self._view.receipt.say()

    def _on_failed(self, error: ExpectedError) -> None:
        self._load(lambda end: self._show_end_of_round(end, self._why(error, end)))

    def _on_stopped(self) -> None:
        self._load(lambda end: self._show_end_of_round(end, stopped_line(end.state.waiting)))

    def _show_end_of_round(self, end: ShiftEnd, words: str) -> None:
        self._show(end, is_new=False)
        self._view.show_message(words, "danger" if end.state.waiting else "note")

    def _why(self, error: ExpectedError, end: ShiftEnd) -> str:
        return failed_line(self._context.say(error), end.state.waiting)

    def _open_screen(self, screen_id: ScreenId) -> None:
        self._context.go(ScreenPlace(screen_id))

    def _leave_unfinished(self, screen_id: ScreenId) -> None:
        work = partial(self._context.services.leave_unfinished, screen_id)
        self._change(work, left_line)

    def _hand_over(self, screen_id: ScreenId, to: str, note: str) -> None:
        work = partial(self._context.services.hand_over_screen, screen_id, to, note)
        self._change(work, handed_over_line)

    def _change(self, work: Callable[[], Screen], words: Callable[[Screen], str]) -> None:
        self._context.tasks.run(
            self, work, done=lambda screen: self._changed(screen, words), failed=self._explain
        )

    def _changed(self, screen: Screen, words: Callable[[Screen], str]) -> None:
        self._view.hand_over.close_panel()
        self._context.announcer.happened.emit(screen)
        self._load(partial(self._show_changed, words(screen)))

    def _show_changed(self, words: str, end: ShiftEnd) -> None:
        self._show(end, is_new=False)
        self._view.show_message(words, "done")
        self._view.focus_drafts()

    def _print_receipt(self) -> None:
        receipt = self._receipt()
        if receipt is not None:
            work = partial(self._print, receipt)
            self._context.errands.run(self, work, done=self._printed, failed=self._explain)

    def _print(self, receipt: Receipt) -> str:
        printer = self._printers.available()[0].name
        pdf = self._context.services.print_receipt(receipt)
        self._printers.print_pdf(printer, receipt.number, pdf)
        return printer

    def _printed(self, printer: str) -> None:
        words = _("The receipt was sent to the printer {name}.", name=printer)
        self._view.show_message(words, "done")

    def _save_receipt(self) -> None:
        receipt = self._receipt()
        if receipt is None:
            return

        def save(path: Path) -> None:
            work = partial(self._write, receipt, path)
            self._context.errands.run(self, work, done=self._saved, failed=self._explain)

        self._choose_file(self._view, f"receipt-{_safe(receipt.number)}.pdf", save)

    def _write(self, receipt: Receipt, path: Path) -> Path:
        write_whole(path, self._context.services.print_receipt(receipt))
        return path

    def _saved(self, path: Path) -> None:
        self._view.show_message(_("The receipt is saved as {name}.", name=path.name), "done")

    def _receipt(self) -> Receipt | None:
        return self._end.receipt if self._end is not None else None

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_message(self._context.say(error), "danger")


def _shift_end(services: Services) -> ShiftEnd:
    leaves, conflicts = services.what_leaves(), services.open_conflicts()
    about = {screen.person_id for screen in leaves.drafts}
    about |= {left.screen.person_id for left in leaves.colleagues}
    about |= {one.person_id for one in conflicts if one.person_id is not None}
    return ShiftEnd(
        leaves,
        services.sync_state(),
        services.last_receipt(),
        {person_id: _name(services, person_id) for person_id in about},
        conflicts,
        services.bad_entries(),
    )


def _name(services: Services, person_id: PersonId) -> str:
    try:
        person = services.open_person(person_id).person
    except NotFoundError:
        return ""
    return name_family_first(person.family_name, person.given_name, person.title)


def _safe(number: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in number)
