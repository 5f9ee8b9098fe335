"""What all rows of a section have in common, and what a person may ask of one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.question import QuestionShown
from ui.theme import tokens_now, zoomed

_INDENT_PX = 20
_FOCUS_EDGE_PX = 3
_FOCUS_ROOM_PX = 6


class RowAsks(QObject):
    """What was asked of a row, by its place key. One for all rows: connecting each costs time."""

    values_given = Signal(str, object)  # key, tuple[Value, ...]
    absent_asked = Signal(str, object)  # key, Absent
    clear_asked = Signal(str)
    confirm_asked = Signal(str)
    change_asked = Signal(str)
    follow_asked = Signal(str)  # let the form work it out again
    add_asked = Signal(str)  # another occurrence beside the one that begins here
    remove_asked = Signal(str)
    file_chosen = Signal(str, bytes, str)  # key, contents, name


@dataclass(frozen=True, slots=True)
class RowSetting:
    """What every row of a page is made with.

    `alt_key` gives a free letter of the words; `has_new_stops` is told of a row in which something
    was made late that Tab is to stop at.
    """

    now: Callable[[], datetime]
    asks: RowAsks
    is_read_only: bool = False
    alt_key: Callable[[str], str] = field(default=lambda words: words)
    has_new_stops: Callable[["SectionRow"], None] = field(default=lambda _row: None)


class SectionRow(QWidget):
    """One row. Shows what it is given, tells what was asked, decides nothing."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = question.item
        self.key = question.key
        self.name = question.row
        self.is_shown = True
        self._setting = setting
        self._error: QLabel | None = None
        self._place_column(zoomed(_INDENT_PX) * question.level)

    def _place_column(self, indent: int) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(indent, 0, 0, 0)
        self._column.setSpacing(4)

    @property
    def link_id(self) -> str:
        return self.item.link_id

    def show_question(self, question: QuestionShown) -> None:
        self._show_if(is_needed=question.is_shown)

    def _show_if(self, *, is_needed: bool) -> None:
        if self.is_shown != is_needed:
            self.is_shown = is_needed
            self.setVisible(is_needed)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in the order in which it is read."""
        return stops_in(self)

    def focus_target(self) -> QWidget | None:
        """Return what takes focus when one comes here; None where nothing does."""
        return next(iter(self.stops()), None)

    def focus_question(self) -> None:
        target = self.focus_target()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Tell what was typed and not yet told."""

    def show_error(self, words: str) -> None:
        if self._error is None:
            self._error = plain_label("", "errorText")
            self._column.addWidget(self._error)
        self._error.setText(_("Error: {problem}", problem=words))
        self._error.show()

    def clear_error(self) -> None:
        if self._error is not None:
            self._error.hide()


class ReadRow(SectionRow):
    """A row of words that Tab and Enter walk through where nothing can be changed."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        if setting.is_read_only:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            margins = self._column.contentsMargins()
            room = zoomed(_FOCUS_ROOM_PX)
            margins.setLeft(margins.left() + room)
            self._column.setContentsMargins(margins.left(), room, room, room)

    def stops(self) -> list[QWidget]:
        return [self, *super().stops()] if self._setting.is_read_only else super().stops()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            tokens = tokens_now()
            painter.setPen(QPen(QColor(tokens.focus_edge), _FOCUS_EDGE_PX))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


def stops_in(part: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and widget.window() is part.window()  # Not the list that a combo opens.
    ]
