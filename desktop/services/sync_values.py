"""What services tell windows of sync: what waits, what leaves, and the receipt for what arrived."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.screen import Screen
from desktop.errors import ExpectedError
from desktop.services.screen_values import BeingWritten


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """`waiting` counts entries that the central store has not durably acknowledged."""

    waiting: int
    last_sent_at: datetime | None = None
    is_enrolled: bool = False
    last_error: ExpectedError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    kind: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguesDraft:
    """That a colleague has typed here and not filed it. What it says is read by its author only."""

    screen: Screen
    draft: BeingWritten


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatLeaves:
    """What the next round will take from this machine, and what still needs a person first."""

    kinds: tuple[Leaving, ...] = ()
    people: int = 0
    drafts: tuple[Screen, ...] = ()
    colleagues: tuple[ColleaguesDraft, ...] = ()
    conflicts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Signed by the central store over the vector that this workstation named.

    `own_entries`: the vector says it holds those of this workstation from the first to this one.
    """

    number: str
    service: str
    store: str
    workstation: str
    practitioner: str
    at: datetime
    sent: int
    received: int
    entries_held: int
    devices: int
    vector_digest: str
    signature: str
    own_entries: int = 0
