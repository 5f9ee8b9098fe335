"""Reads by the short road: rows found through the projection, values built from record states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from desktop.domain.attached import AttachedPart
from desktop.domain.court_report import CourtReport, ReportCopy
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import DetentionId, PersonId, PractitionerId, ScreenId
from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.domain.screen import Consent, Form, Screen, ScreenStatus
from desktop.domain.staff import Practitioner
from desktop.errors import NotFoundError
from desktop.services.ports import InCustody
from desktop.services.values import PersonFile
from desktop.storage.kinds import KIND_OF, SCHEMA
from desktop.storage.linked import group, marks, with_linked
from desktop.storage.store import Store
from sync.journal.entry import Header
from sync.merge.record import decode_state

T = TypeVar("T")

_headers = msgspec.msgpack.Decoder(Header)


def read_records(connection: Connection, record_type: type[T], where: str, *values: Any) -> list[T]:
    """Return the records of a kind whose projected row meets `where`, a clause of ours."""
    kind = KIND_OF[record_type]
    query = f"SELECT state FROM {kind.table.name} AS row WHERE {where}"  # noqa: S608 -- our own words
    rows = connection.exec_driver_sql(query, tuple(values)).fetchall()
    return [kind.codec.read(decode_state(state), SCHEMA) for (state,) in rows]


def _grouped(records: Sequence[Any], attribute: str) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = {}
    for record in records:
        groups.setdefault(getattr(record, attribute), []).append(record)
    return groups


def _newest_first(records: Sequence[T], attribute: str) -> tuple[T, ...]:
    def moment(record: T) -> datetime:
        found: datetime = getattr(record, attribute)
        return found

    return tuple(sorted(records, key=moment, reverse=True))


@dataclass(frozen=True, slots=True)
class ReadsInStore:
    """Fulfils services.ports.Reads, but for search (search.py) and sync (sync_replica.py)."""

    store: Store

    def record(self, record_type: type[T], record_id: UUID) -> T:
        kind = KIND_OF[record_type]
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(kind.select_state, (record_id.bytes,)).fetchone()
        if row is None:
            raise NotFoundError(kind=kind.name)
        try:
            found: T = kind.codec.read(decode_state(row[0]), SCHEMA)
        except msgspec.ValidationError as error:
            raise NotFoundError(kind=kind.name) from error
        return found

    def person(self, person_id: PersonId) -> Person:
        """Return the person with her linked identities."""
        person = self.record(Person, person_id)
        with self.store.reading() as connection:
            return with_linked(connection, [person])[0]

    def group_of(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """Return the identities that are read with this one, this one first."""
        with self.store.reading() as connection:
            found = group(connection, person_id.bytes)
        return tuple(PersonId(UUID(bytes=one)) for one in found)

    def links_of(self, person_id: PersonId) -> tuple[PersonLink, ...]:
        """Return what is decided of this identity and any other, whatever it is."""
        with self.store.reading() as connection:
            key = person_id.bytes
            return tuple(read_records(connection, PersonLink, "row.a = ? OR row.b = ?", key, key))

    def screen(self, screen_id: ScreenId) -> Screen:
        return self.record(Screen, screen_id)

    def custody_now(self, suite: str) -> tuple[InCustody, ...]:
        here = "detention IN (SELECT id FROM detention WHERE suite = ? AND released_at IS NULL)"
        with self.store.reading() as connection:
            detentions = read_records(
                connection, Detention, "row.suite = ? AND row.released_at IS NULL", suite
            )
            people = read_records(
                connection,
                Person,
                "row.id IN (SELECT person FROM detention WHERE suite = ? AND released_at IS NULL)",
                suite,
            )
            calls = _grouped(read_records(connection, HcpCall, here, suite), "detention_id")
            reviews = _grouped(
                read_records(connection, ClinicalReview, f"{here} AND row.done_at IS NULL", suite),
                "detention_id",
            )
            screens = _grouped(read_records(connection, Screen, here, suite), "detention_id")
            people = with_linked(connection, people)
        known = {person.id: person for person in people}
        return tuple(
            InCustody(
                detention=detention,
                person=known[detention.person_id],
                calls=_newest_first(calls.get(detention.id, []), "requested_at"),
                reviews=tuple(sorted(reviews.get(detention.id, []), key=lambda one: one.due_at)),
                screens=_newest_first(screens.get(detention.id, []), "started_at"),
            )
            for detention in detentions
            if detention.person_id in known
        )

    def person_file(self, person_id: PersonId) -> PersonFile:
        person = self.person(person_id)
        with self.store.reading() as connection:
            keys = group(connection, person_id.bytes)
            about = f"row.person IN ({marks(len(keys))})"
            by_stay = f"row.detention IN (SELECT id FROM detention AS row WHERE {about})"  # noqa: S608 -- our own words
            return PersonFile(
                person=person,
                detentions=_newest_first(
                    read_records(connection, Detention, about, *keys), "arrived_at"
                ),
                calls=_newest_first(
                    read_records(connection, HcpCall, by_stay, *keys), "requested_at"
                ),
                reviews=_newest_first(
                    read_records(connection, ClinicalReview, by_stay, *keys), "due_at"
                ),
                screens=_newest_first(read_records(connection, Screen, about, *keys), "started_at"),
                consents=_newest_first(
                    read_records(connection, Consent, about, *keys), "recorded_at"
                ),
                reports=_newest_first(
                    read_records(connection, CourtReport, about, *keys), "started_at"
                ),
                copies=_newest_first(read_records(connection, ReportCopy, about, *keys), "made_at"),
                names=names_in(connection),
            )

    def last_detention(self, person_id: PersonId) -> Detention | None:
        """Return the stay begun last, under whichever of her identities."""
        with self.store.reading() as connection:
            keys = group(connection, person_id.bytes)
            clause = f"row.person IN ({marks(len(keys))}) ORDER BY row.arrived_at DESC LIMIT 1"
            found = read_records(connection, Detention, clause, *keys)
        return found[0] if found else None

    def detention_numbered(self, custody_record_number: str) -> Detention | None:
        clause = "row.custody_record_number = ? ORDER BY row.arrived_at DESC LIMIT 1"
        with self.store.reading() as connection:
            found = read_records(connection, Detention, clause, custody_record_number)
        return found[0] if found else None

    def screens_under_way(self) -> tuple[Screen, ...]:
        """Return the screens that somebody has in hand: not paused, handed over or finished."""
        with self.store.reading() as connection:
            found = read_records(
                connection, Screen, "row.status = ?", str(ScreenStatus.IN_PROGRESS)
            )
        return _newest_first(found, "started_at")

    def screens_of_person(self, person_id: PersonId) -> tuple[Screen, ...]:
        return _newest_first(self._of_group(Screen, person_id), "started_at")

    def consents_of_person(self, person_id: PersonId) -> tuple[Consent, ...]:
        return _newest_first(self._of_group(Consent, person_id), "recorded_at")

    def _of_group(self, record_type: type[T], person_id: PersonId) -> list[T]:
        with self.store.reading() as connection:
            keys = group(connection, person_id.bytes)
            where = f"row.person IN ({marks(len(keys))})"
            return read_records(connection, record_type, where, *keys)

    def consents_for(self, detention_id: DetentionId) -> tuple[Consent, ...]:
        detention = self.record(Detention, detention_id)
        consents = self.consents_of_person(detention.person_id)
        return tuple(one for one in consents if one.detention_id == detention_id)

    def copies_of(self, report_id: UUID) -> tuple[ReportCopy, ...]:
        with self.store.reading() as connection:
            found = read_records(connection, ReportCopy, "row.report = ?", report_id.bytes)
        return _newest_first(found, "made_at")

    def reports(self) -> tuple[CourtReport, ...]:
        with self.store.reading() as connection:
            return tuple(read_records(connection, CourtReport, "1 ORDER BY row.hearing_at"))

    def forms(self) -> tuple[Form, ...]:
        with self.store.reading() as connection:
            return _newest_first(read_records(connection, Form, "1"), "imported_at")

    def attached_parts(self, sha256: str) -> tuple[AttachedPart, ...]:
        with self.store.reading() as connection:
            return tuple(read_records(connection, AttachedPart, "row.sha256 = ?", sha256))

    def written(self, entry: bytes) -> tuple[datetime, PractitionerId] | None:
        """Return when and by whom an entry was written, by the clock of its machine."""
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT header FROM journal_header WHERE entry = ?", (entry,)
            ).fetchone()
        if row is None:
            return None
        header = _headers.decode(row[0])
        moment = datetime.fromtimestamp(header.wall_ms / 1000, tz=UTC)
        return moment, PractitionerId(UUID(bytes=header.author))

    def names(self) -> Mapping[PractitionerId, str]:
        with self.store.reading() as connection:
            return names_in(connection)


def names_in(connection: Connection) -> Mapping[PractitionerId, str]:
    people = read_records(connection, Practitioner, "1")
    return {one.id: one.name for one in people}
