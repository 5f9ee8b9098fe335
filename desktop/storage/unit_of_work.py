"""One transaction, one unit of the journal: opened and closed inside one service call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection

from desktop.domain.attached import AttachedPart
from desktop.domain.conflict import AlsoRecorded
from desktop.domain.court_report import CourtReport, ReportCopy
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import ScreenId, new_uuid
from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.domain.screen import Consent, Form, Screen
from desktop.errors import FieldProblemError, NotFoundError
from desktop.storage.errors import translated
from desktop.storage.journal import append_unit
from desktop.storage.kinds import KIND_OF, KINDS
from desktop.storage.projection import Projection
from desktop.storage.records import RecordsInJournal
from desktop.storage.store import Store
from sync.journal.chain import Draft, Tip, append
from sync.journal.clock import Clock, system_ms
from sync.journal.entry import HEADER_LIMIT, Entry, MalformedEntryError

T = TypeVar("T")


class SqlUnitOfWork:
    """Collects what is to be saved; `commit` gives it its place in the chain, all or nothing."""

    def __init__(
        self, store: Store, connection: Connection, author: bytes, now_ms: Clock = system_ms
    ) -> None:
        self._store, self._connection, self.author = store, connection, author
        self.now_ms = now_ms
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
        self.also_recorded = self._records(AlsoRecorded)

    def _records(self, record_type: type[T]) -> RecordsInJournal[T]:
        return RecordsInJournal(self, KIND_OF[record_type])

    def of_kind(self, kind: str) -> RecordsInJournal[Any]:
        """Return the records of a kind by its name. Raises NotFoundError where there is none."""
        if kind not in KINDS:
            raise NotFoundError(kind=kind)
        return RecordsInJournal(self, KINDS[kind])

    def forget_drafts(self, screen_id: ScreenId) -> None:
        self._connection.exec_driver_sql(
            "DELETE FROM draft_answer WHERE author = ? AND screen = ?",
            (self.author, screen_id.bytes),
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
            entries, after = append(
                tip, self.author, new_uuid().bytes, self.drafts, now_ms=self.now_ms
            )
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
def unit_of_work(
    store: Store, author: bytes, *, now_ms: Clock = system_ms
) -> Iterator[SqlUnitOfWork]:
    """Open a unit of work for `author`. Leaving without `commit` undoes it."""
    with translated(), store.standing.writing, store.engine.connect() as connection:
        connection.begin()
        yield SqlUnitOfWork(store, connection, author, now_ms)
