"""Puts a part of a window after everything else that Tab goes to.

Qt goes round in the order in which things were made, and pages are made after what stands below
them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_last(part: QWidget, in_order: Sequence[QWidget] = ()) -> None:
    """Let Tab reach `part` after everything else in its parent that takes the keyboard.

    `in_order` says how what is in the part is read, where that is not how it was made.
    """
    holder = part.parentWidget()
    assert holder is not None
    stops = [widget for widget in _round(part.window()) if holder.isAncestorOf(widget)]
    inside = [widget for widget in stops if part.isAncestorOf(widget)]
    inside = [widget for widget in in_order if widget in inside] or inside
    outside = [widget for widget in stops if not part.isAncestorOf(widget)]
    if not inside or not outside or stops[-len(inside) :] == inside:
        return
    for before, after in pairwise([outside[-1], *inside]):
        QWidget.setTabOrder(before, after)


def _round(window: QWidget) -> Iterator[QWidget]:
    """Yield what takes the keyboard, in the order in which Tab goes."""
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
            yield widget
        widget = widget.nextInFocusChain()
