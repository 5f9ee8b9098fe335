"""Carries what a person answers, adds, removes and takes back to the screen and to the saver."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.screen import Absent, Answer, Value
from desktop.errors import ExpectedError
from desktop.forms import Change
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.screening.answer_saver import AnswerSaver
from ui.screening.block_rows import block_words
from ui.screening.question import NO_ANSWER, BlockShown
from ui.screening.screen_in_hand import ScreenInHand
from ui.screening.view import ScreenView
from ui.screening.words import answer_words, known_source

_MOST_SAID = 3


class Answering(QObject):
    """`changed` tells what an answer caused, and whether rows came or went with it."""

    changed = Signal(object, bool)  # Change
    section_wanted = Signal(str)

    def __init__(
        self,
        context: PageContext,
        view: ScreenView,
        saver: AnswerSaver,
        hand: Callable[[], ScreenInHand | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = context.services
        self._view = view
        self._saver = saver
        self._hand_now = hand
        asks = view.asks
        asks.values_given.connect(self.give)
        asks.absent_asked.connect(self._say_absent)
        asks.clear_asked.connect(partial(self.put, answer=NO_ANSWER))
        asks.confirm_asked.connect(self._confirm)
        asks.change_asked.connect(self._change)
        asks.follow_asked.connect(self._follow)
        asks.add_asked.connect(self._add)
        asks.remove_asked.connect(self._remove)
        asks.file_chosen.connect(self._keep_file)
        view.undo_asked.connect(self.undo)

    def _hand(self) -> ScreenInHand | None:
        """Return the screen where it may be changed."""
        hand = self._hand_now()
        return None if hand is None or hand.is_read_only else hand

    def give(self, key: str, values: tuple[Value, ...]) -> None:
        self.put(key, self._answer(values=values) if values else NO_ANSWER)

    def put(self, key: str, answer: Answer) -> None:
        hand = self._hand()
        if hand is None:
            return
        row = self._view.page.shown_row(key) if self._view.page is not None else None
        if row is not None and not self._view.tells_problems():
            row.clear_error()  # What is told at the top stays until it is mended.
        change = hand.put(key, answer)
        self._saver.save(key, hand.answer_to(key))
        self._caused(change, saved=key)

    def take_begun(self, change: Change) -> None:
        """Save what the form gave by itself when it was opened."""
        for key, answer in change.calculated.items():
            self._saver.save(key, answer)

    def undo(self) -> None:
        self._view.flush()
        hand = self._hand()
        undone = hand.take_back() if hand is not None else None
        if undone is None or hand is None:
            return
        self._view.messages.clear_passing()  # What was removed is back.
        self.section_wanted.emit(hand.section_of(undone.key))
        for key, answer in undone.to_save.items():
            self._saver.save(key, answer)
        self.changed.emit(undone.change, undone.moved_rows)
        self._view.focus_question(undone.key)

    def _caused(self, change: Change, *, moved_rows: bool = False, saved: str = "") -> None:
        for key, answer in change.calculated.items():
            if key != saved:
                self._saver.save(key, answer)
        self.changed.emit(change, moved_rows)

    def _say_absent(self, key: str, absent: Absent) -> None:
        self.put(key, self._answer(absent=absent))

    def _confirm(self, key: str) -> None:
        hand = self._hand()
        known = hand.form.known.get(key) if hand is not None else None
        if known is None:
            return
        answer = self._answer(
            values=known.answer.values, absent=known.answer.absent, source=known_source(known)
        )
        self.put(key, answer)
        if self._view.page is not None:
            self._view.page.go_on_from(key)

    def _change(self, key: str) -> None:
        hand = self._hand()
        if hand is not None:
            hand.drop_offer(key)
            self.changed.emit(Change(keys=frozenset({key})), False)
            self._view.focus_question(key)

    def _follow(self, key: str) -> None:
        hand = self._hand()
        if hand is not None:
            change = hand.follow_again(key)
            self._saver.save(key, hand.answer_to(key))
            self._caused(change, saved=key)

    def _add(self, key: str) -> None:
        hand = self._hand()
        if hand is None:
            return
        self._view.flush()
        added, change = hand.add_block(key, self._services.now())
        self._caused(change, moved_rows=True)
        if self._view.page is not None:
            self._view.page.focus_from(added)

    def _remove(self, key: str) -> None:
        hand = self._hand()
        if hand is None:
            return
        self._view.flush()
        said = self._removed_words(hand, key)
        neighbour = hand.beside_block(key)
        self._caused(hand.remove_block(key), moved_rows=True)
        self._view.messages.tell_in_passing(said)
        if self._view.page is not None:
            self._view.page.focus_from(neighbour)

    def _removed_words(self, hand: ScreenInHand, key: str) -> str:
        tree = hand.filling.tree
        node = tree.nodes[key]
        several = tree.occurrences(node)
        title = node.item.short_text or node.text
        block = BlockShown(title=title, number=several.index(node) + 1, count=len(several))
        held = [answer_words(one.item, one.answer) for one in node.walk() if one.answer.is_given()]
        what = block_words(block)
        if held:
            what = f"{what} ({', '.join(held[:_MOST_SAID])})"
        return _("Removed: {what}. Undo brings it back.", what=what)

    def _keep_file(self, key: str, contents: bytes, name: str) -> None:
        """Have the file kept; it becomes part of the answer once it is."""
        self._context.tasks.run(
            self,
            partial(self._services.attach_file, contents, name),
            done=partial(self._file_kept, key),
            failed=partial(self._file_refused, key),
        )

    def _file_kept(self, key: str, value: str) -> None:
        row = self._view.page.row(key) if self._view.page is not None else None
        if row is not None:
            row.clear_error()
            row.editor.take_file(value)
            return
        hand = self._hand()  # The section was left meanwhile: the answer is not lost.
        if hand is not None:
            self.give(key, (*hand.answer_to(key).values, value))

    def _file_refused(self, key: str, error: ExpectedError) -> None:
        if self._view.page is not None:
            self._view.page.show_error(key, self._context.say(error))

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
