"""A person in custody as staff know them: names, identifiers, warnings."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.identity import PersonId
from desktop.domain.record import UNSAVED, Standing


class Gender(StrEnum):
    """PERSON STATED GENDER CODE, NHS Data Dictionary."""

    MALE = "1"
    FEMALE = "2"
    INDETERMINATE = "9"
    NOT_KNOWN = "X"


class MarkerKind(StrEnum):
    """Warnings that stand in the banner and on the board until a clinician ends them."""

    SELF_HARM = "self_harm"
    SUICIDE = "suicide"
    ALLERGY = "allergy"
    WITHDRAWAL = "withdrawal"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    PREGNANT = "pregnant"
    CHILD = "child"
    VULNERABLE_ADULT = "vulnerable_adult"
    KNOWN_TO_FULL_CIRCLE = "known_to_full_circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    kind: MarkerKind
    note: str = ""
    recorded_at: datetime
    recorded_by: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerElsewhere(Marker):
    """A warning written under another identity of the same person; `under` is that one's name."""

    under: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    lines: str = ""
    postcode: str = ""
    no_fixed_abode: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    family_name: str
    given_name: str = ""
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A `pnc_id` that does not prove is kept as typed: a warning, not a block.

    `linked` are her other identities, as a human linked them (person_link.py). They are read with
    her and never written with her.
    """

    id: PersonId
    family_name: str
    given_name: str = ""
    title: str = ""
    known_as: str = ""
    date_of_birth: date | None = None
    is_birth_estimated: bool = False
    gender: Gender = Gender.NOT_KNOWN
    nhs_number: str = ""
    pnc_id: str = ""
    address: Address | None = None
    phone: str = ""
    gp: str = ""
    interpreter: str = ""
    aliases: dict[str, Alias] = field(default_factory=dict)
    markers: dict[str, Marker] = field(default_factory=dict)
    standing: Standing = field(default=UNSAVED, compare=False)
    linked: "tuple[Person, ...]" = field(default=(), compare=False)

    def current_markers(self) -> tuple[Marker, ...]:
        """Return every warning that stands, also those written under a linked identity."""
        own = [marker for marker in self.markers.values() if marker.ended_at is None]
        return (*own, *(marker for other in self.linked for marker in _elsewhere(other)))

    def identity(self, person_id: PersonId) -> "Person | None":
        """Return the linked identity of this id; None for the one in hand."""
        return next((other for other in self.linked if other.id == person_id), None)


def _elsewhere(person: Person) -> Iterator[MarkerElsewhere]:
    under = f"{person.family_name.upper()}, {person.given_name}".removesuffix(", ")
    for marker in person.current_markers():
        values = {one.name: getattr(marker, one.name) for one in fields(Marker)}
        yield MarkerElsewhere(**values, under=under)


def age_in_years(born: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (0 if had_birthday else 1)
