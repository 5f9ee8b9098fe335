"""Says whether what was answered is safe, and moves nothing around it: each answer changes it.

That the store has not answered yet is no news for a moment; what takes longer is said.
"""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.role import set_property, set_role

_NEWS_MS = 100


class SavedLabel(QLabel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "secondaryText")
        self.setObjectName("savingLabel")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._unsafe = ""
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(_NEWS_MS)
        self._news.timeout.connect(self._say_unsafe)

    def show_saving(self, words: str, *, is_safe: bool, is_refused: bool = False) -> None:
        if is_safe or is_refused:
            self._news.stop()
            self._say(words, "secondaryText" if is_safe else "strong")
        elif self.text() != words:
            self._unsafe = words
            if not self._news.isActive():
                self._news.start()

    def is_waiting(self) -> bool:
        """Return whether it is about to say that an answer is not safe."""
        return self._news.isActive()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.text():
            self.setMinimumWidth(0)
            self._take_room()

    def _say_unsafe(self) -> None:
        self._say(self._unsafe, "strong")

    def _say(self, words: str, role: str) -> None:
        if words != self.text():
            set_property(self, "role", role)
            self.setText(words)
            self._take_room()

    def _take_room(self) -> None:
        """Keep the room once taken: a label of one size has nothing placed anew."""
        self.ensurePolished()
        size = self.sizeHint()
        self.setFixedSize(max(size.width(), self.minimumWidth()), size.height())
