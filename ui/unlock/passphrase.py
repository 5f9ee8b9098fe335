"""Where a passphrase is typed. Notices Caps Lock by what it does, which every platform shows."""

from __future__ import annotations

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget


class PassphraseEdit(QLineEdit):
    caps_lock_seen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphraseEdit")
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        letter = event.text()
        if letter.isalpha() and letter.lower() != letter.upper():
            has_shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(letter.isupper() != has_shift)
        elif event.key() == QtCore.Qt.Key.Key_CapsLock:
            # Pressed again to end it; the next letter tells for certain.
            self.caps_lock_seen.emit(False)
        super().keyPressEvent(event)
