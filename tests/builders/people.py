"""Ready-made people and warnings. The names are invented; the NHS number is of the test range."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.domain.identity import PersonId
from desktop.domain.person import Gender, Marker, MarkerKind, Person
from desktop.services.values import PersonFile, PersonMatch
from tests.builders.moments import minutes_ago, numbered

KELLY = PersonId(numbered(1))


def a_person(**changes: Any) -> Person:
    person = Person(
        id=KELLY,
        family_name="Marsh",
        given_name="Kelly",
        title="Ms",
        date_of_birth=date(1991, 3, 4),
        gender=Gender.FEMALE,
        nhs_number="9990123403",
    )
    return replace(person, **changes)


def a_marker(kind: MarkerKind = MarkerKind.SELF_HARM, **changes: Any) -> Marker:
    marker = Marker(
        kind=kind, note="cut arm in cell", recorded_at=minutes_ago(300), recorded_by="P. Shah"
    )
    return replace(marker, **changes)


def a_match(**changes: Any) -> PersonMatch:
    match = PersonMatch(person=a_person(), score=92, reasons=("match.name", "match.date_of_birth"))
    return replace(match, **changes)


def a_person_file(**changes: Any) -> PersonFile:
    return replace(PersonFile(person=a_person()), **changes)
