"""What the answers to one instrument amount to."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PartResult:
    """What one part adds. No points while it has no answer that counts."""

    key: str
    label: str
    link_id: str
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """No `total` and no `band` while a part that is needed is missing or cannot be counted.

    `notes` are to be shown with it, the most pressing first; `flags` are those of them that ask
    for something to be done. `repeat_minutes`: when it is due again, where the rule says.
    """

    total: Decimal | None
    band: str
    parts: tuple[PartResult, ...]
    answered: int
    of: int
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    repeat_minutes: int | None = None
