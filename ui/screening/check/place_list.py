"""A title and lines that each lead to a question: what is owed, what to look at again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.wording.words import text as _
from ui.screening.check.words import PlaceLine
from ui.screening.plain_label import plain_label
from ui.widgets.announce import announce
from ui.widgets.role import label, set_role
from ui.widgets.wrapping_link import WrappingLink

_MOST_SHOWN = 12


class PlaceList(QFrame):
    place_asked = Signal(str)

    def __init__(self, role: str) -> None:
        super().__init__()
        set_role(self, role)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._title = label("", "subheading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        self.hide()

    def show_lines(self, title: str, lines: Sequence[PlaceLine], *, leads: bool = True) -> None:
        """Show the lines; `leads` is no where there is nowhere to go, and they are only words."""
        self._empty()
        self._title.setText(title)
        self.setVisible(bool(title))
        for line in lines[:_MOST_SHOWN]:
            if leads:
                button = WrappingLink(line.words)
                button.setObjectName("placeButton")
                button.clicked.connect(partial(self._go, line.key))
                self._lines.addWidget(button)
                button.show()  # Now, not with the next event: only what is shown can take focus.
            else:
                self._lines.addWidget(plain_label(line.words, "body"))
        rest = len(lines) - _MOST_SHOWN
        if rest > 0:
            self._lines.addWidget(plain_label(_("and {count} more", count=rest), "secondaryText"))
        self.setAccessibleName(". ".join([title, *(line.words for line in lines)]))

    def title(self) -> str:
        return self._title.text()

    def buttons(self) -> list[WrappingLink]:
        found = (self._lines.itemAt(place) for place in range(self._lines.count()))
        widgets = [item.widget() for item in found if item is not None]
        return [one for one in widgets if isinstance(one, WrappingLink)]

    def come_to(self) -> None:
        """Take focus and say what is listed: whoever pressed "Finish" is to hear why not."""
        buttons = self.buttons()
        (buttons[0] if buttons else self).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName(), at_once=True)

    def _go(self, key: str, _checked: object = None) -> None:
        self.place_asked.emit(key)

    def _empty(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # Without a parent it would be a window until it is gone.
                widget.deleteLater()
