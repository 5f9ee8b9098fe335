"""What a page is given in a test: services in memory and runners that answer at once."""

from dataclasses import dataclass, field
from typing import Any

from desktop.services.everything import Services
from desktop.wording.errors import say
from tests.fakes.services import services_in_memory
from tests.fakes.task_runner import ImmediateTaskRunner
from ui.background.hand_round import HandRound
from ui.background.task_runner import TaskRunner
from ui.page import Announcer, PageContext
from ui.places import Place


@dataclass
class Journey:
    """Where a page asked to go. `back` counts how often it asked to go back."""

    places: list[Place] = field(default_factory=list)
    back: int = 0

    def go(self, place: Place) -> None:
        self.places.append(place)

    def go_back(self) -> None:
        self.back += 1


def a_page_context(
    services: Services | None = None,
    *,
    journey: Journey | None = None,
    tasks: TaskRunner | None = None,
    errands: TaskRunner | None = None,
    **overrides: Any,
) -> PageContext:
    """Return a context; `overrides` replace single services by name."""
    journey = journey or Journey()
    services = services or services_in_memory(**overrides)
    errands = errands or ImmediateTaskRunner()
    announcer = Announcer()
    return PageContext(
        services=services,
        tasks=tasks or ImmediateTaskRunner(),
        errands=errands,
        announcer=announcer,
        hand_round=HandRound(services, errands, announcer),
        go=journey.go,
        go_back=journey.go_back,
        say=say,
    )
