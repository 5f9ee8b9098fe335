"""Finishes the screen, then adds the warnings that were ticked: never one before it is signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.identity import ScreenId
from desktop.domain.person import Person
from desktop.domain.screen import Screen
from desktop.errors import ExpectedError
from desktop.services.everything import Services
from desktop.services.proposed_warnings import ProposedWarning


@dataclass(frozen=True, slots=True)
class Finished:
    """`person` is the one last saved, None where nothing was added; `refused` says what was not."""

    screen: Screen
    person: Person | None = None
    refused: tuple[tuple[ProposedWarning, ExpectedError], ...] = ()


def finish(services: Services, screen_id: ScreenId, ticked: Sequence[ProposedWarning]) -> Finished:
    """Return what was done. Where the screen cannot be finished it raises, and adds nothing."""
    screen = services.complete_screen(screen_id)
    person, refused = None, []
    for warning in ticked:
        try:
            person = services.mark_warning(screen.person_id, warning.kind, warning.note)
        except ExpectedError as error:
            refused.append((warning, error))  # The others are still worth having.
    return Finished(screen, person, tuple(refused))
