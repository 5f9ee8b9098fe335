"""What stands at the end of the last section: what is missing, what to check, what is left out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.screening.missing_list import MissingList
from ui.screening.plain_label import plain_label
from ui.screening.problem_lines import ProblemLine
from ui.screening.words import missing_words
from ui.tokens import SPACE_INSIDE


class SectionEnd(QWidget):
    place_asked = Signal(str)  # place key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.missing = MissingList()
        self.to_check = MissingList()
        self.dropped = plain_label("", "strong")
        self.dropped.setObjectName("droppedLabel")
        self.dropped.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_INSIDE)
        for part in (self.missing, self.to_check, self.dropped):
            column.addWidget(part)
        for listed in (self.missing, self.to_check):
            listed.place_asked.connect(self.place_asked)
        self.hide()

    def show_lines(self, lines: Sequence[ProblemLine], dropped: str) -> None:
        """Show what stands against finishing, then what does not."""
        self.show()
        missing = [line for line in lines if not line.is_warning]
        to_check = [line for line in lines if line.is_warning]
        title = _("Everything that must be answered is answered")
        self.missing.show_lines(missing_words(len(missing)) if missing else title, missing)
        if to_check:
            self.to_check.show_lines(_check_words(len(to_check)), to_check)
        else:
            self.to_check.hide()
        self.dropped.setText(dropped)
        self.dropped.setVisible(bool(dropped))


def _check_words(count: int) -> str:
    return plural(
        "{count} thing to check. It does not stop you from finishing",
        "{count} things to check. They do not stop you from finishing",
        count,
    )
