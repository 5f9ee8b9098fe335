"""The frame around every page: places, who is here, the way back, three truths."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.history import History, Step
from ui.key_sheet import KeySheet
from ui.on_screen import open_whole
from ui.page import Page
from ui.places import PeoplePlace, Place
from ui.places_bar import PlacesBar
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.top_line import TopLine
from ui.widgets.announce import announce
from ui.widgets.notice import Kind, Notice
from ui.widgets.tab_order import put_last


class MainWindow(QMainWindow):
    """Pages are made when they are gone to and closed when they are left for good.

    The window's title never holds a name: it is seen in task lists and over shoulders.
    """

    lock_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        make_page: Callable[[Place], Page],
        *,
        suite: str,
        practitioner: str,
        role: str = "",
        theme: Theme | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(_("Custody Liaison - {suite}", suite=suite))
        self._make_page = make_page
        self._history = History()
        self._was_shown = False
        self.top_line = TopLine(suite=suite, practitioner=practitioner, role=role)
        self.places = PlacesBar()
        self.status = StatusLine()
        self.notice = Notice()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pageStack")
        self._lay_out()
        self._connect()
        self._add_keys()
        if theme is not None:
            theme.listen_for_zoom(self)
        self.resize(1280, 800)

    def go(self, place: Place) -> None:
        """Bring a place to the front. One already open is gone back to, not opened twice."""
        self._leave_page()
        self.notice.clear()
        known = self._history.find(place)
        if known is not None:
            dropped = self._history.unwind_to(known)
        else:
            if place in self.places.places():
                self._close(self._unwound_to_first())
            page = self._make_page(place)
            self._stack.addWidget(page)
            dropped = self._history.push(Step(place, page))
        self._show_current()
        self._close(dropped)

    def go_back(self) -> None:
        """Go where one came from; the first page stays."""
        previous = self._history.previous()
        if previous is not None:
            self.go(previous.place)

    def page(self) -> Page | None:
        current = self._history.current()
        return current.page if current is not None else None

    def show_message(self, text: str, kind: Kind = "note") -> None:
        """Say something that belongs to no page; it stays until one goes elsewhere."""
        self.notice.show_text(text, kind)

    def show_count(self, place: Place, count: int) -> None:
        self.places.show_count(place, count)

    def save_now(self) -> None:
        """Save what is being typed, and say so: it would have been saved in any case."""
        page = self.page()
        if page is not None:
            getattr(page, "save_page", page.leave)()
        announce(self, self.status.saved.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: a page, a menu or a list that wants Esc for itself has it first.
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        # Qt goes round in the order of making: pages come later than the line below them.
        put_last(self.status)
        return super().focusNextPrevChild(is_next)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._was_shown:
            self._was_shown = True
            open_whole(self)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_page()
        self.closing.emit()
        super().closeEvent(event)

    def _leave_page(self) -> None:
        current = self._history.current()
        if current is not None:
            current.remember_focus()
            current.page.leave()

    def _show_current(self) -> None:
        current = self._history.current()
        if current is None:
            return
        self._stack.setCurrentWidget(current.page)
        first = self._history.first()
        at_left = current.place if current.place in self.places.places() else None
        self.places.show_place(at_left or (first.place if first else None))
        current.page.begin()
        focused = self.focusWidget()
        if not current.give_focus_back() and not (focused and current.page.isAncestorOf(focused)):
            current.page.focus_first()
        announce(self, current.page.heading)

    def _unwound_to_first(self) -> list[Step]:
        """Keep the board: going back from any place at the left ends there."""
        first = self._history.first()
        return self._history.unwind_to(first) if first is not None else []

    def _close(self, steps: list[Step]) -> None:
        for step in steps:
            self._stack.removeWidget(step.page)
            step.page.deleteLater()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.places)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        middle.addLayout(column, 1)
        frame = QWidget()
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.top_line)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        self.top_line.find_asked.connect(self._find)
        self.top_line.lock_asked.connect(self._lock)
        self.places.place_asked.connect(self.go)
        self.status.place_asked.connect(self.go)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._find),
            ("Ctrl+L", self._lock),
            ("Ctrl+S", self.save_now),
            ("Ctrl+P", self._print),
            ("F1", self._show_keys),
            ("Alt+Left", self.go_back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for number, place in enumerate(self.places.places(), 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda place=place: self.go(place))

    def _find(self) -> None:
        self.go(PeoplePlace())

    def _lock(self) -> None:
        self._leave_page()
        self.lock_asked.emit()

    def _print(self) -> None:
        print_page = getattr(self.page(), "print_page", None)
        if callable(print_page):
            print_page()
        else:
            self.show_message(_("There is nothing to print on this page."))

    def _show_keys(self) -> None:
        page = self.page()
        KeySheet(page.keys if page is not None else (), self).open()
