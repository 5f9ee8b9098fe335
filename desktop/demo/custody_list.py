"""A police custody list of an invented night, as text that could be pasted into the program."""

import csv
from io import StringIO

from desktop.demo.names import plain_letters
from desktop.demo.night import Night
from desktop.domain.person import Gender
from desktop.wording.clinical import in_uk_time

COLUMNS = (
    "Custody record",
    "Surname",
    "Forename",
    "DOB",
    "Sex",
    "Cell",
    "Arrived",
    "Offence",
)
_SEX = {Gender.MALE: "M", Gender.FEMALE: "F"}


def custody_list(night: Night, *, keeps_accents: bool = True) -> str:
    """Return those still in custody as CSV: dates DD/MM/YYYY, times UK, surnames in capitals."""
    people = {person.id: person for person in night.people}
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for detention in night.detentions:
        if detention.released_at is not None:
            continue
        person = people[detention.person_id]
        family, given = person.family_name, person.given_name
        if not keeps_accents:
            family, given = plain_letters(family), plain_letters(given)
        lines.writerow(
            (
                detention.custody_record_number,
                family.upper(),
                given,
                f"{person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "",
                _SEX.get(person.gender, ""),
                detention.cell,
                f"{in_uk_time(detention.arrived_at):%d/%m/%Y %H:%M}",
                detention.offence,
            )
        )
    return text.getvalue()
