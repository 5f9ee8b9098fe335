"""The way a person came: which places are open, oldest first, and where focus stood in each."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.page import Page
from ui.places import Place

# Deeper than anyone goes on purpose; the oldest but the first is closed then.
DEEPEST = 12


@dataclass(slots=True)
class Step:
    place: Place
    page: Page
    focus: QWidget | None = None

    def remember_focus(self) -> None:
        focused = self.page.window().focusWidget()
        self.focus = focused if focused is not None and self.page.isAncestorOf(focused) else None

    def give_focus_back(self) -> bool:
        """Return whether there was somewhere to put it."""
        if self.focus is None or not isValid(self.focus) or not self.focus.isEnabled():
            return False
        self.focus.setFocus()
        return True


class History:
    """The last step is the page in front. What a method drops, its caller closes."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def current(self) -> Step | None:
        return self._steps[-1] if self._steps else None

    def find(self, place: Place) -> Step | None:
        return next((step for step in self._steps if step.place == place), None)

    def push(self, step: Step) -> list[Step]:
        self._steps.append(step)
        return [self._steps.pop(1)] if len(self._steps) > DEEPEST else []

    def unwind_to(self, step: Step) -> list[Step]:
        place = self._steps.index(step)
        dropped = self._steps[place + 1 :]
        del self._steps[place + 1 :]
        return dropped

    def previous(self) -> Step | None:
        return self._steps[-2] if len(self._steps) > 1 else None

    def first(self) -> Step | None:
        return self._steps[0] if self._steps else None
