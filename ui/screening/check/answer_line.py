"""A question, its answer and "Change", painted as one button: hundreds of them stay quick."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.services.written_out import Standing, WrittenLine
from desktop.wording.words import text as _
from ui.screening.check.words import line_aloud
from ui.screening.check.wrapped_words import WrappedWords
from ui.theme import tokens_now, zoomed
from ui.tokens import SMALL_PX
from ui.widgets.role import literal

_PAD_PX = 8
_SIDE_PX = 16
_GAP_PX = 16
_BESIDE_FROM_PX = 560  # Narrower, the answer stands under its question.
_QUESTION_SHARE = 0.46
_INDENT_PX = 16
_DEEPEST = 4
_FOCUS_PX = 3
_LEAST_HEIGHT_PX = 34
_STEPS: Mapping[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class AnswerLine(QAbstractButton):
    """Pressed with Enter, space or the mouse where the answer may be changed."""

    step_asked = Signal(int)  # 1: the line below, -1: the one above

    def __init__(self, line: WrittenLine, section: str, *, may_change: bool, problem: str) -> None:
        super().__init__()
        self.line = line
        self._problem = problem
        self.may_change = may_change and line.can_change
        self._parts: list[tuple[WrappedWords, QRect, str]] = []
        self._is_hovered = False
        self._for_width = -1
        # Layouts ask again and again, in a few widths: without this a long form takes seconds.
        self._heights: dict[int, int] = {}
        said = line_aloud(line, problem)
        self.setText(literal(said))
        name = _("{answer}. Change", answer=said) if self.may_change else said
        self.setAccessibleName(name)
        self.setAccessibleDescription(section)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.may_change:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(zoomed(_BESIDE_FROM_PX), zoomed(_LEAST_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(zoomed(200), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() in _STEPS and plain == Qt.KeyboardModifier.NoModifier:
            self.step_asked.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._for_width = -1
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.width() != self._for_width:
            self._lay_out(self.width())
        tokens = tokens_now()
        has_focus = self.hasFocus()
        painter = QPainter(self)
        hover = self._is_hovered and self.may_change
        ground = tokens.focus if has_focus else tokens.hover if hover else tokens.paper
        painter.fillRect(self.rect(), QColor(ground))
        if has_focus:
            edge = self.rect().adjusted(1, 1, -2, -2)
            painter.setPen(QPen(QColor(tokens.focus_edge), _FOCUS_PX))
            painter.drawRect(edge)
        else:
            painter.setPen(QColor(tokens.line))
            painter.drawLine(zoomed(_SIDE_PX), self.height() - 1, self.width(), self.height() - 1)
        for words, place, colour in self._parts:
            ink = tokens.focus_ink if has_focus else getattr(tokens, colour)
            painter.setPen(QColor(ink))
            words.draw(painter, place.x(), place.y())
        painter.end()

    # Where everything stands

    def _lay_out(self, width: int) -> int:
        """Place everything in this width, and return how high that is."""
        self._for_width = width
        self._parts = []
        side, gap, pad = zoomed(_SIDE_PX), zoomed(_GAP_PX), zoomed(_PAD_PX)
        left = side + zoomed(_INDENT_PX) * min(self.line.level, _DEEPEST)
        link_width = self._link_width() if self.may_change else 0
        room = width - left - side - (link_width + gap if link_width else 0)
        is_beside = width >= zoomed(_BESIDE_FROM_PX) and not self.line.is_long
        # Answers begin at one place down the page, however deep their questions stand.
        column = round((width - side) * _QUESTION_SHARE)
        asked_width = column - left - gap if is_beside else room
        below = self._put(WrappedWords(self.line.words, self._bold()), left, pad, asked_width)
        top = pad if is_beside else below
        x = column if is_beside else left
        told_width = left + room - x
        bottom = self._answer(x, top, told_width)
        if link_width:
            self._put(self._link(), width - side - link_width, pad, link_width, "action")
        return max(below, bottom) + pad

    def _answer(self, x: int, top: int, width: int) -> int:
        is_blank = self.line.standing is Standing.BLANK
        font = self._bold() if self.line.standing is Standing.ABSENT else self.font()
        colour = "secondary" if is_blank else "ink"
        top = self._put(WrappedWords(self.line.answer, font), x, top, width, colour)
        for note in self.line.notes:
            top = self._put(WrappedWords(note, self._small()), x, top, width, "secondary")
        if self._problem:
            words = WrappedWords(f"! {self._problem}", self._bold())
            top = self._put(words, x, top, width, "danger")
        return top

    def _put(self, words: WrappedWords, x: int, top: int, width: int, colour: str = "ink") -> int:
        height = words.height(width)
        self._parts.append((words, QRect(x, top, width, height), colour))
        return top + height

    def _link(self) -> WrappedWords:
        font = QFont(self.font())
        font.setUnderline(True)
        return WrappedWords(_("Change"), font)

    def _link_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(_("Change")) + 2

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(zoomed(SMALL_PX))
        return font
