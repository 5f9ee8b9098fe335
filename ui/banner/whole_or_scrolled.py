"""A frame as high as what it holds, up to a share of the window; beyond that it scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LARGEST_SHARE = 0.6
_LEAST_PX = 48


class WholeOrScrolled(QScrollArea):
    """`content` knows its height for a width."""

    # Qt filters events from within its own constructor, before ours has set anything.
    _window: QWidget | None = None

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Tab reaches it only while there is something to scroll to.
        self.verticalScrollBar().rangeChanged.connect(self._take_focus_if_needed)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(self._content.heightForWidth(width), self._most())

    def sizeHint(self) -> QSize:
        return QSize(0, _LEAST_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _LEAST_PX)

    def fit(self) -> None:
        """Ask for another height, but only where it needs one: the page is laid out anew."""
        if self.isVisible() and self.height() != self.heightForWidth(self.width()):
            self.updateGeometry()

    def window_changed(self) -> None:
        """Hear that the window, or the type in it, has another size."""
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._window is not self.window():
            self._window = self.window()
            self._window.installEventFilter(self)
        self.window_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.window_changed()
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def _most(self) -> int:
        return max(_LEAST_PX, round(self.window().height() * _LARGEST_SHARE))

    def _take_focus_if_needed(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
