"""Puts parts of a window where they are read in the round that Tab goes.

Qt goes round in the order in which things were made, and pages are made after what stands below
them, lines of a list after what stands below the list.
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
    # The list of a combo box is a window of its own.
    window = part.window()
    parts = in_order or part.findChildren(QWidget)
    inside = [widget for widget in parts if _is_stop(widget) and widget.window() is window]
    last: list[QWidget] = []
    # Backwards, and no further than it must: the whole round is long and this is asked often.
    for widget in _backwards(part.window()):
        if part.isAncestorOf(widget):
            last.insert(0, widget)
        elif holder.isAncestorOf(widget):
            if last != inside:
                for before, after in pairwise([widget, *inside]):
                    QWidget.setTabOrder(before, after)
            return


def put_after(before: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab reach `widgets`, in this order, straight after `before`."""
    for one, following in pairwise([before, *widgets]):
        QWidget.setTabOrder(one, following)


def put_before(following: QWidget, part: QWidget) -> None:
    """Let Tab reach what is in `part`, made after it, straight before `following`."""
    stops = [widget for widget in (part, *part.findChildren(QWidget)) if _is_stop(widget)]
    widget = following.previousInFocusChain()
    while widget is not None and widget is not following:
        if _is_stop(widget) and widget not in stops:
            put_after(widget, stops)
            return
        widget = widget.previousInFocusChain()


def _backwards(window: QWidget) -> Iterator[QWidget]:
    """Yield what takes the keyboard, in the order in which Shift and Tab go."""
    widget = window.previousInFocusChain()
    while widget is not None and widget is not window:
        if _is_stop(widget):
            yield widget
        widget = widget.previousInFocusChain()


def _is_stop(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
