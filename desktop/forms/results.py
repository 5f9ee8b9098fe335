"""What answers amount to: the state of a section, what is wrong with it, and scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class SectionState(StrEnum):
    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way at one item; `details` fill the sentence of `message_key`."""

    link_id: str
    message_key: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A declared score. No total before every enabled question of it is answered."""

    link_id: str
    title: str
    total: Decimal | None
    answered: int
    of: int
    band: str
    source: str
