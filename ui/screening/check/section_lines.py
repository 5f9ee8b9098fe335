"""One section to be checked: its title, its lines. They are made when their turn comes."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.scores_in_full import score_line, score_notes
from desktop.services.written_out import LineKind, WrittenLine, WrittenSection
from ui.screening.check.answer_line import AnswerLine
from ui.screening.check.words import section_title
from ui.screening.plain_label import plain_label
from ui.widgets.role import set_role

_SIDE = 16


class SectionLines(QWidget):
    change_asked = Signal(str)  # the key of a place
    step_asked = Signal(object, int)  # from which line, and where to

    def __init__(
        self, section: WrittenSection, problems: Mapping[str, str], *, may_change: bool
    ) -> None:
        super().__init__()
        self.section = section
        self.answers: list[AnswerLine] = []
        self._problems = problems
        self._may_change = may_change
        self.heading = plain_label(section_title(section), "subheading")
        self._frame = QFrame()
        set_role(self._frame, "paper")
        self._lines = QVBoxLayout(self._frame)
        self._lines.setContentsMargins(1, 1, 1, 1)
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self._frame)

    def fill(self) -> None:
        makers: Mapping[LineKind, Callable[[WrittenLine], QWidget]] = {
            LineKind.HEADING: self._heading,
            LineKind.ANSWER: self._answer,
            LineKind.SCORE: _score,
        }
        for line in self.section.lines:
            if line.kind in makers:
                self._lines.addWidget(makers[line.kind](line))
        if not self._lines.count():
            self._frame.hide()

    def _heading(self, line: WrittenLine) -> QWidget:
        label = plain_label(line.words, "label")
        label.setContentsMargins(_SIDE, 12, _SIDE, 4)
        return label

    def _answer(self, line: WrittenLine) -> QWidget:
        made = AnswerLine(
            line,
            section_title(self.section),
            may_change=self._may_change,
            problem=self._problems.get(line.key, ""),
        )
        made.step_asked.connect(lambda step: self.step_asked.emit(made, step))
        if made.may_change:
            made.clicked.connect(lambda: self.change_asked.emit(line.key))
        self.answers.append(made)
        return made


def _score(line: WrittenLine) -> QWidget:
    assert line.score is not None
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(_SIDE, 8, _SIDE, 8)
    column.setSpacing(2)
    column.addWidget(plain_label(score_line(line.score), "strong"))
    for note in score_notes(line.score):
        role = "strong" if note in line.score.flags else "secondaryText"
        column.addWidget(plain_label(note, role))
    return holder
