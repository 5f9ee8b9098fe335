"""An entry that cannot be used: kept, shown to its author in red, and in nobody else's way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BadEntry:
    """`reason` is a message key. `is_own`: written at this machine.

    `is_refused`: the central store would not take it, so that it waits here and can be sent again.
    """

    kind: str
    subject: str
    author: str
    since: datetime
    reason: str
    entry: bytes
    is_own: bool
    is_refused: bool = False
    record_id: UUID | None = None
