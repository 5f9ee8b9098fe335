"""What a screen is called, who works on it, and whether all is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screening.plain_label import plain_label
from ui.screening.saved_label import SavedLabel
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN, SPACE_INSIDE

_TIGHT_PX = 2


class ScreenHeader(QHBoxLayout):
    """In a window of few lines the title scrolls away; whether all is saved always shows."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self.title = plain_label("", "heading", owner)
        self.standing = plain_label("", "secondaryText", owner)
        self.saving = SavedLabel(owner)
        self.setSpacing(SPACE_BETWEEN)
        self.addWidget(self.saving, 0, Qt.AlignmentFlag.AlignRight)
        self.stand_here()

    def stand_here(self) -> None:
        self._keep_off(SPACE_INSIDE)
        self.insertWidget(0, self.title, 2)
        self.insertWidget(1, self.standing, 1)

    def scroll_in(self, column: QVBoxLayout) -> None:
        self._keep_off(_TIGHT_PX)
        for place, part in enumerate((self.title, self.standing)):
            self.removeWidget(part)
            column.insertWidget(place, part)

    def _keep_off(self, above: int) -> None:
        self.setContentsMargins(SPACE_AROUND, above, SPACE_AROUND, above)
