"""Services for one open screen, which answer at once: what is measured is the page, not the store.

Making an answer durable is what the storage bench measures.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from desktop.assembly.setting_up import new_practitioner
from desktop.domain.identity import DeviceId, PersonId, ScreenId
from desktop.domain.person import Person
from desktop.domain.screen import Answer, Screen
from desktop.forms import Questionnaire
from desktop.services.everything import Services
from desktop.services.values import OpenScreen, PersonFile, Session
from desktop.wording.errors import say
from ui.background.hand_round import HandRound
from ui.background.task_runner import TaskRunner
from ui.page import Announcer, PageContext

SCREEN = ScreenId(UUID(int=1))
_PERSON = PersonId(UUID(int=2))


@dataclass
class Desk:
    """`saved` counts the answers that arrived. The screen opens at `section`."""

    form: Questionnaire
    section: str = ""
    tasks: TaskRunner = field(default_factory=TaskRunner)
    saved: int = 0

    def __post_init__(self) -> None:
        self._who = new_practitioner("A. Bench")
        self._screen = Screen(
            id=SCREEN,
            person_id=_PERSON,
            questionnaire=self.form.canonical,
            questionnaire_sha256=self.form.sha256,
            title=self.form.title,
            started_at=datetime.now(UTC),
            started_by=self._who.id,
            current_section=self.section,
        )

    def context(self) -> PageContext:
        services = self._services()
        return PageContext(
            services=services,
            tasks=self.tasks,
            errands=self.tasks,
            announcer=Announcer(),
            hand_round=HandRound(services, self.tasks),
            go=lambda _place: None,
            go_back=lambda: None,
            say=say,
        )

    def _services(self) -> Services:
        session = Session(
            practitioner=self._who,
            device_id=DeviceId(UUID(int=3)),
            workstation="Bench 1",
            suite="Southend",
        )
        asked: dict[str, Any] = {each.name: _not_asked for each in fields(Services)}
        asked.update(
            session=session,
            now=lambda: datetime.now(UTC),
            open_screen=lambda _screen: OpenScreen(
                screen=self._screen, questionnaire=self.form, names={self._who.id: self._who.name}
            ),
            open_person=lambda _person: PersonFile(person=Person(id=_PERSON, family_name="Marsh")),
            answer_question=self._answer,
            leave_section=self._leave,
        )
        return Services(**asked)

    def _answer(self, _screen: ScreenId, _key: str, _answer: Answer) -> None:
        self.saved += 1

    def _leave(self, _screen: ScreenId, section: str, following: str) -> Screen:
        left = {**self._screen.sections_left, section: datetime.now(UTC)}
        self._screen = replace(self._screen, sections_left=left, current_section=following)
        return self._screen


def _not_asked(*_asked: object) -> None:
    raise RuntimeError("the page asked for a service that the bench does not have")
