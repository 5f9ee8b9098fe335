"""The program's few symbols, drawn from resources/icons in the colour asked. Never without a word.

QtSvg is loaded with the first symbol, which comes after the unlock window.
"""

from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache

SYMBOLS = frozenset(
    {
        "act_now",
        "in_progress",
        "note",
        "done",
        "not_begun",
        "to_mend",
        "saved",
        "sent",
        "find",
        "lock",
        "info",
    }
)


def symbol(name: str, colour: str, size: int, pixel_ratio: float = 1.0) -> QPixmap:
    """Return the symbol, drawn once: Qt's own cache is emptied before the application goes."""
    key = f"symbol/{name}/{colour}/{size}/{pixel_ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = _drawn(name, colour, size, pixel_ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def _drawn(name: str, colour: str, size: int, pixel_ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 -- see the module's docstring

    if name not in SYMBOLS:
        raise KeyError(name)
    drawing = resources.files("resources").joinpath(f"icons/{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    pixmap = QPixmap(round(size * pixel_ratio), round(size * pixel_ratio))
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(pixel_ratio)
    return pixmap


def symbol_icon(name: str, colour: str, size: int) -> QIcon:
    icon = QIcon(symbol(name, colour, size))
    icon.addPixmap(symbol(name, colour, size, 2.0))
    return icon
