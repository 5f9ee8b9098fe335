"""Consents out of a screen: one for each way of sharing that it asked about and was answered."""

from dataclasses import dataclass

from desktop.domain.identity import ConsentId, new_uuid
from desktop.domain.screen import (
    Absent,
    Answer,
    Coding,
    Consent,
    ConsentScope,
    ConsentStatus,
    Screen,
)
from desktop.forms import link_id_of
from desktop.services.form_facts import FilledScreens
from desktop.services.ports import Clock, Reads
from desktop.services.questionnaires import Questionnaires
from desktop.services.values import Session

_DEFINITION = "custody-liaison:consent."


@dataclass(frozen=True, slots=True)
class NewConsents:
    """Finds what a screen says of sharing that is not recorded from it yet.

    A question that no longer applies says nothing: an answer left under it is no consent.
    """

    reads: Reads
    questionnaires: Questionnaires
    filled_screens: FilledScreens
    session: Session
    now: Clock

    def __call__(self, screen: Screen) -> list[Consent]:
        answers = self._answers_by_scope(screen)
        if not answers:
            return []
        recorded = {
            one.scope: one.status
            for one in reversed(self.reads.consents_of_person(screen.person_id))
            if one.screen_id == screen.id
        }
        return [
            self._consent(screen, scope, status, answer)
            for scope, (status, answer) in answers.items()
            if recorded.get(scope) is not status
        ]

    def _answers_by_scope(self, screen: Screen) -> dict[ConsentScope, tuple[ConsentStatus, Answer]]:
        asked = {
            key: scope
            for key in screen.answers
            if (scope := self._scope_of(screen.questionnaire, link_id_of(key))) is not None
        }
        if not asked:
            return {}
        filling = self.filled_screens(screen)
        return {
            scope: (status, screen.answers[key])
            for key, scope in asked.items()
            if filling.applies(key) and (status := _status(screen.answers[key])) is not None
        }

    def _scope_of(self, canonical: str, link_id: str) -> ConsentScope | None:
        item = self.questionnaires.get(canonical).items.get(link_id)
        name = item.definition.removeprefix(_DEFINITION) if item else ""
        is_one = name in set(ConsentScope) and item is not None and name != item.definition
        return ConsentScope(name) if is_one else None

    def _consent(
        self, screen: Screen, scope: ConsentScope, status: ConsentStatus, answer: Answer
    ) -> Consent:
        return Consent(
            id=ConsentId(new_uuid()),
            person_id=screen.person_id,
            detention_id=screen.detention_id,
            scope=scope,
            status=status,
            recorded_at=answer.answered_at or self.now(),
            recorded_by=answer.answered_by or self.session.practitioner.id,
            screen_id=screen.id,
        )


def _status(answer: Answer) -> ConsentStatus | None:
    if answer.absent is not None:
        refused = answer.absent is Absent.DECLINED
        return ConsentStatus.REFUSED if refused else ConsentStatus.NOT_ASKED
    codes = [value.code for value in answer.values if isinstance(value, Coding)]
    known = set(ConsentStatus)
    return next((ConsentStatus(code) for code in codes if code in known), None)
