"""Says something to whoever listens with a screen reader."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Say `text`; `at_once` interrupts what is being read and is for problems only."""
    if not text:
        return
    event = QtGui.QAccessibleAnnouncementEvent(widget, text)
    politeness = QtGui.QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QtGui.QAccessible.updateAccessibility(event)
