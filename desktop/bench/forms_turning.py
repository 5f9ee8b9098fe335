"""Going through a form section by section, and showing bare forms of the same widgets."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.bench.forms_bare import BareForm
from desktop.bench.forms_page import OpenPage, Seen


class Turning:
    """Goes down to the last section and up again, by the keys a person would press."""

    def __init__(self, opened: OpenPage) -> None:
        self._opened = opened
        self._key = Qt.Key.Key_Down
        self._seen: Seen | None = None

    def ours(self) -> float:
        """Return the seconds from the key to the paint of the next section."""
        opened = self._opened
        opened.window.bring_to_front(opened.page)
        opened.window.settle()
        before = opened.section()
        self._turn_at_the_end()
        took = opened.window.seconds_to_paint(
            lambda: QTest.keyClick(opened.page, self._key, Qt.KeyboardModifier.AltModifier),
            lambda: opened.section() is not before,
        )
        self._seen = opened.seen()
        return took

    def bare(self) -> float:
        """Return the seconds until what that paint showed stands in a bare form."""
        opened, seen = self._opened, self._seen
        assert seen is not None
        made: list[BareForm] = []

        def make() -> None:
            made.append(seen.bare())
            opened.window.bring_to_front(made[0])

        took = opened.window.seconds_to_paint(make)
        opened.window.let_go(made.pop())
        return took

    def _turn_at_the_end(self) -> None:
        sections = self._opened.page.view.sections
        if sections.currentRow() >= sections.count() - 1:
            self._key = Qt.Key.Key_Up
        elif sections.currentRow() <= 0:
            self._key = Qt.Key.Key_Down
