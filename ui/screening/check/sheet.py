"""What the check page shows, read in one go: the screen written out, what it owes, whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.detention import Detention
from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.person import Person
from desktop.domain.screen import Screen, ScreenStatus
from desktop.forms import Filling, Finding, Problem, Questionnaire
from desktop.services.everything import Services
from desktop.services.proposed_warnings import ProposedWarning
from desktop.services.written_out import WrittenOut, write_out


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSheet:
    screen: Screen
    questionnaire: Questionnaire
    person: Person
    detention: Detention | None
    written: WrittenOut
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    names: Mapping[PractitionerId, str]
    proposed: tuple[ProposedWarning, ...] = ()

    @property
    def is_finished(self) -> bool:
        return self.screen.status is ScreenStatus.COMPLETED

    @property
    def may_change(self) -> bool:
        return not self.is_finished and not self.screen.standing.needs_newer

    def owed(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_warning)

    def warned(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_warning)


def read_sheet(services: Services, screen_id: ScreenId) -> CheckSheet:
    """Read it. Runs beside the windows: nothing of it is a widget."""
    opened = services.open_screen(screen_id)
    file = services.open_person(opened.screen.person_id)
    stay = opened.screen.detention_id
    filling = Filling(
        opened.questionnaire,
        opened.answers(),
        names=opened.facts,
        now=opened.screen.completed_at or services.now(),
        is_reopened=True,
    )
    is_finished = opened.screen.status is ScreenStatus.COMPLETED
    return CheckSheet(
        screen=opened.screen,
        questionnaire=opened.questionnaire,
        person=file.person,
        detention=next((one for one in file.detentions if one.id == stay), None),
        written=write_out(filling, opened.screen),
        problems=filling.problems(),
        findings=filling.warnings(),
        names=opened.names,
        proposed=() if is_finished else services.proposed_warnings(screen_id),
    )
