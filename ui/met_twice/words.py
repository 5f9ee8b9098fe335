"""What the page says of two records: why they may be one, what differs, what was decided.

Never that they are one: that is for the reader to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.domain.detention import Detention
from desktop.domain.identity import PractitionerId
from desktop.domain.person import Person
from desktop.domain.person_link import LinkDecision, PersonLink, Said
from desktop.services.people_met_twice import Meeting, WhyMet
from desktop.services.person_links import WrittenSince
from desktop.wording.clinical import (
    clinical_date,
    clinical_moment,
    name_family_first,
    nhs_number,
    not_recorded,
)
from desktop.wording.record_words import fact_words
from desktop.wording.terms import kind, match_reason, term
from desktop.wording.words import text as _
from ui.banner.banner_words import address_words, marker_words
from ui.met_twice.sheet import Joined
from ui.people.match_words import detention_words, one_line
from ui.widgets.rows_model import Column


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the two columns: what it is, what each record says, how they compare."""

    what: str
    first: str
    second: str
    compared: str


def facts(meeting: Meeting) -> tuple[Fact, ...]:
    a, b = meeting.a, meeting.b
    rows = [
        _fact(_("Name"), a, b, person_name),
        _fact(_("Other names"), a, b, _other_names),
        _fact(_("Born"), a, b, _born),
        _fact(_("Gender"), a, b, lambda one: term(one.gender)),
        _fact(_("NHS No."), a, b, _nhs_number),
        _fact(_("PNC id"), a, b, lambda one: one.pnc_id or not_recorded()),
        _fact(_("Address"), a, b, lambda one: address_words(one.address)),
        _fact(_("Phone"), a, b, lambda one: one.phone or not_recorded()),
        _fact(_("GP"), a, b, lambda one: one.gp or not_recorded()),
        Fact(_("Last detention"), _stay(meeting.last_a), _stay(meeting.last_b), ""),
        Fact(_("Warnings"), _warnings(a), _warnings(b), ""),
    ]
    empty = not_recorded()
    return tuple(row for row in rows if not row.first == row.second == empty)


def fact_columns() -> tuple[Column[Fact], ...]:
    return (
        Column("", lambda row: row.what),
        Column(_("First"), lambda row: row.first),
        Column(_("Second"), lambda row: row.second),
        Column(_("Same?"), lambda row: row.compared),
    )


def person_name(person: Person) -> str:
    return name_family_first(person.family_name, person.given_name, person.title)


def heading_words(meeting: Meeting) -> str:
    return {
        WhyMet.ALIKE: _("These two records may be of one person."),
        WhyMet.UNDECIDED: _(
            "Two colleagues decided differently about these two records. "
            "Until one of you decides again they are read apart."
        ),
        WhyMet.CHAINED: _(
            "A colleague said that these are two people, yet both are linked with a third record. "
            "They are read apart. Look at the links of both."
        ),
    }[meeting.why]


def reasons_words(meeting: Meeting) -> str:
    """Return why they are proposed: "Same NHS number, name sounds the same. Likeness 95 of 100"."""
    if not meeting.reasons:
        return _("Nothing that the program compares is the same in both.")
    words = ", ".join(match_reason(key) for key in meeting.reasons)
    words = words[:1].upper() + words[1:]
    return _("{reasons}. Likeness: {score} of 100.", reasons=words, score=meeting.score)


def place_words(place: int, count: int) -> str:
    return _("Pair {place} of {count}:", place=place, count=count) if count > 1 else ""


def said_lines(link: PersonLink | None, names: Mapping[PractitionerId, str]) -> tuple[str, ...]:
    """Return one line for each decision made about the two, the newest last."""
    return () if link is None else tuple(_said(one, names) for one in link.in_order())


def joined_words(joined: Joined, names: Mapping[PractitionerId, str]) -> str:
    said = said_lines(joined.link, names)
    return _("{name}. {said}", name=whose(joined.other), said=" ".join(said[-1:]))


def whose(person: Person) -> str:
    """Return the name with the date of birth: two records of one person may have one name."""
    born = clinical_date(person.date_of_birth)
    return _("{name}, born {date}", name=person_name(person), date=born)


def written_words(one: WrittenSince, under: Person) -> str:
    what = kind(one.kind)
    if one.kind == "person":
        what = _("Personal details ({facts})", facts=_facts_words(one.registers))
    elif title := getattr(one.record, "title", ""):
        what = f"{what}: {title}"
    return _(
        "{what}, written {date} by {name} under {person}",
        what=what,
        date=clinical_moment(one.at),
        name=one.by or not_recorded(),
        person=whose(under),
    )


def _facts_words(registers: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(fact_words(register) for register in registers))


def _said(said: Said, names: Mapping[PractitionerId, str]) -> str:
    name, date = names.get(said.by, ""), clinical_moment(said.at)
    sentence = {
        LinkDecision.LINKED: _("Linked {date} by {name}.", date=date, name=name),
        LinkDecision.NOT_THE_SAME: _(
            "Said to be two people {date} by {name}.", date=date, name=name
        ),
        LinkDecision.ENDED: _("Link ended {date} by {name}.", date=date, name=name),
    }[said.decision]
    return f"{sentence} {said.why}" if said.why else sentence


def _fact(what: str, a: Person, b: Person, say: Callable[[Person], str]) -> Fact:
    first, second, empty = say(a), say(b), not_recorded()
    if empty in (first, second):
        return Fact(what, first, second, "" if first == second else _("one has none"))
    same = first.casefold() == second.casefold()
    return Fact(what, first, second, _("same") if same else _("differs"))


def _nhs_number(person: Person) -> str:
    number = person.nhs_number
    return one_line(nhs_number(number)) if number else not_recorded()


def _born(person: Person) -> str:
    if person.date_of_birth is None:
        return not_recorded()
    words = clinical_date(person.date_of_birth)
    return _("{date} estimated", date=words) if person.is_birth_estimated else words


def _other_names(person: Person) -> str:
    aliases = [one for one in person.aliases.values() if not one.is_removed]
    names = [person.known_as] if person.known_as else []
    names += [name_family_first(one.family_name, one.given_name, "") for one in aliases]
    return "; ".join(names) or not_recorded()


def _stay(detention: Detention | None) -> str:
    return detention_words(detention)


def _warnings(person: Person) -> str:
    return "; ".join(marker_words(one).words for one in person.current_markers()) or _("none")
