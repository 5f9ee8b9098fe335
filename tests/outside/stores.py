"""A workstation with a night in it, set up through the program's own services."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from desktop.assembly.session import OpenSession, open_session, utc_now
from desktop.assembly.setting_up import new_practitioner, set_up
from desktop.domain.detention import CallReason
from desktop.domain.identity import CallId, DetentionId
from desktop.domain.person import Person
from tests.builders.custody import SUITE, a_call, a_detention
from tests.builders.moments import numbered
from tests.builders.people import a_person

PASSPHRASE = "lomi-tabu-kedo-risa-venu"
_PEOPLE = (("Marsh", "Kelly", "C11"), ("Hughes", "Dean", "C14"), ("Osei", "Abena", "C03"))


def a_workstation(folder: Path) -> Path:
    """Set up J. OKAFOR at a desk in Southend, with three people in custody and one call."""
    set_up(
        folder,
        user="okafor",
        practitioner=new_practitioner("J. OKAFOR", profession="Mental health nurse"),
        passphrase=PASSPHRASE,
        name="Southend desk 2",
        suite=SUITE,
    )
    with open_session(folder, "okafor", PASSPHRASE) as session:
        for number, (family, given, cell) in enumerate(_PEOPLE):
            _book_in(session, number, family, given, cell)
    return folder


def _book_in(session: OpenSession, number: int, family: str, given: str, cell: str) -> None:
    services, now = session.services, utc_now()
    person: Person = services.add_person(
        a_person(
            id=numbered(1 + number),
            family_name=family,
            given_name=given,
            nhs_number="",
            date_of_birth=date(1991 - number, 3, 4),
        )
    )
    stay = services.book_in(
        a_detention(
            id=DetentionId(numbered(101 + number)),
            person_id=person.id,
            cell=cell,
            custody_record_number=f"SN/447{number}/26",
            arrived_at=now - timedelta(hours=2 + number),
        )
    )
    if number == 0:
        call = a_call(
            id=CallId(numbered(201)),
            detention_id=stay.id,
            person_id=person.id,
            requested_at=now - timedelta(minutes=52),
        )
        services.log_call(replace(call, reason=CallReason.INJURY))
