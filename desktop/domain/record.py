"""What every journalled record has in common: an identity and what its reader was shown.

A record is a frozen dataclass. Each of its fields is one register of the journal; a field whose
type is `dict[str, X]` is one register per key, so that two people may add to it at once. Values
that only mean something together (an address, an answer with its time) are one nested dataclass
and therefore one register.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.identity import PractitionerId

# Per register, the journal entries whose values the reader was shown.
Seen = Mapping[str, tuple[bytes, ...]]

NOTHING_SEEN: Seen = {}

# The register that takes a record back, and those that say how a conflict was settled.
WITHDRAWN = "withdrawn"
SETTLED = "settled/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a record was taken back; it is kept. `changed_since` names what its author never saw."""

    at: datetime
    by: PractitionerId
    reason: str
    changed_since: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the record stands in the journal; never itself journalled.

    `seen` holds, per register, the entries whose value is the one in the record; `held` holds all
    that stand. `conflicts` names the registers that hold two values, neither author having seen
    the other's. `changed_since_sealed` names what was written beside a signed report or a
    completed screen, whose own values stay. `unreadable` names registers whose latest value cannot
    be read here. `needs_newer` is true where a newer version of the program wrote the record: read
    only here.
    """

    seen: Seen = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    needs_newer: bool = False
    held: Seen = field(default_factory=dict)
    changed_since_sealed: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None


UNSAVED = Standing()
