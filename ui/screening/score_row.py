"""A total with its reasons: what each answer adds, what totals mean, whose rule it is."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.forms import Score
from desktop.services.longer_forms import LongerForm, longer_form_for
from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.question import QuestionShown
from ui.screening.score_words import (
    band_lines,
    part_lines,
    rule_lines,
    standing_words,
    total_words,
)
from ui.screening.screen_asks import ScreenAsks
from ui.screening.section_row import ReadRow, RowSetting
from ui.screening.typed_over import TypedOver
from ui.screening.words import answer_words
from ui.theme import tone_colour, zoomed
from ui.widgets.announce import announce
from ui.widgets.buttons import secondary
from ui.widgets.role import set_role
from ui.widgets.symbol import symbol

_SYMBOL_PX = 16


class ScoreRow(ReadRow):
    """While a part is missing there is no total. What asks for action is said first."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._score: Score | None = None
        self._total = plain_label("", "strong")
        self._standing = plain_label("", "secondaryText")
        self._flags: _Flags | None = None
        self._origin: TypedOver | None = None
        self._details: QLabel | None = None
        self.longer: QPushButton | None = None
        self.why = QPushButton(_("How this is worked out"))
        self.why.setCheckable(True)
        self._lay_out()
        self.why.toggled.connect(self._show_details)
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        score = question.score
        self._show_if(is_needed=question.is_shown and score is not None)
        if score is None:
            return
        if score != self._score:
            self._score = score
            self._total.setText(_kept_words(question) or total_words(score))
            self._standing.setText(standing_words(score))
            self._show_flags(score)
            self._show_longer(score)
            self._fill_details()
            why = _("How this is worked out: {title}", title=score.title)
            self.why.setAccessibleName(why)
        if question.key == question.row:
            self._show_origin(question)
        words = (self._total.text(), self._standing.text(), *score.flags)
        self.setAccessibleName(". ".join(words))

    def flush(self) -> None:
        if self._origin is not None and self._origin.editor is not None:
            self._origin.editor.flush()

    def texts(self) -> list[str]:
        """Return all that the row says, in reading order."""
        return [one.text() for one in self.findChildren(QLabel) if not one.isHidden()]

    def _show_origin(self, question: QuestionShown) -> None:
        may_be_typed = not question.item.read_only and not self._setting.is_read_only
        if self._origin is None:
            if not (question.is_kept or may_be_typed):
                return
            self._origin = TypedOver(question, self._setting, self)
            self._inner.addWidget(self._origin)
            self._setting.has_new_stops(self)
        self._origin.show_question(question)

    def _show_flags(self, score: Score) -> None:
        if self._flags is None:
            if not score.flags:
                return
            self._flags = _Flags()
            self._inner.insertWidget(2, self._flags)
        self._flags.show_words(score.flags)

    def _show_longer(self, score: Score) -> None:
        """Offer the longer tool that this total leads to, where the page can open it."""
        longer = self._leads_to(score)
        if self.longer is None and longer is not None:
            self.longer = self._longer_button(longer)
            self._inner.addWidget(self.longer, 0, Qt.AlignmentFlag.AlignLeft)
            self._setting.has_new_stops(self)
        if self.longer is not None:
            self.longer.setVisible(longer is not None)

    def _leads_to(self, score: Score) -> LongerForm | None:
        asks, longer = self._setting.asks, longer_form_for(score)
        if longer is None or self._setting.is_read_only or not isinstance(asks, ScreenAsks):
            return None
        return None if longer.longer in asks.tools_here else longer

    def _longer_button(self, longer: LongerForm) -> QPushButton:
        button = secondary(_("Open the {name}", name=longer.name))
        button.setObjectName("openLongerFormButton")
        button.setAccessibleDescription(
            _("This screen is paused, with everything that was answered.")
        )
        if isinstance(asks := self._setting.asks, ScreenAsks):
            button.clicked.connect(partial(_ask_for, asks, longer.opens))
        return button

    def _show_details(self, is_wanted: bool) -> None:  # noqa: FBT001 -- a signal carries it
        if is_wanted and self._details is None:
            self._details = plain_label("", "secondaryText")
            self._inner.addWidget(self._details)
            self._fill_details()
        if self._details is not None:
            self._details.setVisible(is_wanted)
            if is_wanted:
                announce(self, self._details.text())

    def _fill_details(self) -> None:
        if self._details is not None and self._score is not None:
            score = self._score
            groups = (part_lines(score), band_lines(score), rule_lines(score))
            self._details.setText("\n\n".join("\n".join(lines) for lines in groups if lines))

    def _lay_out(self) -> None:
        frame = QFrame()
        set_role(frame, "paper")
        frame.setObjectName("scoreFrame")
        set_role(self.why, "status")
        self._inner = QVBoxLayout(frame)
        self._inner.setContentsMargins(12, 8, 12, 8)
        self._inner.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._total, 1)
        line.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self._inner.addLayout(line)
        self._inner.addWidget(self._standing)
        self._column.addWidget(frame)


def _ask_for(asks: ScreenAsks, address: str) -> None:
    asks.form_asked.emit(address)


class _Flags(QFrame):
    """What asks for action: a symbol and words, on a ground of its own."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "warning")
        self.setObjectName("scoreFlagsFrame")
        mark = QLabel()
        size = zoomed(_SYMBOL_PX)
        mark.setPixmap(symbol("act_now", tone_colour("danger"), size, self.devicePixelRatioF()))
        self._words = plain_label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_words(self, flags: tuple[str, ...]) -> None:
        words = "\n".join(flags)
        if words and words != self._words.text():
            announce(self, words)
        self._words.setText(words)
        self.setVisible(bool(flags))


def _kept_words(question: QuestionShown) -> str:
    """Return the total that stands in place of the one worked out; "" when none does."""
    if not question.is_kept or question.score is None:
        return ""
    said = answer_words(question.item, question.answer)
    return _("{title}: {total}", title=question.score.title, total=said)
