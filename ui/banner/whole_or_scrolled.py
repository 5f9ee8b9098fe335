"""A frame as high as what it holds, up to a share of the window; beyond that it scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.widgets.role import set_role

_LARGEST_SHARE = 0.6
_LEAST_PX = 48


class WholeOrScrolled(QScrollArea):
    # Qt filters events from within its own constructor, before ours has set anything.
    _window: QWidget | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QFrame()
        set_role(self.content, "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self.content)
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
        frame = 2 * self.frameWidth()
        layout = self.content.layout()
        needed = layout.totalHeightForWidth(width - frame) if layout is not None else 0
        return min(needed + frame, self._most())

    def sizeHint(self) -> QSize:
        width = self.content.sizeHint().width() + 2 * self.frameWidth()
        return QSize(width, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.content.minimumSizeHint().width(), _LEAST_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._window is not self.window():
            self._window = self.window()
            self._window.installEventFilter(self)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _most(self) -> int:
        return max(_LEAST_PX, round(self.window().height() * _LARGEST_SHARE))

    def _take_focus_if_needed(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
