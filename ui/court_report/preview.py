"""The page as it will print, beside the text. Paints images it is given; never makes them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.wording.words import text as _
from ui.widgets.buttons import Button

ZOOMS = (100, 125, 150, 200, 300)
RESIZE_SETTLES_MS = 200
_GAP = 12
_EDGE = 1


class Paper(QWidget):
    """Sheets one under the other, each as wide as the view asks, whatever it was painted at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Sequence[QImage] = ()
        self._width = 1

    def show_pages(self, pages: Sequence[QImage]) -> None:
        self._pages = pages
        self._fit()

    def show_width(self, width: int) -> None:
        self._width = max(1, width)
        self._fit()

    def page_count(self) -> int:
        return len(self._pages)

    def sheet(self, page: int) -> QRect:
        """Return where a page lies, in this widget's pixels."""
        top = _GAP
        for image in self._pages[:page]:
            top += self._height_of(image) + _GAP
        left = max(0, (self.width() - self._width) // 2)
        return QRect(left, top, self._width, self._height_of(self._pages[page]))

    def page_at(self, y: int) -> int:
        """Return the page under a height, the first counted as 0."""
        below = [page for page in range(len(self._pages)) if self.sheet(page).bottom() >= y]
        return below[0] if below else max(0, len(self._pages) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), _EDGE))
        for page, image in enumerate(self._pages):
            sheet = self.sheet(page)
            if sheet.intersects(event.rect()):
                painter.fillRect(sheet, QColor("white"))
                painter.drawImage(sheet, image)
                painter.drawRect(sheet.adjusted(0, 0, -_EDGE, -_EDGE))

    def _height_of(self, image: QImage) -> int:
        return round(self._width * image.height() / max(1, image.width()))

    def _fit(self) -> None:
        bottom = self.sheet(len(self._pages) - 1).bottom() + 1 if self._pages else 0
        self.setMinimumSize(QSize(self._width, bottom + _GAP))
        self.updateGeometry()
        self.update()


class PagePreview(QFrame):
    """Page Up and Page Down move through the sheets; the buttons make them larger or smaller."""

    width_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportPreview")
        self._zoom = ZOOMS[0]
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(RESIZE_SETTLES_MS)
        self._resized.timeout.connect(self.width_changed)
        self._build_scroll()
        self._build_tools()
        self._say_page()

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show new pages where the old ones were: the reader keeps their place."""
        self._message.setVisible(False)
        self._scroll.setVisible(True)
        self.paper.show_width(self._logical_width())
        self.paper.show_pages(pages)
        self._scroll.setAccessibleDescription(
            _("{count} pages. Page Up and Page Down move through them.", count=len(pages))
        )
        self._say_page()

    def show_message(self, words: str) -> None:
        """Say why there is no page, or that the one shown is not of the newest text."""
        self._message.setText(words)
        self._message.setVisible(True)
        self._scroll.setVisible(self.paper.page_count() > 0)

    def wanted_width(self) -> int:
        """Return how many device pixels wide a page must be painted to be sharp here."""
        return max(1, round(self._logical_width() * self.devicePixelRatioF()))

    def zoom_in(self) -> None:
        self._set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        smaller = [zoom for zoom in ZOOMS if zoom < self._zoom]
        self._set_zoom(smaller[-1] if smaller else ZOOMS[0])

    def tab_stops(self) -> tuple[QWidget, ...]:
        return self._smaller, self._larger, self._scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.paper.show_width(self._logical_width())
        self._resized.start()

    def _set_zoom(self, zoom: int) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self.paper.show_width(self._logical_width())
            self._say_page()
            self.width_changed.emit()

    def _logical_width(self) -> int:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 3 * _GAP
        return max(120, room * self._zoom // 100)

    def _say_page(self) -> None:
        count = self.paper.page_count()
        page = self.paper.page_at(self._scroll.verticalScrollBar().value() + _GAP) + 1
        words = _("Page {page} of {count}", page=page, count=count) if count else ""
        self._page_line.setText(words)
        self._smaller.setEnabled(self._zoom > ZOOMS[0])
        self._larger.setEnabled(self._zoom < ZOOMS[-1])

    def _build_scroll(self) -> None:
        self.paper = Paper()
        self._scroll = QScrollArea()
        self._scroll.setObjectName("previewScrollArea")
        self._scroll.setAccessibleName(_("The page as it will print"))
        self._scroll.setWidget(self.paper)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.verticalScrollBar().valueChanged.connect(self._say_page)

    def _build_tools(self) -> None:
        self._page_line = QLabel()
        self._page_line.setProperty("role", "secondaryText")
        self._smaller = self._tool("\N{MINUS SIGN}", _("Make the page smaller"), self.zoom_out)
        self._larger = self._tool("+", _("Make the page larger"), self.zoom_in)
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setProperty("role", "secondaryText")
        self._message.setVisible(False)
        tools = QHBoxLayout()
        for part in (self._page_line, None, self._smaller, self._larger):
            tools.addStretch() if part is None else tools.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self._message)
        column.addWidget(self._scroll, 1)

    def _tool(self, sign: str, name: str, press: object) -> QPushButton:
        button = Button(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(press)
        return button
