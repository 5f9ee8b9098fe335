"""The police custody list, pasted or as CSV: read, reviewed by a person, then taken in once.

A line whose custody record number is already here is never taken twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId, new_uuid
from desktop.domain.person import Person
from desktop.services.custody_list_text import CustodyListUnreadableError, read_rows
from desktop.services.people import LikelyDuplicates
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.values import CustodyListRow, Session


@dataclass(frozen=True, slots=True)
class ReadCustodyList:
    """Read the list; nothing is saved. Raises CustodyListUnreadableError without its columns."""

    reads: Reads
    likely_duplicates: LikelyDuplicates
    now: Clock

    def __call__(self, text: str) -> tuple[CustodyListRow, ...]:
        rows = [self._judged(row) for row in read_rows(text, self.now())]
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
