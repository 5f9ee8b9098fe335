"""Journals written by hand and taken into a central store; what its views then say."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, text

from sync.central.core import CentralCore
from sync.central.reporting.projector import Limits, project_all
from sync.central.reporting.tables import current_record
from sync.journal.chain import Batch, Draft, Piece, Tip, append
from sync.journal.entry import Entry
from sync.journal.signing import public_key_of, sign_head
from sync.merge.record import RecordState, decode_state, encode_state
from sync.wire.messages import Enrol, Push
from tests.central.stores import NURSE, join

SMALL = Limits(entries=3)


@dataclass
class Author:
    """A workstation whose journal is written entry by entry."""

    device: bytes
    private_key: bytes
    tip: Tip = field(init=False)

    def __post_init__(self) -> None:
        self.tip = Tip(self.device)

    def write(
        self,
        kind: str,
        record: bytes,
        fields: dict[str, Any],
        *,
        replaces: Mapping[str, Sequence[bytes]] | None = None,
        person: bytes | None = None,
    ) -> Entry:
        return self.unit(draft(kind, record, fields, replaces=replaces, person=person))[0]

    def unit(self, *drafts: Draft) -> list[Entry]:
        entries, self.tip = append(self.tip, NURSE, uuid.uuid4().bytes, drafts)
        return entries

    def batch(self, entries: Sequence[Entry]) -> Batch:
        last = entries[-1]
        head = sign_head(self.private_key, self.device, last.header.seq, last.id)
        return Batch(head, [Piece(one.header_bytes, one.body_bytes) for one in entries])


def draft(
    kind: str,
    record: bytes,
    fields: dict[str, Any],
    *,
    replaces: Mapping[str, Sequence[bytes]] | None = None,
    person: bytes | None = None,
) -> Draft:
    shown = {name: list(entries) for name, entries in (replaces or {}).items()}
    return Draft(record, kind, person, fields, shown)


def author(core: CentralCore, suite: str = "Harlow") -> Author:
    replica = join(core, suite)
    return Author(replica.device, replica.private_key)


def join_too(core: CentralCore, one: Author) -> None:
    """Make a workstation known to another service as well."""
    token, _ = core.enrolments.invite("Harlow", "desk")
    core.enrol(Enrol(token, one.device, "desk", public_key_of(one.private_key)))


def send(core: CentralCore, one: Author, entries: Sequence[Entry]) -> None:
    reply = core.as_device(one.device).push(Push([one.batch(entries)]))
    assert reply.refused == []


def fold(core: CentralCore, limits: Limits | None = None) -> int:
    return project_all(core.database, core.identity.service, limits)


def states(core: CentralCore) -> dict[tuple[str, bytes], RecordState]:
    columns = current_record.c
    query = select(columns.kind, columns.record, columns.state).where(
        columns.service == core.identity.service
    )
    with core.database.reading() as connection:
        return {
            (row.kind, row.record): decode_state(row.state) for row in connection.execute(query)
        }


def notes(core: CentralCore) -> dict[tuple[str, bytes], bytes]:
    """Return the records that desks wrote, in a form that is equal where they are."""
    found = states(core)
    return comparable({key: one for key, one in found.items() if key[0] != "device"})


def comparable(found: dict[tuple[str, bytes], RecordState]) -> dict[tuple[str, bytes], bytes]:
    """Return what records are, whatever order their entries came in."""
    for state in found.values():
        state.live = dict(sorted(state.live.items()))
        state.awaited = {}
    return {key: encode_state(state) for key, state in found.items()}


def seen(core: CentralCore, view: str, order: str = "1") -> list[dict[str, Any]]:
    """Return the rows of a view, of this service alone."""
    with core.database.reading() as connection:
        rows = connection.execute(
            text(f"SELECT * FROM {view} WHERE CAST(service AS TEXT) = :service ORDER BY {order}"),
            {"service": str(uuid.UUID(bytes=core.identity.service))},
        )
        return [dict(row._mapping) for row in rows]
