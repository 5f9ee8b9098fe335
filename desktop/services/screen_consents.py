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
from desktop.forms import Questionnaire, enabled_items
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
    session: Session
    now: Clock

    def __call__(self, screen: Screen) -> list[Consent]:
        answers = _answers_by_scope(self.questionnaires.get(screen.questionnaire), screen)
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


def _answers_by_scope(
    questionnaire: Questionnaire, screen: Screen
) -> dict[ConsentScope, tuple[ConsentStatus, Answer]]:
    scopes = set(ConsentScope)
    asked = {
        link_id: ConsentScope(name)
        for link_id, item in questionnaire.items.items()
        if (name := item.definition.removeprefix(_DEFINITION)) != item.definition
        and name in scopes
        and link_id in screen.answers
    }
    applies = enabled_items(questionnaire, screen.answers) if asked else frozenset()
    found = {}
    for link_id, scope in asked.items():
        answer = screen.answers[link_id]
        status = _status(answer)
        if link_id in applies and status is not None:
            found[scope] = (status, answer)
    return found


def _status(answer: Answer) -> ConsentStatus | None:
    if answer.absent is not None:
        refused = answer.absent is Absent.DECLINED
        return ConsentStatus.REFUSED if refused else ConsentStatus.NOT_ASKED
    codes = [value.code for value in answer.values if isinstance(value, Coding)]
    known = set(ConsentStatus)
    return next((ConsentStatus(code) for code in codes if code in known), None)
