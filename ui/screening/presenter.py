"""Carries answers from the page to the services, and says back what became of them."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Absent, Answer, Screen, ScreenStatus, Value
from desktop.errors import ExpectedError, TroubleError
from desktop.services.values import OpenScreen, PersonFile
from desktop.wording.clinical import in_uk_time
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.screening.answer_saver import AnswerSaver, Saving
from ui.screening.problem_lines import problem_lines
from ui.screening.question import NO_ANSWER
from ui.screening.screen_in_hand import ScreenInHand
from ui.screening.view import ScreenView
from ui.screening.words import known_source, saved_words, standing_words


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
        self._told_error = ""
        self.saver = AnswerSaver(
            context.tasks, self._services.answer_question, screen_id, self._services.now, self
        )
        self.saver.changed.connect(self._show_saving)
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
        hand = ScreenInHand(opened)
        steps = self._hand.steps if self._hand is not None else ()
        hand.go_on_from(steps, self.saver.unsaved())
        is_first = self._hand is None or self._hand.is_read_only != hand.is_read_only
        self._hand = hand
        self._show_header(hand)
        if is_first:
            self._show_section(self._section or hand.first_section())
            self._tell_handover(hand.screen)
            self._ask_person(hand.screen)
        else:
            self._refresh(hand)

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

    def _tell_handover(self, screen: Screen) -> None:
        if screen.status is ScreenStatus.HANDED_OVER:
            words = _("Handed over to {who}.", who=screen.handed_over_to or _("the next shift"))
            self._view.notice.show_text(f"{words} {screen.handover_note}".strip())

    def _show_header(self, hand: ScreenInHand) -> None:
        today = in_uk_time(self._services.now()).date()
        me = self._services.session.practitioner.id
        self._view.show_header(
            hand.screen.title,
            standing_words(hand, me, today),
            is_read_only=hand.is_read_only,
        )

    # Answering

    def _give(self, link_id: str, values: tuple[Value, ...]) -> None:
        self._put(link_id, self._answer(values=values) if values else NO_ANSWER)

    def _say_absent(self, link_id: str, absent: Absent) -> None:
        self._put(link_id, self._answer(absent=absent))

    def _confirm(self, link_id: str) -> None:
        if self._hand is None or link_id not in self._hand.known:
            return
        known = self._hand.known[link_id]
        self._put(
            link_id,
            self._answer(
                values=known.answer.values, absent=known.answer.absent, source=known_source(known)
            ),
        )
        if self._view.page is not None:
            self._view.page.go_on_from(link_id)

    def _change(self, link_id: str) -> None:
        if self._hand is not None:
            self._hand.drop_offer(link_id)
            self._refresh(self._hand)
            self._view.focus_question(link_id)

    def _answer(
        self, values: tuple[Value, ...] = (), absent: Absent | None = None, source: str = ""
    ) -> Answer:
        return Answer(
            values=values,
            absent=absent,
            answered_at=self._services.now(),
            answered_by=self._services.session.practitioner.id,
            source=source,
        )

    def _put(self, link_id: str, answer: Answer) -> None:
        if self._hand is None or self._hand.is_read_only:
            return
        self._hand.put(link_id, answer)
        self._answered(self._hand, link_id, answer)

    def _undo(self) -> None:
        self._view.flush()
        step = self._hand.take_back() if self._hand is not None else None
        if step is None or self._hand is None:
            return
        section = self._hand.section_of(step.link_id)
        if section != self._section:
            self._go_to(section)
        self._answered(self._hand, step.link_id, step.before)
        self._view.focus_question(step.link_id)

    def _answered(self, hand: ScreenInHand, link_id: str, answer: Answer) -> None:
        row = self._view.page.row(link_id) if self._view.page is not None else None
        if row is not None:
            row.clear_error()
        self.saver.save(link_id, answer)
        self._refresh(hand)

    # Sections

    def _refresh(self, hand: ScreenInHand) -> None:
        self._view.show_questions(hand.questions(self._section))
        self._show_map(hand)

    def _show_map(self, hand: ScreenInHand) -> None:
        entries = hand.sections()
        self._view.show_sections(entries, self._section)
        is_last = bool(entries) and entries[-1].link_id == self._section
        self._view.show_end(is_last=is_last, is_read_only=hand.is_read_only)
        if is_last and not hand.is_read_only:
            self._view.missing.show_lines(problem_lines(hand, hand.all_problems(), entries))

    def _show_section(self, section: str) -> None:
        assert self._hand is not None
        self._section = section
        self._show_map(self._hand)
        entry = next((e for e in self._hand.sections() if e.link_id == section), None)
        if entry is not None:
            questions = self._hand.questions(section)
            self._view.show_section(entry, questions, is_read_only=self._hand.is_read_only)

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
        if problems:
            self._view.show_problems(problem_lines(self._hand, problems))
        else:
            self._step(1)

    def _go_to_place(self, link_id: str) -> None:
        if self._hand is not None:
            self._go_to(self._hand.section_of(link_id))
            self._view.focus_question(link_id)

    # Telling

    def _show_saving(self, saving: Saving) -> None:
        is_safe = not saving.waiting
        words = saved_words(saving.saved_at) if is_safe else _("not saved yet")
        self._view.show_saving(words, is_safe=is_safe)
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
        self._view.notice.show_text(self._context.say(error), "danger")

    def _listen(self) -> None:
        view = self._view
        view.values_given.connect(self._give)
        view.absent_asked.connect(self._say_absent)
        view.clear_asked.connect(lambda link_id: self._put(link_id, NO_ANSWER))
        view.confirm_asked.connect(self._confirm)
        view.change_asked.connect(self._change)
        view.section_asked.connect(self._go_to)
        view.step_asked.connect(self._step)
        view.next_asked.connect(self._next)
        view.go_on_asked.connect(lambda: self._step(1))
        view.place_asked.connect(self._go_to_place)
        view.undo_asked.connect(self._undo)
