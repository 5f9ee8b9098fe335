"""What a form's expressions may know besides its answers, as FHIR R4: person, user, stay, age.

Only what is recorded is said. A person without a date of birth has no age, not one of nought.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId, ScreenId
from desktop.domain.person import Gender, Person, age_in_years
from desktop.domain.screen import Screen, ScreenStatus, Value
from desktop.domain.staff import Practitioner
from desktop.errors import NotFoundError
from desktop.forms import Filling
from desktop.services.ports import Clock, Drafts, Reads
from desktop.services.questionnaires import Questionnaires
from desktop.services.values import Session
from desktop.wording.clinical import in_uk_time

Facts = dict[str, Mapping[str, Any] | Value]

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
_OURS = "https://custodyliaison.example/fhir/identifier/"
_SETTING = "https://custodyliaison.example/fhir/CodeSystem/setting"
# PERSON STATED GENDER CODE to FHIR's administrative-gender.
_GENDERS = {Gender.MALE: "male", Gender.FEMALE: "female", Gender.INDETERMINATE: "other"}


@dataclass(frozen=True, slots=True)
class FormFacts:
    reads: Reads
    session: Session

    def __call__(
        self,
        person_id: PersonId,
        detention_id: DetentionId | None,
        at: datetime,
        user: Practitioner | None = None,
    ) -> Facts:
        """Return the facts as they stand; the age is that of the day of `at`, by UK time."""
        person = self.reads.person(person_id)
        facts: Facts = {
            "patient": as_patient(person),
            "user": as_practitioner(user or self.session.practitioner),
        }
        if detention_id is not None:
            stay = self.reads.record(Detention, detention_id)
            facts["encounter"] = as_encounter(stay)
        if person.date_of_birth is not None:
            facts["age"] = age_in_years(person.date_of_birth, in_uk_time(at).date())
        return facts


@dataclass(frozen=True, slots=True)
class FilledScreens:
    """Makes the Filling of a stored screen: its form, its answers and the facts of its day."""

    reads: Reads
    questionnaires: Questionnaires
    facts: FormFacts
    now: Clock

    def __call__(self, screen: Screen) -> Filling:
        """Return it as it stands: what was worked out and stored is kept. NotFoundError."""
        return Filling(
            self.questionnaires.get(screen.questionnaire),
            screen.answers,
            names=self.facts_of(screen),
            now=in_uk_time(screen.completed_at or self.now()),  # “Today” is the day at the desk.
            is_reopened=True,
        )

    def facts_of(self, screen: Screen) -> Facts:
        """Return the facts for whoever fills it in; of a finished one, whoever finished it."""
        return self.facts(
            screen.person_id,
            screen.detention_id,
            screen.started_at,
            who_finished(self.reads, screen),
        )


def who_finished(reads: Reads, screen: Screen) -> Practitioner | None:
    """Return who signed it; None while nobody has, or where this desk does not know them yet."""
    if screen.completed_by is None:
        return None
    try:
        return reads.record(Practitioner, screen.completed_by)
    except NotFoundError:
        return None  # a desk that has not sent its people yet


def as_typed(reads: Reads, drafts: Drafts, screen_id: ScreenId) -> Screen:
    """Return the screen as it stands at this desk, with what is typed and not journalled yet."""
    screen = reads.screen(screen_id)
    if screen.status is ScreenStatus.COMPLETED:
        return screen
    typed = {key: one.answer for key, one in drafts.of_screen(screen_id).items()}
    return replace(screen, answers={**screen.answers, **typed})


def as_patient(person: Person) -> dict[str, Any]:
    identifiers = ((NHS_NUMBER, person.nhs_number), (_OURS + "pnc-id", person.pnc_id))
    return _said(
        {
            "resourceType": "Patient",
            "id": str(person.id),
            "identifier": [{"system": s, "value": value} for s, value in identifiers if value],
            "name": _names(person),
            "telecom": [{"system": "phone", "value": person.phone}] if person.phone else [],
            "gender": _GENDERS.get(person.gender, "unknown"),
            "birthDate": person.date_of_birth.isoformat() if person.date_of_birth else "",
            "address": _addresses(person),
        }
    )


def _names(person: Person) -> list[dict[str, Any]]:
    official = {
        "use": "official",
        "family": person.family_name,
        "given": person.given_name.split(),
        "prefix": [person.title] if person.title else [],
    }
    usual = [{"use": "usual", "text": person.known_as}] if person.known_as else []
    return [_said(official), *usual]


def _addresses(person: Person) -> list[dict[str, Any]]:
    address = person.address
    if address is None:
        return []
    lines = ["No fixed abode"] if address.no_fixed_abode else address.lines.splitlines()
    return [found] if (found := _said({"line": lines, "postalCode": address.postcode})) else []


def as_practitioner(who: Practitioner) -> dict[str, Any]:
    number = {"system": _OURS + "registration-number", "value": who.registration_number}
    return _said(
        {
            "resourceType": "Practitioner",
            "id": str(who.id),
            "identifier": [number] if who.registration_number else [],
            "name": [{"text": who.name}],
            "qualification": [{"code": {"text": who.profession}}] if who.profession else [],
        }
    )


def as_encounter(stay: Detention) -> dict[str, Any]:
    number = {"system": _OURS + "custody-record", "value": stay.custody_record_number}
    ended = stay.released_at.isoformat() if stay.released_at else ""
    return _said(
        {
            "resourceType": "Encounter",
            "id": str(stay.id),
            "identifier": [number] if stay.custody_record_number else [],
            "status": "finished" if stay.released_at else "in-progress",
            "class": {"system": _SETTING, "code": str(stay.setting)},
            "subject": {"reference": f"Patient/{stay.person_id}"},
            "period": _said({"start": stay.arrived_at.isoformat(), "end": ended}),
            "location": [{"location": {"display": stay.suite}}],
        }
    )


def _said(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not recorded: FHIR has no empty text and no empty list."""
    return {name: value for name, value in content.items() if value not in ("", [], {})}
