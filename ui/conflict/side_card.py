"""One version: what was recorded, by whom, when by which clock, and where. Read as one sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.court_report.reading_frame import ReadingFrame
from ui.widgets.badge import Badge
from ui.widgets.role import label, set_role


class SideCard(ReadingFrame):
    def __init__(
        self,
        title: str,
        value: str,
        facts: tuple[tuple[str, str], ...],
        *,
        is_shown: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName("sideFrame")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "secondaryText"))
        self.value = _plain(value, "subheading")
        self.value.setObjectName("valueLabel")
        column.addWidget(self.value)
        shown = _("The screens show this one now") if is_shown else ""
        if is_shown:
            column.addWidget(Badge(shown, "note", "secondary"))
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(4)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, words in facts:
            rows.addRow(label(name, "secondaryText", wraps=False), _plain(words, "text"))
        column.addLayout(rows)
        column.addStretch(1)
        said = [title, value, shown, *(f"{name}: {words}" for name, words in facts)]
        self.setAccessibleName(". ".join(part.rstrip(".") for part in said if part))


def _plain(words: str, role: str) -> QLabel:
    made = label(words, role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
