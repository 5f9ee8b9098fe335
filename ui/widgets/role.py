"""Tells the style sheet what a widget is for, and re-dresses it when that changes."""

from PySide6.QtWidgets import QLabel, QWidget


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set what the sheet selects by; a widget already dressed is dressed again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.window().isVisible():
        return  # it is dressed when it is first shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def set_role(widget: QWidget, role: str) -> None:
    widget.setProperty("role", role)


def label(text: str, role: str, parent: QWidget | None = None, *, wraps: bool = True) -> QLabel:
    made = QLabel(text, parent)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def without_mnemonic(text: str) -> str:
    """Return a label's text as it is read out: "&Save && close" is "Save & close"."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def literal(text: str) -> str:
    """Return text from a record so that no letter of it becomes a mnemonic."""
    return text.replace("&", "&&")
