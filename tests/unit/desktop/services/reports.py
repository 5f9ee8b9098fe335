"""People whose screens are finished and who may go to court: what report tests begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop.domain.court_report import CourtReport
from desktop.domain.detention import Detention
from desktop.domain.identity import ConsentId, ScreenId, new_uuid
from desktop.domain.person import Gender, Person
from desktop.domain.screen import Answer, Consent, ConsentScope, ConsentStatus
from desktop.forms import Questionnaire
from desktop.services.questionnaires import LIAISON_SCREEN
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import answer_all, code, fill_what_is_needed

COURT = "Southend Magistrates' Court"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person with a finished screen, and the desk at which it was done."""

    desk: Desk
    person: Person
    stay: Detention
    screen_id: ScreenId

    def draft(self, template: str = "same_day", **changes: Any) -> CourtReport:
        return self.desk.services.draft_court_report(
            self.screen_id,
            template,
            changes.get("court", COURT),
            changes.get("hearing_at", self.desk.clock() + timedelta(hours=8)),
        )

    def signed(self) -> CourtReport:
        return self.desk.services.sign_court_report(self.draft().id)

    def says(self, scope: ConsentScope, status: ConsentStatus, **changes: Any) -> None:
        """Record a consent by hand, as from the person's page."""
        self.desk.services.record_consent(
            Consent(
                id=ConsentId(new_uuid()),
                person_id=self.person.id,
                detention_id=changes.get("detention_id", self.stay.id),
                scope=scope,
                status=status,
                recorded_at=self.desk.clock(),
                recorded_by=self.desk.services.session.practitioner.id,
            )
        )


def told(form: Questionnaire, **consents: str) -> dict[str, Answer]:
    """Return what a person with several needs says; consents are by scope."""

    def words(text: str) -> Answer:
        return Answer(values=(text,))

    yes = Answer(values=(True,))
    shared = {"screening": "given", "court": "given", "referral": "given", **consents}
    return {
        **{
            f"consent.{scope}": code(form, f"consent.{scope}", how) for scope, how in shared.items()
        },
        "today.how_seen": code(form, "today.how_seen", "01"),
        "today.minutes": Answer(values=(45,)),
        "today.interpreter": code(form, "today.interpreter", "4"),
        "mental.diagnosis": yes,
        "mental.diagnosis_words": words("depression"),
        "mental.diagnosis_checked": code(form, "mental.diagnosis_checked", "nobody"),
        "needs.mental_health": code(form, "needs.mental_health", "unmet"),
        "medicines.taking": yes,
        "medicines.list": words("sertraline 100 mg\npromethazine at night"),
        "medicines.checked_with": code(form, "medicines.checked_with", "gp"),
        "risk.thoughts": Answer(values=(False,)),
        "risk.past": yes,
        "risk.past_words": words("last June, cut arm"),
        "court.report": code(form, "court.report", "same_day"),
        "court.presentation": words("calm and polite"),
        "court.understanding": words("follows well when things are explained"),
        "plan.summary": words("Full Circle leads. Will court tell us?"),
    }


def a_case(
    desk: Desk,
    *,
    answers: Mapping[str, Answer] | None = None,
    consents: Mapping[str, str] | None = None,
    **changes: Any,
) -> Case:
    """Screen somebody to the end: Kelly Marsh, a woman of 35, unless said otherwise."""
    known = {"gender": Gender.FEMALE, "date_of_birth": date(1991, 3, 4), "title": "Ms"}
    person = desk.person(**{**known, **changes})
    stay = desk.stay(person)
    opened = desk.services.start_screen(person.id, stay.id, LIAISON_SCREEN)
    answer_all(desk, opened, told(opened.questionnaire, **(consents or {})))
    answer_all(desk, opened, answers or {})
    fill_what_is_needed(desk, opened)
    desk.services.complete_screen(opened.screen.id)
    return Case(desk=desk, person=person, stay=stay, screen_id=opened.screen.id)
