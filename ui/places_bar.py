"""The places at the left of the frame, each with the count that matters there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.places import (
    BoardPlace,
    CourtReportsPlace,
    ImportFormPlace,
    PeoplePlace,
    Place,
    ShiftEndPlace,
)
from ui.widgets.buttons import Button
from ui.widgets.role import set_role


class PlacesBar(QFrame):
    """Ctrl with a number opens a place; letters are left to the pages."""

    place_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("placesBar")
        self.setAccessibleName(_("Places"))
        set_role(self, "places")
        self._names: dict[Place, str] = {
            BoardPlace(): _("Board"),
            PeoplePlace(): _("People"),
            CourtReportsPlace(): _("Court reports"),
            ImportFormPlace(): _("Forms"),
            ShiftEndPlace(): _("Shift end"),
        }
        self._buttons: dict[Place, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for number, (place, name) in enumerate(self._names.items(), 1):
            column.addWidget(self._button(place, name, number))
        column.addStretch(1)

    def places(self) -> tuple[Place, ...]:
        return tuple(self._names)

    def show_place(self, place: Place | None) -> None:
        """Mark the place that is in front, or the one that what is in front belongs to."""
        for other, button in self._buttons.items():
            button.setChecked(other == place)

    def show_count(self, place: Place, count: int) -> None:
        name = self._names[place]
        self._buttons[place].setText(f"{name}  {count}" if count else name)
        said = _("{place}, {count} waiting", place=name, count=count) if count else name
        self._buttons[place].setAccessibleName(said)

    def _button(self, place: Place, name: str, number: int) -> QPushButton:
        button = Button(name)
        button.setObjectName(f"{type(place).__name__[:-5].lower()}PlaceButton")
        button.setAccessibleName(name)
        button.setAccessibleDescription(_("Ctrl+{number}", number=number))
        button.setCheckable(True)
        set_role(button, "place")
        button.clicked.connect(lambda: self._ask(place))
        self._buttons[place] = button
        return button

    def _ask(self, place: Place) -> None:
        # The frame marks the place once it is there: a click alone changes nothing.
        button = self._buttons[place]
        button.setChecked(not button.isChecked())
        self.place_asked.emit(place)
