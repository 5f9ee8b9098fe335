"""Greys parts of a page out while something is saved, and gives them focus back afterwards."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Resting:
    """Qt moves focus on from what is greyed out, and would leave it somewhere down the page."""

    def __init__(self) -> None:
        self._taken_from: QWidget | None = None
        self._moved_to: QWidget | None = None

    def rest(self, parts: Sequence[QWidget], *, is_working: bool) -> None:
        window = parts[0].window()
        focused = window.focusWidget()
        if is_working and _is_in(parts, focused):
            self._taken_from = focused
        for part in parts:
            part.setEnabled(not is_working)
        if is_working:
            self._moved_to = window.focusWidget()
        elif self._taken_from is not None:
            taken, self._taken_from = self._taken_from, None
            if isValid(taken) and window.focusWidget() is self._moved_to:
                taken.setFocus()


def _is_in(parts: Sequence[QWidget], widget: QWidget | None) -> bool:
    return widget is not None and any(part is widget or part.isAncestorOf(widget) for part in parts)
