"""What a screen says above its questions. Each part is made when it has something to say."""

from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.screening.missing_list import MissingList
from ui.screening.plain_label import plain_label
from ui.screening.problem_lines import ProblemLine
from ui.tokens import SPACE_AROUND, SPACE_INSIDE
from ui.widgets.buttons import secondary
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.notice import Notice
from ui.widgets.tab_order import put_after, put_before

Part = TypeVar("Part", bound=QWidget)
_BY_TAB = Qt.FocusPolicy.TabFocus
_INSIDE = ("errors", "to_check", "go_on", "form_note")


class ScreenMessages(QVBoxLayout):
    """Only the notice stands here. What is said of a section stands in `inside`, which scrolls.

    `map_of` is the list of sections: Tab reaches the notice before it and the others after it.
    """

    place_asked = Signal(str)
    go_on_asked = Signal()

    def __init__(self, map_of: QWidget, inside: QVBoxLayout) -> None:
        super().__init__()
        self._map_of, self._inside = map_of, inside
        self._in_passing = ""
        self.setContentsMargins(SPACE_AROUND, 0, SPACE_AROUND, 0)
        self.setSpacing(SPACE_INSIDE)

    @cached_property
    def notice(self) -> Notice:
        notice = Notice()
        self.addWidget(notice)
        put_before(self._map_of, notice)
        return notice

    @cached_property
    def errors(self) -> ErrorSummary:
        return self._put(ErrorSummary(), "errors")

    @cached_property
    def to_check(self) -> MissingList:
        listed = self._put(MissingList(), "to_check")
        listed.place_asked.connect(self.place_asked)
        return listed

    @cached_property
    def go_on(self) -> QPushButton:
        button = secondary(_("&Go on and come back later"))
        button.hide()
        button.clicked.connect(self.go_on_asked)
        self._put(button, "go_on")
        self._inside.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        return button

    @cached_property
    def form_note(self) -> QLabel:
        note = plain_label("", "secondaryText")
        note.setObjectName("formNoteLabel")
        note.hide()
        return self._put(note, "form_note")

    def show_problems(
        self, wrong: Sequence[tuple[str, QWidget]], to_check: Sequence[ProblemLine]
    ) -> None:
        """Say what has to be mended, apart from what is only to be checked."""
        self.go_on.setVisible(bool(wrong))
        self.to_check.show_lines(_("Also worth checking"), to_check)
        self.to_check.setVisible(bool(to_check))
        self.errors.show_problems(wrong)

    def keep_problems(self, lines: Sequence[ProblemLine]) -> list[ProblemLine]:
        """Leave those that were told and are still there; return them."""
        self.errors.keep({line.words for line in lines})
        told = self.errors.texts()
        self.go_on.setVisible(self.tells_problems())
        return [line for line in lines if line.words in told]

    def tells_problems(self) -> bool:
        return self._is_made("errors") and not self.errors.isHidden()

    def clear_problems(self) -> None:
        if self._is_made("errors"):
            self.errors.clear()
            self.go_on.hide()
            self.to_check.hide()

    def tell_in_passing(self, words: str) -> None:
        """Say what is of use only while this section is in sight."""
        self._in_passing = words
        self.notice.show_text(words)

    def clear_passing(self) -> None:
        if self._in_passing and self.notice.text() == self._in_passing:
            self.notice.clear()

    def show_form_note(self, words: str) -> None:
        """Say quietly what whoever looks after the form should be told."""
        self.form_note.setText(words)
        self.form_note.setVisible(bool(words))

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    def _put(self, part: Part, name: str) -> Part:
        made = {each: self.__dict__[each] for each in _INSIDE if self._is_made(each)}
        in_order = [each for each in _INSIDE if each in made or each == name]
        made[name] = part
        # What a page puts there for itself stands first.
        first = self._inside.count() - len(in_order) + 1
        self._inside.insertWidget(first + in_order.index(name), part)
        stops = [stop for each in in_order for stop in (made[each], *_inside_of(made[each]))]
        put_after(self._map_of, [stop for stop in stops if stop.focusPolicy() & _BY_TAB])
        return part


def _inside_of(part: QWidget) -> list[QWidget]:
    return part.findChildren(QWidget)
