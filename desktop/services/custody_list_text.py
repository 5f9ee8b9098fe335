"""The text of a police custody list, pasted or from a file, into rows to be reviewed.

Forces name their columns, write dates and part cells as they like. What cannot be read is kept on
its line and marked; no line is ever left out.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.domain.person import Gender
from desktop.errors import RuleBrokenError
from desktop.services.typed_dates import typed_birth, typed_day
from desktop.services.values import CustodyListRow

_LONDON = ZoneInfo("Europe/London")

# What forces call their columns, in lower case without spaces; the first that is there is used.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "custody_record_number": (
        "custodyrecord",
        "custodyrecordnumber",
        "custodyrecordno",
        "custodynumber",
        "custodyno",
        "custodyref",
        "crn",
        "crno",
        "record",
        "recordno",
    ),
    "family_name": ("surname", "familyname", "lastname", "family"),
    "given_name": ("forename", "forenames", "firstname", "firstnames", "givenname", "given"),
    "full_name": ("name", "fullname", "detainee", "detaineename", "detainedperson", "person"),
    "date_of_birth": ("dob", "dateofbirth", "birthdate", "born"),
    "gender": ("sex", "gender"),
    "cell": ("cell", "cellno", "cellnumber", "location"),
    "arrived_at": (
        "arrived",
        "arrivedat",
        "arrival",
        "arrivaltime",
        "timeofarrival",
        "detained",
        "detainedat",
        "relevanttime",
    ),
    "offence": ("offence", "offences", "offencedescription", "reason", "reasonforarrest"),
}
_GENDERS = {"m": Gender.MALE, "male": Gender.MALE, "f": Gender.FEMALE, "female": Gender.FEMALE}
_MOMENT = re.compile(r"(.+?)[ T,]+(\d{1,2})[:.]?(\d{2})(?:[:.]\d{2})?")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})|(\d{2})(\d{2})")
_HEADER_WITHIN = 10  # lines: titles and print dates stand above the columns of some lists
_CLOCKS_APART = timedelta(minutes=10)  # the clock of the police system is not ours
_OLDEST_YEARS = 120


class CustodyListUnreadableError(RuleBrokenError):
    message_key = "error.custody_list_unreadable"


def read_rows(text: str, now: datetime) -> list[CustodyListRow]:
    """Return one row a line, each with its problem. Raises CustodyListUnreadableError."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    header, delimiter = _header(plain)
    lines = plain.split("\n")[header:]
    cells = list(_cells("\n".join(lines), delimiter))
    places = _places(cells[0])
    return [_row(row, places, now) for row in cells[1:] if any(cell.strip() for cell in row)]


def _header(text: str) -> tuple[int, str]:
    """Return which line names the columns, and what parts its cells."""
    lines = text.split("\n")[:_HEADER_WITHIN]
    for number, line in enumerate(lines):
        for delimiter in "\t;,":
            if _is_header(_places(next(_cells(line, delimiter), []))):
                return number, delimiter
    first = lines[0]
    places = _places(next(_cells(first, max("\t;,", key=first.count)), []))
    wanted = {"custody_record_number": "custody record", "family_name": "surname"}
    missing = [words for name, words in wanted.items() if name not in places]
    raise CustodyListUnreadableError(missing=", ".join(missing))


def _is_header(places: Mapping[str, int]) -> bool:
    return "custody_record_number" in places and not places.keys().isdisjoint(
        ("family_name", "full_name")
    )


def _places(header: Sequence[str]) -> dict[str, int]:
    titles = [re.sub(r"[^a-z]", "", title.lower()) for title in header]
    return {
        name: titles.index(title)
        for name, known in _COLUMNS.items()
        for title in known[::-1]
        if title in titles
    }


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error:
        # A quotation mark that is never closed would take the lines after it into one cell.
        for line in text.split("\n"):
            yield _cells_of_line(line, delimiter)


def _cells_of_line(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return [cell.strip().strip('"') for cell in line.split(delimiter)]


@dataclass(frozen=True, slots=True)
class _Line:
    cells: Sequence[str]
    places: Mapping[str, int]

    def cell(self, name: str) -> str:
        place = self.places.get(name, -1)
        found = self.cells[place] if 0 <= place < len(self.cells) else ""
        return " ".join(found.split())


def _row(cells: Sequence[str], places: Mapping[str, int], now: datetime) -> CustodyListRow:
    line, today = _Line(cells, places), now.astimezone(_LONDON).date()
    family, given = _names(line)
    row = CustodyListRow(
        family_name=_cased(family),
        given_name=_cased(given),
        custody_record_number="".join(line.cell("custody_record_number").split()).upper(),
        cell=line.cell("cell").upper(),
        offence=line.cell("offence"),
        gender=_GENDERS.get(line.cell("gender").lower(), Gender.NOT_KNOWN),
        date_of_birth=typed_birth(line.cell("date_of_birth"), today),
        arrived_at=_moment(line.cell("arrived_at"), now),
    )
    return replace(row, problem=_problem(row, line, now))


def _names(line: _Line) -> tuple[str, str]:
    """Return family and given name; of one column, before the comma, else what is in capitals."""
    family, given = line.cell("family_name"), line.cell("given_name")
    whole = line.cell("full_name")
    if family or not whole:
        return family, given
    if "," in whole:
        before, _, after = whole.partition(",")
        return before.strip(), after.strip()
    words = whole.split()
    capitals = [word for word in words if word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return words[-1], " ".join(words[:-1])


def _problem(row: CustodyListRow, line: _Line, now: datetime) -> str:
    born, arrived = row.date_of_birth, row.arrived_at
    if not row.custody_record_number or not row.family_name:
        return "field.required"
    if (line.cell("date_of_birth") and born is None) or (
        line.cell("arrived_at") and arrived is None
    ):
        return "field.not_a_date"
    if (arrived is not None and arrived > now) or (born is not None and born > now.date()):
        return "field.in_the_future"
    if born is not None and now.year - born.year > _OLDEST_YEARS:
        return "field.too_long_ago"
    return ""


def _cased(name: str) -> str:
    """Return MARSH-O'NEILL as Marsh-O'Neill; a name in mixed case is left as its owner has it."""
    if not name.isupper():
        return name
    lowered = "".join(
        letter if index == 0 or not name[index - 1].isalpha() else letter.lower()
        for index, letter in enumerate(name)
    )
    return re.sub(r"\bMc([a-z])", lambda match: "Mc" + match[1].upper(), lowered)


def _moment(text: str, now: datetime) -> datetime | None:
    """Return the moment in UK time: with a date, or a bare time, which is the last such time."""
    found: datetime | None = None
    if clock := _CLOCK.fullmatch(text):
        hour, minute = (int(part) for part in clock.groups() if part is not None)
        found = _last_time(hour, minute, now)
    elif match := _MOMENT.fullmatch(text):
        day = typed_day(match[1], now.astimezone(_LONDON).date())
        readings = [] if day is None else _readings(day, int(match[2]), int(match[3]))
        found = readings[0] if readings else None
    is_just_ahead = found is not None and now < found <= now + _CLOCKS_APART
    return now if is_just_ahead else found


def _last_time(hour: int, minute: int, now: datetime) -> datetime | None:
    today = now.astimezone(_LONDON).date()
    here = _readings(today, hour, minute)
    if not here:
        return None
    before = _readings(today - timedelta(days=1), hour, minute)
    return max((one for one in before + here if one <= now + _CLOCKS_APART), default=None)


def _readings(day: date, hour: int, minute: int) -> list[datetime]:
    """Return the moments when UK clocks show this: at a change of clocks two, or none."""
    found: list[datetime] = []
    for fold in (0, 1):
        try:
            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=_LONDON, fold=fold)
        except ValueError:
            return []
        utc = local.astimezone(UTC)
        exists = utc.astimezone(_LONDON).replace(tzinfo=None) == local.replace(tzinfo=None)
        if exists and utc not in found:
            found.append(utc)
    return found
