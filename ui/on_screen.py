"""Keeps a window whole on the screen it opens on: its last line must never be below the edge."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

# What a system puts around a window: its title and edges. Known for certain only once shown.
_FRAME_PX = 40


def fits(window: QSize, screen: QSize) -> bool:
    return window.width() <= screen.width() and window.height() + _FRAME_PX <= screen.height()


def open_whole(window: QWidget) -> None:
    """Let a window about to be shown fill the screen where it would not fit on it."""
    is_without_desk = QGuiApplication.platformName() == "offscreen"
    if not is_without_desk and not fits(window.size(), window.screen().availableSize()):
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
