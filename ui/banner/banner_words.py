"""What the patient banner says, as finished sentences. Draws nothing and looks nothing up.

Order, formats and the words for what is unknown follow the NHS Common User Interface.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.domain.detention import Detention
from desktop.domain.person import Address, Marker, MarkerElsewhere, MarkerKind, Person
from desktop.wording.clinical import (
    age,
    clinical_date,
    clinical_moment,
    in_uk_time,
    long_date,
    name_family_first,
    nhs_number,
    not_recorded,
)
from desktop.wording.terms import term
from desktop.wording.words import text as _

# What needs action now; the others are notes that must be seen all the same.
_ACT_NOW = frozenset(
    {
        MarkerKind.SELF_HARM,
        MarkerKind.SUICIDE,
        MarkerKind.ALLERGY,
        MarkerKind.WITHDRAWAL,
        MarkerKind.MEDICAL,
        MarkerKind.VIOLENCE,
    }
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """`spoken` is the value as a screen reader should say it, where that differs.

    `is_key` facts stand in the short form too, and `is_number` ones among the details, from where
    they can be copied.
    """

    label: str
    value: str
    spoken: str = ""
    is_key: bool = field(default=False, compare=False)
    is_number: bool = field(default=False, compare=False)

    def aloud(self) -> str:
        return f"{self.label} {self.spoken or self.value}"


@dataclass(frozen=True, slots=True)
class MarkerWords:
    """`brief` says the same without its note, where the note may be left to the details."""

    words: str
    is_risk: bool
    brief: str = field(default="", compare=False)

    def is_cut(self) -> bool:
        return bool(self.brief) and self.brief != self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerWords:
    name: str
    identity: tuple[Labelled, ...]
    markers: tuple[MarkerWords, ...]
    stay: tuple[Labelled, ...]
    noted: Labelled  # Every warning with who recorded it, and when.
    details: tuple[Labelled, ...]

    def facts(self) -> tuple[Labelled, ...]:
        return (*self.identity, *self.stay)

    def aloud(self) -> str:
        """Return the whole banner as one sentence for a screen reader."""
        parts = [self.name, *(fact.aloud() for fact in self.identity)]
        parts += [marker.words for marker in self.markers] or [no_markers()]
        parts += [fact.aloud() for fact in self.stay]
        return ". ".join(parts)


def no_markers() -> str:
    return _("No current warnings recorded")


def marker_words(marker: Marker) -> MarkerWords:
    kind = term(marker.kind)
    if isinstance(marker, MarkerElsewhere):
        kind = _("{kind} (recorded under {name})", kind=kind, name=marker.under)
    words = _("{kind}: {note}", kind=kind, note=marker.note) if marker.note else kind
    # Of an allergy the note is the warning: it says what not to give.
    brief = words if marker.kind is MarkerKind.ALLERGY else kind
    return MarkerWords(words, marker.kind in _ACT_NOW, brief)


def born_words(person: Person, today: date) -> str:
    """Return the date of birth with the age, and that it is a guess where it is one."""
    born = person.date_of_birth
    if born is None:
        return not_recorded()
    words = f"{clinical_date(born)} ({age(born, today)})"
    return _("{date} estimated", date=words) if person.is_birth_estimated else words


def address_words(address: Address | None) -> str:
    if address is None:
        return not_recorded()
    parts = [_("No fixed abode")] if address.no_fixed_abode else []
    parts += [line.strip() for line in address.lines.splitlines() if line.strip()]
    parts += [address.postcode] if address.postcode else []
    return ", ".join(parts) or not_recorded()


def banner_words(person: Person, detention: Detention | None, now: datetime) -> BannerWords:
    today = in_uk_time(now).date()
    return BannerWords(
        name=name_family_first(person.family_name, person.given_name, person.title),
        identity=_identity(person, today),
        markers=_markers(person),
        stay=_stay(person, detention),
        noted=_noted(person),
        details=_details(person),
    )


def _identity(person: Person, today: date) -> tuple[Labelled, ...]:
    born = person.date_of_birth
    facts = [
        Labelled(
            _("Born"),
            born_words(person, today),
            "" if born is None else f"{long_date(born)}, {age(born, today)}",
            is_key=True,
        ),
        Labelled(_("Gender"), term(person.gender)),
        Labelled(_("NHS No."), nhs_number(person.nhs_number), is_key=True, is_number=True),
    ]
    if person.known_as:
        facts.insert(0, Labelled(_("Known as"), person.known_as))
    facts += [
        Labelled(_("Linked with"), _linked_words(other, today), is_key=True)
        for other in person.linked
    ]
    return tuple(facts)


def _linked_words(other: Person, today: date) -> str:
    name = name_family_first(other.family_name, other.given_name, "")
    return _("{name}, born {date}", name=name, date=born_words(other, today))


def _markers(person: Person) -> tuple[MarkerWords, ...]:
    markers = [marker_words(marker) for marker in person.current_markers()]
    # A stable sort: the newest of a kind stays where the record has it, risks come first.
    markers.sort(key=lambda marker: not marker.is_risk)
    identities = (person, *person.linked)
    registers = (name for one in identities for name in one.standing.conflicts)
    if any(register.startswith("markers") for register in registers):
        markers.append(MarkerWords(_("Two colleagues differ about a warning"), is_risk=True))
    return tuple(markers)


def _stay(person: Person, detention: Detention | None) -> tuple[Labelled, ...]:
    facts = []
    if detention is not None:
        facts = [
            Labelled(_("Cell"), detention.cell or not_recorded()),
            Labelled(_("Suite"), detention.suite),
            Labelled(
                _("Custody record"),
                detention.custody_record_number or not_recorded(),
                is_key=True,
                is_number=True,
            ),
        ]
        if detention.released_at is not None:
            facts.append(Labelled(_("Released"), clinical_moment(detention.released_at)))
    facts.append(Labelled(_("Interpreter"), person.interpreter or not_recorded()))
    return tuple(facts)


def _noted(person: Person) -> Labelled:
    warnings = "\n".join(
        _(
            "{warning}, recorded {date} by {name}",
            warning=marker_words(marker).words,
            date=clinical_moment(marker.recorded_at),
            name=marker.recorded_by,
        )
        for marker in person.current_markers()
    )
    return Labelled(_("Warnings"), warnings or no_markers())


def _details(person: Person) -> tuple[Labelled, ...]:
    known = [alias for alias in person.aliases.values() if not alias.is_removed]
    aliases = "; ".join(name_family_first(a.family_name, a.given_name, "") for a in known)
    return (
        Labelled(_("Address"), address_words(person.address)),
        Labelled(_("Phone"), person.phone or not_recorded()),
        Labelled(_("GP"), person.gp or not_recorded()),
        Labelled(_("Other names"), aliases or not_recorded()),
        Labelled(_("PNC id"), person.pnc_id or not_recorded()),
    )
