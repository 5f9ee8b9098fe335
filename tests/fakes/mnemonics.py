"""Finds keys that two things in one window claim: Alt with such a key only moves focus about."""

import re
from collections import defaultdict

from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QWidget

_MNEMONIC = re.compile(r"&([^&\s])")


def duplicate_mnemonics(window: QWidget) -> dict[str, list[str]]:
    """Return each key claimed more than once, with the texts that claim it."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for widget in window.findChildren(QWidget):
        text = _text_of(widget)
        match = _MNEMONIC.search(text.replace("&&", ""))
        if match and widget.isVisibleTo(window):
            claims[match.group(1).upper()].append(text)
    return {key: texts for key, texts in claims.items() if len(texts) > 1}


def nameless_controls(window: QWidget) -> list[str]:
    """Return what can take focus and has no words for a screen reader."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if _takes_focus(widget) and widget.isVisibleTo(window) and not _name_of(widget)
    ]


def _takes_focus(widget: QWidget) -> bool:
    from PySide6.QtCore import Qt  # noqa: PLC0415

    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None


def _name_of(widget: QWidget) -> str:
    from PySide6.QtGui import QAccessible  # noqa: PLC0415

    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QLabel):
        return widget.text() if widget.buddy() is not None else ""
    return widget.title() if isinstance(widget, QGroupBox) else ""
