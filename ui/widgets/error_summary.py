"""What is wrong on a page, first thing under its heading; each line leads to its field."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.widgets.announce import announce
from ui.widgets.follow_focus import bring_focus
from ui.widgets.role import label, set_role
from ui.widgets.tab_order import put_after
from ui.widgets.wrapping_link import WrappingLink

_MARGIN_PX = 48
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ErrorSummary(QFrame):
    """Takes focus when it is shown: Enter leads to the first field, Tab goes from line to line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorSummaryFrame")
        set_role(self, "errorSummary")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(label(_("There is a problem"), "subheading"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        # Its place is known only once the layout has made room for it.
        self._to_top = QTimer(self, interval=0, singleShot=True)
        self._to_top.timeout.connect(self._scroll_to_top)
        self.hide()

    def show_problems(self, problems: Iterable[tuple[str, QWidget]]) -> None:
        """Show the problems in order and take focus; nothing wrong hides the summary."""
        self._empty()
        listed = list(problems)
        self.setVisible(bool(listed))
        if not listed:
            return
        for words, widget in listed:
            line = self._line(words, widget)
            self._lines.addWidget(line)
            line.show()  # Now, not with the next event: the next key may be Tab.
        put_after(self, self._links())
        said = ". ".join([_("There is a problem"), *(words for words, _widget in listed)])
        self.setAccessibleName(said)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_top.start()
        announce(self, said, at_once=True)

    def keep(self, texts: Collection[str]) -> None:
        """Take away the lines that are not among `texts`: they are mended. Focus stays."""
        for line in self._links():
            if line.words not in texts:
                self._lines.removeWidget(line)
                _let_go(line)
        self.setAccessibleName(". ".join([_("There is a problem"), *self.texts()]))
        if not self._links():
            self.hide()

    def clear(self) -> None:
        self.show_problems([])

    def texts(self) -> list[str]:
        return [line.words for line in self._links()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        links = self._links()
        is_asked = event.key() in _ENTER and not event.isAutoRepeat()
        if is_asked and links and self.hasFocus():
            links[0].click()
        else:
            super().keyPressEvent(event)

    def _scroll_to_top(self) -> None:
        """Show its first lines, however high it is: where they are in sight, nothing moves."""
        area = _area_around(self)
        held = area.widget() if area is not None else None
        if area is None or held is None or not self.isVisible():
            return
        top = self.mapTo(held, QPoint(0, 0)).y()
        bar, height = area.verticalScrollBar(), area.viewport().height()
        is_whole = bar.value() <= top and top + self.height() <= bar.value() + height
        if not is_whole:
            bar.setValue(max(0, top - _MARGIN_PX))

    def _links(self) -> list[WrappingLink]:
        lines = (self._lines.itemAt(place).widget() for place in range(self._lines.count()))  # type: ignore[union-attr]
        return [line for line in lines if isinstance(line, WrappingLink)]

    def _line(self, words: str, widget: QWidget) -> QWidget:
        line = WrappingLink(words)
        line.setObjectName("problemButton")
        line.clicked.connect(partial(_bring_to, widget))
        return line

    def _empty(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                _let_go(widget)


def _let_go(widget: QWidget) -> None:
    widget.hide()  # Without a parent it would be a window until it is gone.
    widget.deleteLater()


def _area_around(widget: QWidget) -> QScrollArea | None:
    ancestor = widget.parentWidget()
    while ancestor is not None and not isinstance(ancestor, QScrollArea):
        ancestor = ancestor.parentWidget()
    return ancestor


def _bring_to(widget: QWidget, _checked: object = None) -> None:
    ancestor = widget.parentWidget()
    while ancestor is not None:
        if isinstance(ancestor, QScrollArea):
            ancestor.ensureWidgetVisible(widget, 0, _MARGIN_PX)
        ancestor = ancestor.parentWidget()
    bring_focus(widget)
