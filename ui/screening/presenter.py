"""Carries answers from the page to the services, and says back what became of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.errors import ExpectedError, TroubleError
from desktop.forms import Change
from desktop.services.longer_forms import instruments_in
from desktop.services.values import OpenScreen, PersonFile
from desktop.wording.clinical import in_uk_time
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.screening.answer_saver import AnswerSaver, Saving
from ui.screening.answering import Answering
from ui.screening.being_written import being_written_words
from ui.screening.problem_lines import dropped_words, problem_lines, trouble_words
from ui.screening.question import QuestionShown
from ui.screening.screen_in_hand import ScreenInHand
from ui.screening.view import ScreenView
from ui.screening.words import saved_words, standing_words

_MAP_MS = 40


class ScreenPresenter(QObject):
    def __init__(
        self, context: PageContext, view: ScreenView, screen_id: ScreenId, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = context.services
        self._view = view
        self._screen_id = screen_id
        self._hand: ScreenInHand | None = None
        self._section = ""
        self._wanted = ""
        self._told_error = ""
        self._told_trouble: set[tuple[str, str]] = set()
        self._map_soon = QTimer(self)
        self._map_soon.setSingleShot(True)
        self._map_soon.setInterval(_MAP_MS)
        self._map_soon.timeout.connect(self._show_whole_map)
        self.saver = AnswerSaver(
            context.tasks, self._services.answer_question, screen_id, self._services.now, self
        )
        self.saver.changed.connect(self._show_saving)
        self._answering = Answering(context, view, self.saver, lambda: self._hand, self)
        self._listen()

    # Opening

    def begin(self) -> None:
        """Open the screen, or open it again: what was typed here stands over what comes back."""
        self._view.flush()
        self._context.tasks.run(
            self,
            partial(self._services.open_screen, self._screen_id),
            done=self._opened,
            failed=self._explain,
        )

    def leave(self) -> None:
        self._view.flush()
        self.saver.try_again()

    def _opened(self, opened: OpenScreen) -> None:
        steps = self._hand.steps if self._hand is not None else ()
        now, unsaved = self._services.now(), self.saver.unsaved()
        refused = self._hand.refused if self._hand is not None else ()
        hand = ScreenInHand(opened, now, unsaved=unsaved, steps=steps, refused=refused)
        is_first = self._hand is None or self._hand.is_read_only != hand.is_read_only
        self._hand = hand
        self._view.asks.tools_here = instruments_in(hand.questionnaire)
        self._show_header(hand)
        if is_first:
            self._show_section(self._section or hand.first_section(), is_resumed=True)
            self._tell_who_writes(opened)
            self._ask_person(hand.screen)
        else:
            self._refresh(hand)
        self._answering.take_begun(hand.begun())
        if self._wanted:
            self.go_to_question(self._wanted)

    def go_to_question(self, key: str) -> None:
        """Go to the question another page asked for, as soon as the screen is open."""
        self._wanted = "" if self._hand is not None else key
        self._go_to_place(key)

    def _ask_person(self, screen: Screen) -> None:
        self._context.tasks.run(
            self,
            partial(self._services.open_person, screen.person_id),
            done=self._show_person,
            failed=self._explain,
        )

    def _show_person(self, file: PersonFile) -> None:
        assert self._hand is not None
        stay = self._hand.screen.detention_id
        detention = next((one for one in file.detentions if one.id == stay), None)
        self._view.banner.show_person(file.person, detention, self._services.now())
        self._view.banner.show()

    def _tell_who_writes(self, opened: OpenScreen) -> None:
        """Say who handed it over, and that a colleague has typed what only they can file."""
        screen, said = opened.screen, []
        if screen.status is ScreenStatus.HANDED_OVER:
            words = _("Handed over to {who}.", who=screen.handed_over_to or _("the next shift"))
            said += [words, screen.handover_note]
        said.append(being_written_words(opened.being_written, self._services.now()))
        if any(said):
            self._view.notice.show_text(" ".join(one for one in said if one))

    def _show_header(self, hand: ScreenInHand) -> None:
        today = in_uk_time(self._services.now()).date()
        me = self._services.session.practitioner.id
        self._view.show_header(
            hand.screen.title,
            standing_words(hand, me, today),
            is_read_only=hand.is_read_only,
        )

    # Answers

    def _changed(self, change: Change, has_moved_rows: bool) -> None:  # noqa: FBT001 -- a signal
        """Show what an answer caused, and nothing else."""
        hand = self._hand
        if hand is None:
            return
        if has_moved_rows:
            self._view.show_questions(hand.questions(self._section))
        else:
            self._view.show_changed(hand.changed(self._section, change))
        self._map_soon.start()  # The answer is painted first; the map may come a moment later.

    # Sections

    def _refresh(self, hand: ScreenInHand) -> None:
        self._view.show_questions(hand.questions(self._section))
        self._show_map(hand)

    def _show_map_now(self) -> None:
        """Bring the map up to date before something is decided by it."""
        if self._map_soon.isActive():
            self._show_whole_map()

    def _show_whole_map(self) -> None:
        if self._hand is not None:
            self._show_map(self._hand)

    def _show_list(self, hand: ScreenInHand) -> bool:
        """Show all sections; return whether the one in sight is the last."""
        entries = hand.sections()
        self._view.show_sections(entries, self._section)
        is_last = bool(entries) and entries[-1].link_id == self._section
        self._view.show_end(is_last=is_last, is_read_only=hand.is_read_only)
        return is_last

    def _show_map(self, hand: ScreenInHand) -> None:
        self._map_soon.stop()
        if self._show_list(hand) and not hand.is_read_only:
            entries = hand.sections()
            lines = problem_lines(hand, hand.all_problems(), entries)
            self._view.end.show_lines(lines, dropped_words(hand))
        if self._view.tells_problems():
            self._view.keep_problems(problem_lines(hand, hand.problems_in(self._section)))
        self._tell_form_trouble(hand)

    def _tell_form_trouble(self, hand: ScreenInHand) -> None:
        """Say once what the form could not work out; it is not for whoever answers to mend."""
        new = [one for one in hand.warnings() if (one.link_id, one.rule) not in self._told_trouble]
        if new:
            self._told_trouble.update((one.link_id, one.rule) for one in new)
            self._view.messages.show_form_note(trouble_words(hand, new))

    def _show_section(self, section: str, *, is_resumed: bool = False) -> None:
        assert self._hand is not None
        self._section = section
        self._hand.look_again()
        self._show_list(self._hand)
        self._map_soon.start()  # What is still missing stands below what is seen first.
        entry = next((e for e in self._hand.sections() if e.link_id == section), None)
        if entry is not None:
            questions, is_read_only = self._hand.questions(section), self._hand.is_read_only
            at = _where_left(questions.shown) if is_resumed and not is_read_only else ""
            self._view.show_section(entry, questions, is_read_only=is_read_only, at=at or "")
            if at is None:
                self._view.focus_end()

    def _go_to(self, section: str) -> None:
        """Leave this section for another: it is journalled, however far it came."""
        if self._hand is None or section == self._section:
            return
        self._view.flush()
        self.saver.try_again()
        if not self._hand.is_read_only:
            self._context.tasks.run(
                self,
                partial(self._services.leave_section, self._screen_id, self._section, section),
                done=self._left,
                failed=self._explain,
            )
        self._show_section(section)

    def _left(self, screen: Screen) -> None:
        if self._hand is not None:
            self._hand.take_screen(screen)
            self._map_soon.start()  # The section that was left is done now.
        self._context.announcer.happened.emit(screen)

    def _step(self, step: int) -> None:
        target = self._hand.neighbour(self._section, step) if self._hand is not None else None
        if target is not None:
            self._go_to(target)

    def _next(self) -> None:
        if self._hand is None:
            return
        self._view.flush()
        problems = () if self._hand.is_read_only else self._hand.problems_in(self._section)
        lines = problem_lines(self._hand, problems)
        if any(not line.is_warning for line in lines):
            self._view.show_problems(lines)
            return
        self._step(1)
        if lines:  # They do not stop anybody, and are not lost in passing either.
            said = " ".join(f"{line.words.rstrip('.')}." for line in lines)
            self._view.notice.show_text(
                _("Worth checking in the section before: {what}", what=said)
            )

    def _go_to_place(self, key: str) -> None:
        if self._hand is not None:
            self._go_to(self._hand.section_of(key))
            self._view.focus_question(key)

    # Telling

    def _show_saving(self, saving: Saving) -> None:
        is_safe = not saving.waiting
        words = saved_words(saving.saved_at) if is_safe else _("not saved yet")
        is_refused = saving.error is not None
        self._view.saving.show_saving(words, is_safe=is_safe, is_refused=is_refused)
        if saving.error is not None:
            self._tell_not_saved(saving.error)
        elif self._told_error and is_safe:
            self._told_error = ""
            self._view.notice.show_text(_("Everything you typed is now saved."), "done")

    def _tell_not_saved(self, error: ExpectedError) -> None:
        if self._told_error == error.message_key:
            return  # Said already; it stays until the answer is saved.
        self._told_error = error.message_key
        kept = _("Your last answer is not saved yet, and is still here.")
        again = _("The program tries again every 5 seconds.")
        parts = [self._context.say(error), kept]
        if isinstance(error, TroubleError):
            parts.append(again)
        self._view.notice.show_text(" ".join(parts), "danger")

    def _explain(self, error: ExpectedError) -> None:
        self._view.show()
        self._view.notice.show_text(self._context.say(error), "danger")

    def _listen(self) -> None:
        view = self._view
        view.section_asked.connect(self._go_to)
        view.step_asked.connect(self._step)
        view.next_asked.connect(self._next)
        view.finish_asked.connect(self._show_map_now)
        view.go_on_asked.connect(lambda: self._step(1))
        view.place_asked.connect(self._go_to_place)
        self._answering.changed.connect(self._changed)
        self._answering.section_wanted.connect(self._go_to)


def _where_left(questions: Sequence[QuestionShown]) -> str | None:
    """Return the row to go on from, "" at the beginning, None where everything is answered."""
    asked = [one for one in questions if one.is_shown and one.is_asked]
    open_ones = [one.row for one in asked if not one.answer.is_given()]
    if not open_ones:
        return None if asked else ""
    return open_ones[0] if len(open_ones) < len(asked) else ""
