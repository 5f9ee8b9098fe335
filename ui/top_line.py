"""The top of the frame: where this is, who is at the desk, find anyone, lock."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.wording.words import text as _
from ui.theme import zoomed
from ui.widgets.buttons import Button
from ui.widgets.role import label, set_role

_LARGE_PERCENT = 150


class TopLine(QFrame):
    find_asked = Signal()
    lock_asked = Signal()

    def __init__(
        self, *, suite: str, practitioner: str, role: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topLine")
        set_role(self, "topLine")
        self._product = label(_("Custody Liaison"), "strong", wraps=False)
        place = label(_("{suite} custody", suite=suite), "strong", wraps=False)
        place.setObjectName("suiteLabel")
        who = label(", ".join(part for part in (practitioner, role) if part), "who")
        who.setObjectName("practitionerLabel")
        who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._find = self._button(_("Find anyone"), "findButton")
        self._find.clicked.connect(self.find_asked)
        self._lock = self._button(_("Lock"), "lockButton")
        self._lock.clicked.connect(self.lock_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self._product)
        row.addWidget(place)
        row.addWidget(who, 1)
        row.addWidget(self._find)
        row.addWidget(self._lock)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_lock"):
            self._fit()

    def _fit(self) -> None:
        """Leave out what can be read elsewhere when the type is large: keys stand on F1's sheet."""
        is_roomy = zoomed(100) < _LARGE_PERCENT
        self._product.setVisible(is_roomy)
        self._find.setText(_("Find anyone  Ctrl+F") if is_roomy else _("Find anyone"))
        self._lock.setText(_("Lock  Ctrl+L") if is_roomy else _("Lock"))

    def _button(self, said: str, name: str) -> QPushButton:
        button = Button(said)
        button.setAccessibleName(said)
        button.setObjectName(name)
        button.setAutoDefault(False)
        set_role(button, "bar")
        return button
