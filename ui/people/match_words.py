"""Why the search thinks it may be this person, and where she was last seen, in words."""

from desktop.domain.detention import Detention
from desktop.services.values import PersonMatch
from desktop.wording.clinical import clinical_date, name_family_first, nhs_number
from desktop.wording.terms import match_reason
from desktop.wording.words import text as _
from ui.widgets.rows_model import Column

LIKELY = 60  # From this score on a person is asked whether it is the same one.


def name_words(match: PersonMatch) -> str:
    person = match.person
    name = name_family_first(person.family_name, person.given_name, person.title)
    if not person.known_as:
        return name
    return _("{name}, known as {known_as}", name=name, known_as=person.known_as)


def reasons_words(match: PersonMatch) -> str:
    words = ", ".join(match_reason(key) for key in match.reasons)
    return words[:1].upper() + words[1:]


def detention_words(detention: Detention | None) -> str:
    """Return where and when: "Southend, 20-Nov-2026, in custody now"."""
    if detention is None:
        return _("None on this computer")
    where = f"{detention.suite}, {clinical_date(detention.arrived_at)}"
    if detention.released_at is None:
        return _("{where}, in custody now", where=where)
    return where


def one_line(words: str) -> str:
    """Return the words so that no line ends between them, as an NHS number must be shown."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def match_columns() -> tuple[Column[PersonMatch], ...]:
    return (
        Column(_("Name"), name_words),
        Column(_("Born"), lambda match: clinical_date(match.person.date_of_birth)),
        Column(_("NHS No."), lambda match: one_line(nhs_number(match.person.nhs_number))),
        Column(_("Why"), reasons_words),
        Column(_("Last detention"), lambda match: detention_words(match.last_detention)),
    )
