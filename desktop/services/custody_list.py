"""The police custody list, pasted or as CSV: read, reviewed by a person, then taken in once.

A line whose custody record number is already here is never taken twice.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId, new_uuid
from desktop.domain.person import Gender, Person
from desktop.errors import RuleBrokenError
from desktop.services.people import LikelyDuplicates
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.typed_dates import typed_date
from desktop.services.values import CustodyListRow, Session

_LONDON = ZoneInfo("Europe/London")

# What forces call their columns, in lower case without spaces; the first that is there is used.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "custody_record_number": ("custodyrecord", "custodyrecordnumber", "custodyno", "crn", "record"),
    "family_name": ("surname", "familyname", "lastname", "family"),
    "given_name": ("forename", "forenames", "firstname", "givenname", "given"),
    "date_of_birth": ("dob", "dateofbirth", "born"),
    "gender": ("sex", "gender"),
    "cell": ("cell", "location"),
    "arrived_at": ("arrived", "arrivedat", "arrivaltime", "detainedat", "relevanttime"),
    "offence": ("offence", "offences", "reason"),
}
_NEEDED = ("custody_record_number", "family_name")
_GENDERS = {"m": Gender.MALE, "male": Gender.MALE, "f": Gender.FEMALE, "female": Gender.FEMALE}
_MOMENT = re.compile(r"(.+?)[ T]+(\d{1,2})[:.]?(\d{2})(?::\d{2})?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class CustodyListUnreadableError(RuleBrokenError):
    message_key = "error.custody_list_unreadable"


class NothingToImportError(RuleBrokenError):
    message_key = "error.nothing_to_import"


@dataclass(frozen=True, slots=True)
class ReadCustodyList:
    """Read the list; nothing is saved. Raises CustodyListUnreadableError without its columns."""

    reads: Reads
    likely_duplicates: LikelyDuplicates
    now: Clock

    def __call__(self, text: str) -> tuple[CustodyListRow, ...]:
        rows = [self._judged(row) for row in _rows(text, self.now())]
        if not rows:
            raise CustodyListUnreadableError
        return tuple(rows)

    def _judged(self, row: CustodyListRow) -> CustodyListRow:
        if row.problem:
            return row
        existing = self.reads.detention_numbered(row.custody_record_number)
        if existing is not None:
            return replace(row, existing=existing.id)
        matches = self.likely_duplicates(_person(row))
        return replace(row, match=matches[0] if matches else None)


@dataclass(frozen=True, slots=True)
class ImportCustodyList:
    """Book in the rows a person chose; return how many. A second import of a line does nothing.

    A row that keeps its `match` becomes a new stay of that person, without it of a new one.
    """

    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock

    def __call__(self, rows: Sequence[CustodyListRow]) -> int:
        wanted = [row for row in rows if not row.problem and row.existing is None]
        numbers: set[str] = set()
        taken = 0
        for row in wanted:
            number = row.custody_record_number
            if number in numbers or self.reads.detention_numbered(number) is not None:
                continue
            numbers.add(number)
            self._take(row)
            taken += 1
        return taken

    def _take(self, row: CustodyListRow) -> None:
        with self.open_unit_of_work() as work:
            person = _person(row)
            if row.match is None:
                work.people.add(person)
            else:
                person = row.match.person
            work.detentions.add(
                Detention(
                    id=DetentionId(new_uuid()),
                    person_id=person.id,
                    suite=self.session.suite,
                    custody_record_number=row.custody_record_number,
                    arrived_at=row.arrived_at or self.now(),
                    cell=row.cell,
                    offence=row.offence,
                )
            )
            work.commit()


def _person(row: CustodyListRow) -> Person:
    return Person(
        id=PersonId(new_uuid()),
        family_name=row.family_name,
        given_name=row.given_name,
        date_of_birth=row.date_of_birth,
        gender=row.gender,
    )


def _rows(text: str, now: datetime) -> list[CustodyListRow]:
    lines = text.lstrip("\ufeff").strip()
    if not lines:
        raise CustodyListUnreadableError
    first = lines.splitlines()[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter)
    places = _places(next(reader))
    return [_row(cells, places, now) for cells in reader if any(cell.strip() for cell in cells)]


def _places(header: Sequence[str]) -> dict[str, int]:
    titles = [re.sub(r"[^a-z]", "", title.lower()) for title in header]
    places = {
        name: titles.index(title)
        for name, known in _COLUMNS.items()
        for title in known[::-1]
        if title in titles
    }
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        raise CustodyListUnreadableError(missing=", ".join(missing))
    return places


def _row(cells: Sequence[str], places: Mapping[str, int], now: datetime) -> CustodyListRow:
    def cell(name: str) -> str:
        place = places.get(name, -1)
        return cells[place].strip() if 0 <= place < len(cells) else ""

    born, arrived = cell("date_of_birth"), cell("arrived_at")
    row = CustodyListRow(
        family_name=_cased(cell("family_name")),
        given_name=_cased(cell("given_name")),
        custody_record_number="".join(cell("custody_record_number").split()).upper(),
        cell=cell("cell").upper(),
        offence=cell("offence"),
        gender=_GENDERS.get(cell("gender").lower(), Gender.NOT_KNOWN),
        date_of_birth=typed_date(born),
        arrived_at=_moment(arrived, now),
    )
    return replace(row, problem=_problem(row, born, arrived))


def _problem(row: CustodyListRow, born: str, arrived: str) -> str:
    if not row.custody_record_number or not row.family_name:
        return "field.required"
    if born and row.date_of_birth is None:
        return "field.not_a_date"
    if arrived and row.arrived_at is None:
        return "field.not_a_date"
    return ""


def _cased(name: str) -> str:
    """Return MARSH-O'NEILL as Marsh-O'Neill; a name in mixed case is left as its owner has it."""
    if not name.isupper():
        return name
    return "".join(
        letter if index == 0 or not name[index - 1].isalpha() else letter.lower()
        for index, letter in enumerate(name)
    )


def _moment(text: str, now: datetime) -> datetime | None:
    """Return the moment in UK time: with a date, or a bare time, which is the last such time."""
    if clock := _CLOCK.fullmatch(text):
        local = now.astimezone(_LONDON)
        try:
            then = local.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
        except ValueError:
            return None
        return (then if then <= local else then - timedelta(days=1)).astimezone(UTC)
    match = _MOMENT.fullmatch(text)
    day = typed_date(match[1]) if match else None
    if match is None or day is None:
        return None
    try:
        local = datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), tzinfo=_LONDON)
    except ValueError:
        return None
    return local.astimezone(UTC)
