"""Invented people: names, birthdays, numbers and warnings that fit each other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from desktop.demo.chance import Chance
from desktop.demo.identifiers import a_pnc_id, an_nhs_number
from desktop.demo.names import InventedName, invent_name, plain_letters
from desktop.domain.identity import PersonId
from desktop.domain.person import (
    Address,
    Alias,
    Gender,
    Marker,
    MarkerKind,
    Person,
    age_in_years,
)

ADULT = 18
_STREETS = ("Example Road", "Specimen Street", "Sample Avenue", "Placeholder Close", "Trial Lane")
_TOWNS = (("Southend-on-Sea", "SS"), ("Basildon", "SS"), ("Chelmsford", "CM"), ("Colchester", "CO"))
_PRACTICES = ("Example Surgery", "Specimen Health Centre", "Sample Medical Practice")
_DRAMA_NUMBERS = 1000  # Ofcom keeps 07700 900000 to 900999 for drama: they ring nobody.
# Of the people a kind of night brings, how many in a hundred carry which warning.
_WARNINGS: dict[str, tuple[tuple[MarkerKind, int, str], ...]] = {
    "drink": ((MarkerKind.WITHDRAWAL, 30, "Alcohol"), (MarkerKind.VIOLENCE, 15, "")),
    "drugs": (
        (MarkerKind.WITHDRAWAL, 60, "Opiates"),
        (MarkerKind.KNOWN_TO_FULL_CIRCLE, 25, "Worker told by telephone"),
    ),
    "low": ((MarkerKind.SELF_HARM, 55, "Earlier self-harm"), (MarkerKind.SUICIDE, 10, "")),
    "psychosis": (
        (MarkerKind.VULNERABLE_ADULT, 70, "Appropriate adult asked for"),
        (MarkerKind.KNOWN_TO_FULL_CIRCLE, 20, "Worker told by telephone"),
        (MarkerKind.ALLERGY, 100, "Nuts"),
    ),
    "learning": ((MarkerKind.VULNERABLE_ADULT, 100, "Appropriate adult asked for"),),
    "little": (),
}
_WARNINGS_OF_ANYONE = (
    (MarkerKind.ALLERGY, 6, "Penicillin"),
    (MarkerKind.MEDICAL, 8, "Asthma, inhaler in property"),
    (MarkerKind.KNOWN_TO_FULL_CIRCLE, 4, "Worker told by telephone"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A person with what no record holds and a screen asks: origin, language, kind of need."""

    person: Person
    ethnicity: str
    language: str
    profile: str


def invent_person(
    chance: Chance, *, gender: Gender, profile: str, arrived_at: datetime, recorded_by: str
) -> Invented:
    name = invent_name(chance, gender)
    today = arrived_at.date()
    born = _birthday(chance, today)
    foreign = name.language != "English"
    person = Person(
        id=PersonId(chance.a_uuid(arrived_at)),
        family_name=name.family,
        given_name=name.given,
        title="Ms" if gender is Gender.FEMALE else "Mr",
        date_of_birth=born,
        is_birth_estimated=chance.happens(2),
        gender=gender,
        nhs_number=an_nhs_number(chance) if chance.happens(85) else "",
        pnc_id=a_pnc_id(chance, born=born, today=today) if chance.happens(45) else "",
        address=_address(chance),
        phone=_phone(chance),
        gp=chance.choice(_PRACTICES) if chance.happens(70) else "",
        interpreter=name.language if foreign and chance.happens(60) else "",
        aliases=_aliases(chance, name),
        markers=_markers(chance, profile, born, arrived_at, recorded_by),
    )
    return Invented(
        person=person, ethnicity=name.ethnicity, language=name.language, profile=profile
    )


def told_person(
    chance: Chance, story: dict[str, Any], arrived_at: datetime, recorded_by: str
) -> Invented:
    """Return the person of a story, with numbers of this night's own."""
    born = date.fromisoformat(story["born"])
    person = Person(
        id=PersonId(chance.a_uuid(arrived_at)),
        family_name=story["family_name"],
        given_name=story["given_name"],
        title=story["title"],
        known_as=story["answers"].get("identity.known_as", ""),
        date_of_birth=born,
        gender=Gender(story["gender"]),
        nhs_number=an_nhs_number(chance),
        pnc_id=a_pnc_id(chance, born=born, today=arrived_at.date()) if story["pnc"] else "",
        address=Address(
            lines=story.get("address", ""),
            postcode=story["postcode"],
            no_fixed_abode=story["no_fixed_abode"],
        ),
        phone=story["phone"],
        gp=story["gp"],
        interpreter=story.get("interpreter", ""),
        aliases={
            f"alias-{place}": Alias(family_name=family, given_name=given)
            for place, (family, given) in enumerate(story["aliases"], start=1)
        },
        markers={
            kind: _marker(chance, MarkerKind(kind), note, arrived_at, recorded_by)
            for kind, note in story["markers"]
        },
    )
    return Invented(person=person, ethnicity="", language="", profile="")


def _birthday(chance: Chance, today: date) -> date:
    is_child = chance.happens(4)
    years = chance.randint(14, 17) if is_child else int(chance.triangular(18, 66, 29))
    return today - timedelta(days=int(years * 365.25) + chance.randint(1, 364))


def _address(chance: Chance) -> Address:
    if chance.happens(12):
        return Address(no_fixed_abode=True)
    town, area = chance.choice(_TOWNS)
    return Address(
        lines=f"{chance.randint(1, 140)} {chance.choice(_STREETS)}, {town}",
        postcode=f"{area}{chance.randint(1, 9)} {chance.randint(1, 9)}ZZ",
    )


def _phone(chance: Chance) -> str:
    if chance.happens(25):
        return ""
    return f"07700 900{chance.randrange(_DRAMA_NUMBERS):03d}"


def _aliases(chance: Chance, name: InventedName) -> dict[str, Alias]:
    """Return other spellings: police systems lose accents, and people change names."""
    plain = Alias(family_name=plain_letters(name.family), given_name=plain_letters(name.given))
    aliases = []
    if (plain.family_name, plain.given_name) != (name.family, name.given):
        aliases.append(plain)
    if chance.happens(8):
        other = invent_name(chance, Gender.NOT_KNOWN)
        aliases.append(Alias(family_name=other.family, given_name=name.given))
    return {f"alias-{place}": alias for place, alias in enumerate(aliases, start=1)}


def _markers(
    chance: Chance, profile: str, born: date, arrived_at: datetime, recorded_by: str
) -> dict[str, Marker]:
    likely = (*_WARNINGS[profile], *_WARNINGS_OF_ANYONE)
    markers = {
        kind.value: _marker(chance, kind, note, arrived_at, recorded_by)
        for kind, percent, note in likely
        if chance.happens(percent)
    }
    if age_in_years(born, arrived_at.date()) < ADULT:
        child = _marker(chance, MarkerKind.CHILD, "Under 18", arrived_at, recorded_by)
        markers[MarkerKind.CHILD.value] = child
    return markers


def _marker(
    chance: Chance, kind: MarkerKind, note: str, arrived_at: datetime, recorded_by: str
) -> Marker:
    recorded_at = arrived_at + chance.minutes_between(2, 9)
    return Marker(kind=kind, note=note, recorded_at=recorded_at, recorded_by=recorded_by)
