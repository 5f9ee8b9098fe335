"""Two values of one register, neither author having seen the other's, and how a person settles it.

Nothing here chooses: the sides stand in the order in which they are kept, and none is preset.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar, cast
from uuid import UUID

from desktop.domain.identity import DetentionId, PersonId, PractitionerId
from desktop.domain.record import UNSAVED, Standing
from desktop.errors import RuleBrokenError

T = TypeVar("T")


class ConflictMovedError(RuleBrokenError):
    """Another value arrived, or a colleague settled it: it has to be looked at again."""

    message_key = "error.conflict_moved"


class SealedDocumentError(RuleBrokenError):
    """What was signed or completed stays as it was; another value can only stand beside it."""

    message_key = "error.sealed_document"


class Choice(Enum):
    """What a person decided. KEEP one side, keep BOTH as dated entries, or write a THIRD value."""

    KEEP = "keep"
    BOTH = "both"
    THIRD = "third"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value that stands, who wrote it, where, and when by the clock of that machine.

    `value` is None where the author cleared it. `values` holds what the same author wrote in the
    registers that are settled together. `words_hint` says the value, `is_shown` that windows show
    it now. Subtract `clock_error_ms`, where it was measured, to get the central store's time.
    """

    value: object
    words_hint: str = ""
    author_id: PractitionerId
    author: str
    at: datetime
    clock_error_ms: int | None = None
    suite: str = ""
    workstation: str = ""
    entry: bytes
    is_shown: bool = False
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """What has to be settled. `group` are the registers that are settled together with this one.

    `replaces` is what settling it replaces, per register. Of a sealed document only the sealed
    side can be kept, alone or with the other beside it.
    """

    kind: str
    record_id: UUID
    register: str
    person_id: PersonId | None
    detention_id: DetentionId | None = None
    subject: str = ""
    is_clinical: bool = False
    is_sealed: bool = False
    can_keep_both: bool = True
    can_write_third: bool = True
    sides: tuple[Side, ...]
    group: tuple[str, ...] = ()
    replaces: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)


def written_into(record: T, register: str, value: object) -> T:
    """Return the record with a register's value; None clears it."""
    name, slash, key = register.partition("/")
    if not slash:
        return cast("T", replace(cast("Any", record), **{name: value}))
    values = {other: one for other, one in getattr(record, name).items() if other != key}
    if value is not None:
        values[key] = value
    return cast("T", replace(cast("Any", record), **{name: values}))


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoRecorded:
    """A value that was kept as a dated entry beside the one that its field shows."""

    id: UUID
    about_kind: str
    about_id: UUID
    register: str
    person_id: PersonId | None
    value: Any
    words: str
    at: datetime
    by: PractitionerId
    suite: str
    entry: bytes
    standing: Standing = field(default=UNSAVED, compare=False)
