"""The screen to come back to: it was left for a longer form, and that form is finished now."""

from typing import Any

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from ui.screening.longer_opening import LongerFormOpened


class ComeBack:
    """Hears what happens on other pages. Nobody is led back to what is finished itself."""

    def __init__(self) -> None:
        self._left_for: dict[ScreenId, ScreenId] = {}
        self._due: ScreenId | None = None

    def hear(self, fact: Any) -> None:
        if isinstance(fact, LongerFormOpened):
            self._left_for[fact.opened] = fact.paused.id
        elif isinstance(fact, Screen) and fact.status is ScreenStatus.COMPLETED:
            self._due = self._left_for.pop(fact.id, None)
            self._left_for = {
                other: left for other, left in self._left_for.items() if left != fact.id
            }

    def take(self) -> ScreenId | None:
        """Return where to go on, once."""
        due, self._due = self._due, None
        return due
