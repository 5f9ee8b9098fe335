"""What every journalled record has in common: an identity and what its reader was shown.

A record is a frozen dataclass. Each of its fields is one register of the journal; a field whose
type is `dict[str, X]` is one register per key, so that two people may add to it at once. Values
that only mean something together (an address, an answer with its time) are one nested dataclass
and therefore one register.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Per register, the journal entries whose values the reader was shown.
Seen = Mapping[str, tuple[bytes, ...]]

NOTHING_SEEN: Seen = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the record stands in the journal; never itself journalled.

    `conflicts` names the registers that hold two values, neither author having seen the other's.
    `needs_newer` is true where a newer version of the program wrote the record: read only here.
    """

    seen: Seen = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    needs_newer: bool = False


UNSAVED = Standing()
