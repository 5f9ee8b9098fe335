"""Leaves a screen, paused, for the longer form that one of its totals leads to. Knows no Qt.

Nothing is begun twice: a form of this stay that is half done, or was finished since this screen
was begun, is opened instead of a new one.
"""

from dataclasses import dataclass

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.everything import Services


@dataclass(frozen=True, slots=True)
class LongerFormOpened:
    """Said to all pages: from `paused` one went to `opened`, and comes back when that is done."""

    paused: Screen
    opened: ScreenId


def open_longer(services: Services, screen_id: ScreenId, address: str) -> LongerFormOpened:
    """Pause the screen as "Pause" does, and return what to go to instead."""
    paused = services.pause_screen(screen_id)
    known = _known(services, paused, address)
    if known is not None:
        return LongerFormOpened(paused, known.id)
    begun = services.start_screen(paused.person_id, paused.detention_id, address)
    return LongerFormOpened(paused, begun.screen.id)


def _known(services: Services, paused: Screen, address: str) -> Screen | None:
    same = [
        screen
        for screen in services.open_person(paused.person_id).screens
        if screen.detention_id == paused.detention_id
        and screen.questionnaire.partition("|")[0] == address
    ]
    half_done = [one for one in same if one.status is not ScreenStatus.COMPLETED]
    done_since = [one for one in same if one.started_at >= paused.started_at]
    return next(iter((*half_done, *done_since)), None)
