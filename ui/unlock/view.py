"""The unlock window: product, place, who shares this computer, and a passphrase. Knows no key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.wording.words import text as _
from ui.theme import zoomed
from ui.unlock.choice import UnlockChoice
from ui.unlock.passphrase import PassphraseEdit
from ui.widgets.announce import announce
from ui.widgets.buttons import primary
from ui.widgets.field import Field
from ui.widgets.notice import Kind, Notice
from ui.widgets.role import label, set_role

_CARD_PX = 440
_AROUND_PX = 32
_ROWS_SHOWN = 6
# Qt.ItemDataRole.AccessibleTextRole, as a number: see ui/theme.py on the Qt namespace.
_ACCESSIBLE_TEXT_ROLE = 11


class UnlockView(QWidget):
    """Emits the key of the chosen person and the passphrase, which it forgets at once."""

    unlock_asked = Signal(str, str)

    def __init__(
        self,
        choices: Sequence[UnlockChoice] = (),
        *,
        suite: str = "",
        workstation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Custody Liaison"))
        set_role(self, "ground")
        self.people = QListWidget()
        self.people.setObjectName("peopleList")
        self.people.setWordWrap(True)
        self._card = QFrame()
        self.passphrase = PassphraseEdit()
        self.unlock_button = primary(_("&Unlock"))
        self.unlock_button.setObjectName("unlockButton")
        self.notice = Notice()
        self._caps_hint = label(_("Caps Lock is on"), "strong")
        self._caps_hint.setObjectName("capsLockLabel")
        self._place = label(" · ".join(part for part in (suite, workstation) if part), "secondary")
        set_role(self._place, "secondaryText")
        self._lay_out()
        self._connect()
        self.show_choices(choices)

    def show_choices(self, choices: Sequence[UnlockChoice]) -> None:
        self.people.clear()
        self._keys = [choice.key for choice in choices]
        for choice in choices:
            words = f"{choice.name}\n{choice.detail}" if choice.detail else choice.name
            item = QListWidgetItem(words, self.people)
            said = f"{choice.name}, {choice.detail}" if choice.detail else choice.name
            item.setData(_ACCESSIBLE_TEXT_ROLE, said)
        self._who.setVisible(bool(choices))
        self._pass.setVisible(bool(choices))
        self.unlock_button.setVisible(bool(choices))
        if not choices:
            self.show_message(
                _("Nobody has been set up on this computer yet. Ask your administrator."), "note"
            )
            return
        self.people.setCurrentRow(0)
        self._fit()
        (self.passphrase if len(choices) == 1 else self.people).setFocus()

    def choose(self, key: str) -> None:
        """Choose the person with this key, so that only the passphrase is left to type."""
        if key in self._keys:
            self.people.setCurrentRow(self._keys.index(key))
            self.passphrase.setFocus()

    def chosen(self) -> str:
        """Return the key of the chosen person, or nothing."""
        row = self.people.currentRow()
        return self._keys[row] if row >= 0 else ""

    def show_message(self, text: str, kind: Kind = "danger") -> None:
        """Say why it did not open, and wait for the passphrase again."""
        self.set_busy(is_busy=False)
        self.notice.show_text(text, kind)
        self.passphrase.clear()
        self.passphrase.setFocus()

    def set_busy(self, is_busy: bool) -> None:  # noqa: FBT001 -- named by the window's contract
        """Show that the passphrase is being tried; nothing can be asked twice meanwhile."""
        for part in (self.people, self.passphrase, self.unlock_button):
            part.setEnabled(not is_busy)
        self.unlock_button.setText(_("Unlocking…") if is_busy else _("&Unlock"))
        if is_busy:
            self.notice.clear()
            announce(self, _("Unlocking…"))

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QtCore.QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QtCore.QEvent.Type.FontChange:
            self._fit()

    def _connect(self) -> None:
        self.unlock_button.clicked.connect(self._ask)
        self.passphrase.returnPressed.connect(self._ask)
        self.passphrase.caps_lock_seen.connect(self._show_caps_lock)
        self.people.itemActivated.connect(self._go_to_passphrase)

    def _go_to_passphrase(self) -> None:
        self.passphrase.setFocus()

    def _ask(self) -> None:
        passphrase = self.passphrase.text()
        if not self.chosen():
            return
        if not passphrase:
            self.show_message(_("Type your passphrase."))
            return
        self.passphrase.clear()
        self.set_busy(is_busy=True)
        self.unlock_asked.emit(self.chosen(), passphrase)

    def _show_caps_lock(self, is_on: bool) -> None:  # noqa: FBT001 -- a signal's argument
        if is_on and not self._caps_hint.isVisible():
            announce(self.passphrase, self._caps_hint.text())
        self._caps_hint.setVisible(is_on)

    def _lay_out(self) -> None:
        self._who = Field(_("&Who are you?"), self.people)
        self._pass = Field(_("&Passphrase"), self.passphrase)
        self._caps_hint.hide()
        card = self._card
        set_role(card, "paper")
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(16)
        column.addWidget(label(_("Custody Liaison"), "display"))
        column.addWidget(self._place)
        column.addWidget(self.notice)
        for part in (self._who, self._pass, self._caps_hint, self.unlock_button):
            column.addWidget(part)
        holder = QWidget()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        middle = QVBoxLayout(holder)
        middle.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        # Takes no focus itself: Tab goes from field to field.
        scroll.setFocusProxy(self.people)
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.resize(1024, 720)

    def _fit(self) -> None:
        self._card.setFixedWidth(max(1, min(zoomed(_CARD_PX), self.width() - zoomed(_AROUND_PX))))
        self._fit_list()

    def _fit_list(self) -> None:
        rows = range(min(self.people.count(), _ROWS_SHOWN))
        height = sum(self.people.sizeHintForRow(row) for row in rows)
        self.people.setFixedHeight(height + 2 * self.people.frameWidth() + 2)
