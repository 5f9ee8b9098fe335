"""Answering on a scale: a slider with the number typed beside it.

Nothing is answered until the slider is moved or a number is typed: until then it has no handle.
"""

from decimal import ROUND_CEILING, Decimal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QSlider, QStyle, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.question import ends_of
from ui.screening.reading import Reading, reads_numbers, reads_quantities
from ui.screening.typed_editors import InField
from ui.screening.typed_numbers import number_and_unit
from ui.screening.words import question_words
from ui.theme import tokens_now, zoomed
from ui.widgets.short_line import ShortLine

_LEAST_WIDTH_PX, _HEIGHT_PX, _HANDLE_PX, _GROOVE_PX = 160, 36, 20, 4
_FOCUS_EDGE_PX = 3
_MOST_STEPS = 1000
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_MOVES = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
)


class Scale(QSlider):
    """Its positions are counted in steps. `touched` says that a person moved it.

    The first key puts it at its low end, whichever way the key points: nobody can know from where
    it would have moved. The wheel scrolls the page.
    """

    touched = Signal()
    cleared = Signal()
    typed = Signal(str)

    def __init__(self, steps: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.is_set = False
        self.setRange(0, steps)
        self.setPageStep(max(1, steps // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.actionTriggered.connect(self._moved)

    def sizeHint(self) -> QSize:
        return QSize(2 * zoomed(_LEAST_WIDTH_PX), zoomed(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(zoomed(_LEAST_WIDTH_PX), zoomed(_HEIGHT_PX))

    def show_place(self, place: int | None) -> None:
        before = self.blockSignals(True)
        self.setValue(place if place is not None else 0)
        self.blockSignals(before)
        self.is_set = place is not None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLEARING:
            self.show_place(None)
            self.cleared.emit()
        elif not self.is_set and event.key() in _MOVES:
            at_end = event.key() == Qt.Key.Key_End
            self.show_place(self.maximum() if at_end else self.minimum())
            self.touched.emit()
        elif event.text().isdecimal() and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where was pressed: a scale is answered by pointing at it."""
        self._point_at(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _point_at(self, event: QMouseEvent) -> None:
        room = max(1, self.width() - zoomed(_HANDLE_PX))
        along = round(event.position().x()) - zoomed(_HANDLE_PX) // 2
        place = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), along, room)
        self.show_place(place)
        self.touched.emit()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        handle, thick = zoomed(_HANDLE_PX), zoomed(_GROOVE_PX)
        middle = self.height() // 2
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus_edge), _FOCUS_EDGE_PX))
            painter.setBrush(QColor(tokens.focus_ground))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        room = self.width() - handle
        groove = QRect(handle // 2, middle - thick // 2, room, thick)
        ink = QColor(tokens.focus_ground_ink if self.hasFocus() else tokens.edge)
        painter.fillRect(groove, ink)
        self._paint_ends(painter, groove, ink)
        if self.is_set:
            along = QStyle.sliderPositionFromValue(
                self.minimum(), self.maximum(), self.sliderPosition(), room
            )
            painter.setPen(QPen(QColor(tokens.paper), 2))
            painter.setBrush(QColor(tokens.focus_ground_ink if self.hasFocus() else tokens.action))
            painter.drawEllipse(QRect(along, middle - handle // 2, handle, handle))

    def _paint_ends(self, painter: QPainter, groove: QRect, ink: QColor) -> None:
        tall = zoomed(_HANDLE_PX) // 2
        for x in (groove.left(), groove.right()):
            painter.fillRect(QRect(x - 1, groove.center().y() - tall // 2, 2, tall), ink)

    def _moved(self) -> None:
        self.is_set = True
        self.touched.emit()


class SliderBox(QWidget):
    """The slider with its two ends written under it, and the number beside it."""

    def __init__(self, item: Item, parent: QWidget) -> None:
        super().__init__(parent)
        ends = ends_of(item)
        assert ends is not None
        self.low, self.high = ends
        self.step = _step_of(item, self.high - self.low)
        self.scale = Scale(
            int(((self.high - self.low) / self.step).to_integral_value(ROUND_CEILING))
        )
        self.scale.setObjectName("scaleSlider")
        self.number = ShortLine("0000.00")
        self.number.setObjectName("scaleNumberEdit")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.scale, 0, 0, 1, 2)
        grid.addWidget(self.number, 0, 2)
        grid.addWidget(plain_label(item.unit, "body"), 0, 3)
        grid.addWidget(plain_label(str(self.low), "secondaryText"), 1, 0)
        high = plain_label(str(self.high), "secondaryText")
        high.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(high, 1, 1)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.scale)
        self.name_parts(question_words(item))

    def name_parts(self, name: str) -> None:
        self.scale.setAccessibleName(name)
        self.number.setAccessibleName(_("{name}, as a number", name=name))

    def number_at(self, place: int) -> Decimal:
        return min(self.low + place * self.step, self.high)

    def place_of(self, number: Decimal | None) -> int | None:
        if number is None:
            return None
        within = min(max(number, self.low), self.high)
        return int(((within - self.low) / self.step).to_integral_value())


class SliderEditor(InField):
    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = reads_quantities(item) if _is_quantity(item) else reads_numbers(item)
        self._unit = item.unit
        self.box = SliderBox(item, self)
        self.lay_out(item, self.box, _("Nothing is answered until you move it or type a number."))
        self.scale, self.number = self.box.scale, self.box.number
        self.scale.touched.connect(self._moved)
        self.scale.cleared.connect(self._cleared)
        self.scale.typed.connect(self._begin_typing)
        self.number.textEdited.connect(self._on_edited)
        self.watch(self.number, self.scale)
        self._say_value()

    def focus_target(self) -> QWidget:
        return self.scale

    def show_error(self, text: str) -> None:
        super().show_error(text)
        self._say_value()

    def clear_error(self) -> None:
        super().clear_error()
        self._say_value()

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        words = str(values[0]) if values else ""
        number, unit = number_and_unit(words)
        self.number.setText(words if unit and unit != self._unit else number)
        self._show_place(self._read(words))

    def _show_place(self, reading: Reading) -> None:
        number = None
        if reading.values and not reading.problem:
            number = Decimal(str(reading.values[0]).partition(" ")[0])
        self.scale.show_place(self.box.place_of(number))
        self._say_value()

    def _moved(self) -> None:
        self.number.setText(str(self.box.number_at(self.scale.sliderPosition())))
        self._say_value()
        self.clear_error()
        self._typed()

    def _cleared(self) -> None:
        self.number.clear()
        self._say_value()
        self.clear_error()
        self._typed()

    def _begin_typing(self, digit: str) -> None:
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.setText(digit)
        self._on_edited()

    def _on_edited(self) -> None:
        self.clear_error()
        self._show_place(self._read(self.number.text()))
        self._typed()

    def _tell(self) -> None:
        self.give(self._read(self.number.text()).values)

    def _on_left(self) -> None:
        self.flush()
        self.say_if_wrong(self._read(self.number.text()).problem)

    def _say_value(self) -> None:
        """Say the answer: the position alone is counted in steps, and at first is none."""
        said = f"{self.number.text()} {self._unit}".strip() if self.scale.is_set else ""
        parts = (said or _("No answer yet"), self.error(), self.hint_label().text())
        self.scale.setAccessibleDescription(". ".join(part for part in parts if part))


def _is_quantity(item: Item) -> bool:
    return item.type is ItemType.QUANTITY


def _step_of(item: Item, span: Decimal) -> Decimal:
    if item.slider_step is not None and item.slider_step <= span:
        step = Decimal(item.slider_step)
    elif item.type is ItemType.INTEGER or span >= 10:  # noqa: PLR2004 -- ten steps can be aimed at
        step = Decimal(1)
    else:
        step = Decimal("0.1")
    return max(step, (span / _MOST_STEPS).to_integral_value()) if span > _MOST_STEPS else step
