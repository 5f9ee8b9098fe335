"""Answering with a number and its unit: the unit stands there, is chosen, or is typed."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item
from desktop.wording.words import text as _
from ui.screening.choice_editors import CalmCombo
from ui.screening.plain_label import plain_label
from ui.screening.reading import Reading, reads_quantities, units_of
from ui.screening.typed_editors import InField
from ui.screening.typed_numbers import number_and_unit, unit_called
from ui.screening.words import question_words
from ui.widgets.role import literal
from ui.widgets.short_line import ShortLine

_NUMBER_EXAMPLE, _UNIT_EXAMPLE = "0000000.00", "millimetres"


class QuantityBox(QWidget):
    """Two boxes side by side; a screen reader hears the question at both."""

    def __init__(self, item: Item, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = ShortLine(_NUMBER_EXAMPLE, self)
        self.number.setObjectName("quantityNumberEdit")
        self.units = units_of(item)
        self.unit: CalmCombo | QLineEdit | None = None
        # A combo box tells a screen reader only its value; what it asks comes from a label.
        self._unit_said = QLabel(self)
        self._unit_said.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        if len(self.units) == 1:
            row.addWidget(plain_label(self.units[0], "body"), 1)
        else:
            self.unit = self._unit_box()
            self._unit_said.setBuddy(self.unit)
            row.addWidget(self.unit)
            row.addStretch(1)
        self.setFocusProxy(self.number)
        self.name_parts(question_words(item))

    def name_parts(self, name: str) -> None:
        fixed = f", {self.units[0]}" if len(self.units) == 1 else ""
        self.number.setAccessibleName(f"{name}{fixed}")
        if self.unit is not None:
            asked = _("{name}, unit", name=name)
            self.unit.setAccessibleName(asked)
            self._unit_said.setText(literal(asked))

    def typed_unit(self) -> str:
        if isinstance(self.unit, CalmCombo):
            return self.unit.currentText()
        return self.unit.text().strip() if self.unit is not None else ""

    def show_unit(self, unit: str) -> None:
        if isinstance(self.unit, CalmCombo):
            self.unit.setCurrentIndex(max(0, self.unit.findText(unit)))
        elif self.unit is not None:
            self.unit.setText(unit)

    def _unit_box(self) -> CalmCombo | QLineEdit:
        if not self.units:
            line = ShortLine(_UNIT_EXAMPLE, self)
            line.setObjectName("quantityUnitEdit")
            line.setPlaceholderText(_("unit"))
            return line
        combo = CalmCombo(self)
        combo.setObjectName("quantityUnitCombo")
        combo.takes_back = False
        combo.addItems(list(self.units))
        return combo


class QuantityEditor(InField):
    """Takes "72.5 kg" typed in the first box apart; a unit that is none of these is explained."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._read_whole = reads_quantities(item)
        self.box = QuantityBox(item, self)
        self.lay_out(item, self.box)
        self.number = self.box.number
        self.number.textEdited.connect(self._on_edited)
        self.watch(self.number)
        if isinstance(self.box.unit, CalmCombo):
            self.box.unit.activated.connect(self._on_edited)
        elif self.box.unit is not None:
            self.box.unit.textEdited.connect(self._on_edited)
            self.watch(self.box.unit)

    def focus_target(self) -> QWidget:
        return self.number

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        words = str(values[0]) if values else ""
        number, typed_unit = number_and_unit(words)
        unit = unit_called(self._item, typed_unit or self._item.unit)
        if unit is None or self._read_whole(words).problem:
            number, unit = words, ""  # Stays as it was typed, until it is mended.
        self.number.setText(number)
        self.box.show_unit(unit)

    def _on_edited(self) -> None:
        self.clear_error()
        self._typed()

    def _read(self) -> Reading:
        number, inline = number_and_unit(self.number.text())
        if not number:
            return Reading()
        return self._read_whole(f"{number} {inline or self.box.typed_unit()}".strip())

    def _tell(self) -> None:
        self.give(self._read().values)

    def _on_left(self) -> None:
        self.flush()
        reading = self._read()
        if not self.say_if_wrong(reading.problem) and reading.values:
            self._put(reading.values)
