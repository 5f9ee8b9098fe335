"""One transaction, one unit of the journal: opened and closed inside one service call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from desktop.domain.attached import AttachedPart
from desktop.domain.court_report import CourtReport, ReportCopy
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import ScreenId, new_uuid
from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.domain.record import Standing as RecordStanding
from desktop.domain.screen import Consent, Form, Screen
from desktop.errors import FieldProblemError, NotFoundError
from desktop.storage.errors import RecordNeedsNewerError, translated
from desktop.storage.journal import append_unit
from desktop.storage.kinds import KIND_OF, SCHEMA, Kind
from desktop.storage.projection import Projection
from desktop.storage.store import Store
from sync.journal.chain import Draft, Tip, append
from sync.journal.entry import HEADER_LIMIT, Entry, MalformedEntryError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RecordsInJournal(Generic[T]):
    """Records of one kind; fulfils services.ports.Records."""

    work: "SqlUnitOfWork"
    kind: Kind

    def get(self, record_id: UUID) -> T:
        state = self.work.projection.state(record_id.bytes, self.kind.name)
        if state is None or state.kind != self.kind.name:
            raise NotFoundError(kind=self.kind.name)
        try:
            record: T = self.kind.codec.read(state, SCHEMA)
        except msgspec.ValidationError as error:
            raise NotFoundError(kind=self.kind.name) from error
        return record

    def add(self, record: T) -> None:
        self._write(record, self.kind.codec.registers(record), {})

    def change(self, old: T, new: T) -> None:
        standing: RecordStanding = old.standing  # type: ignore[attr-defined]
        state = self.work.projection.state(new.id.bytes, self.kind.name)  # type: ignore[attr-defined]
        if state is None:
            raise NotFoundError(kind=self.kind.name)
        # What a newer version wrote may have arrived since the record was shown.
        if standing.needs_newer or state.lowest_schema > SCHEMA:
            raise RecordNeedsNewerError(kind=self.kind.name)
        changed = self.kind.codec.changes(old, new)
        if changed:
            shown = {name: list(standing.seen.get(name, ())) for name in changed}
            self._write(new, changed, {name: ids for name, ids in shown.items() if ids})

    def _write(self, record: Any, fields: dict[str, Any], replaces: dict[str, list[bytes]]) -> None:
        person = self.kind.person_of(record)
        draft = Draft(
            record=record.id.bytes,
            kind=self.kind.name,
            person=None if person is None else person.bytes,
            fields=fields,
            replaces=replaces,
            schema=SCHEMA,
            lowest_schema=1,
        )
        self.work.drafts.append(draft)


class SqlUnitOfWork:
    """Collects what is to be saved; `commit` gives it its place in the chain, all or nothing."""

    def __init__(self, store: Store, connection: Connection, author: bytes) -> None:
        self._store, self._connection, self._author = store, connection, author
        self.projection = Projection(connection)
        self.drafts: list[Draft] = []
        self.people = self._records(Person)
        self.person_links = self._records(PersonLink)
        self.detentions = self._records(Detention)
        self.calls = self._records(HcpCall)
        self.reviews = self._records(ClinicalReview)
        self.screens = self._records(Screen)
        self.consents = self._records(Consent)
        self.reports = self._records(CourtReport)
        self.copies = self._records(ReportCopy)
        self.forms = self._records(Form)
        self.attached = self._records(AttachedPart)

    def _records(self, record_type: type[T]) -> RecordsInJournal[T]:
        return RecordsInJournal(self, KIND_OF[record_type])

    def forget_drafts(self, screen_id: ScreenId) -> None:
        self._connection.exec_driver_sql(
            "DELETE FROM draft_answer WHERE author = ? AND screen = ?",
            (self._author, screen_id.bytes),
        )

    def commit(self) -> None:
        """Make all of it durable, or raise and leave nothing. Raises FieldProblemError."""
        standing = self._store.standing
        if not self.drafts:
            self._connection.commit()
            return
        if not self._connection.in_transaction():
            self._connection.begin()  # a second unit in one block is a transaction of its own
        entries, tip = self._appended(standing.tip)
        heads = append_unit(self._connection, self.projection, entries, standing)
        self._connection.commit()
        self.drafts = []
        standing.tip = tip
        standing.heads[tip.device] = heads

    def _appended(self, tip: Tip) -> tuple[list[Entry], Tip]:
        try:
            entries, after = append(tip, self._author, new_uuid().bytes, self.drafts)
        except (MalformedEntryError, OverflowError, UnicodeEncodeError) as error:
            raise FieldProblemError({self._longest(): "field.too_long"}) from error
        if any(len(entry.header_bytes) > HEADER_LIMIT for entry in entries):
            # Every other side would refuse it: it must not enter the chain.
            raise FieldProblemError({self._longest(): "field.too_long"})
        return entries, after

    def _longest(self) -> str:
        registers = [pair for draft in self.drafts for pair in draft.fields.items()]
        return max(registers, key=lambda pair: len(repr(pair[1])))[0]


@contextmanager
def unit_of_work(store: Store, author: bytes) -> Iterator[SqlUnitOfWork]:
    """Open a unit of work for `author`. Leaving without `commit` undoes it."""
    with translated(), store.standing.writing, store.engine.connect() as connection:
        connection.begin()
        yield SqlUnitOfWork(store, connection, author)
