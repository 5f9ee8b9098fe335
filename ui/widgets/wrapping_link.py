"""A link that wraps where the width ends: Qt's own buttons would push the page wide instead."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.theme import zoomed
from ui.widgets.buttons import Button
from ui.widgets.role import literal, set_role

_SIDES_PX = 20
_NARROWEST_PX = 120


class WrappingLink(Button):
    """`words` are shown as they are: no letter of them becomes a mnemonic."""

    def __init__(self, words: str) -> None:
        super().__init__(literal(words))
        self.words = words
        set_role(self, "link")
        self.setFlat(True)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(zoomed(_NARROWEST_PX), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._wrap()

    def _wrap(self) -> None:
        lines = wrapped(self.words, self.fontMetrics(), self.width() - zoomed(_SIDES_PX))
        text = literal("\n".join(lines))
        if text != self.text():
            self.setText(text)


def wrapped(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Return the words in lines no wider than `room`; one word alone may be."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
