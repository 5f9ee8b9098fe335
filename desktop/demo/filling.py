"""Puts an invented night into a store, each record by the practitioner who made it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from desktop.demo.night import Night
from desktop.storage.kinds import KIND_OF
from desktop.storage.records import RecordsInJournal
from desktop.storage.store import Store
from desktop.storage.unit_of_work import unit_of_work


def fill(store: Store, night: Night) -> int:
    """Journal the night, one unit a person and author; return how many records that was."""
    nurse = night.staff[0].id
    _add(store, nurse, night.staff)
    for person, stay in zip(night.people, night.detentions, strict=True):
        _add(store, nurse, (person, stay))
    _add_by(store, [(call.accepted_by or nurse, call) for call in night.calls])
    _add_by(store, [(review.done_by or nurse, review) for review in night.reviews])
    _add_by(store, [(consent.recorded_by, consent) for consent in night.consents])
    for screen in night.screens:
        _add(store, screen.completed_by or screen.started_by, (screen,))
    kinds: tuple[tuple[Any, ...], ...] = (
        night.staff, night.people, night.detentions, night.calls, night.reviews,
        night.screens, night.consents,
    )  # fmt: skip
    return sum(len(kind) for kind in kinds)


def _add_by(store: Store, records: Iterable[tuple[UUID, Any]]) -> None:
    ordered = sorted(records, key=lambda pair: pair[0])
    for author, group in groupby(ordered, key=lambda pair: pair[0]):
        _add(store, author, [record for _, record in group])


def _add(store: Store, author: UUID, records: Iterable[Any]) -> None:
    with unit_of_work(store, author.bytes) as work:
        for record in records:
            kept: RecordsInJournal[Any] = RecordsInJournal(work, KIND_OF[type(record)])
            kept.add(record)
        work.commit()
