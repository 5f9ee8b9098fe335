"""What answers amount to: the state of a section, what is wrong with it, and scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from desktop.domain.screen import Value
from desktop.forms.model import Band


class SectionState(StrEnum):
    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way at one item; `details` fill the sentence of `message_key`.

    `key` is its place, where the item can occur more than once; else the linkId. What is only a
    warning does not stand in the way of finishing.
    """

    link_id: str
    message_key: str
    details: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    is_warning: bool = False

    def place(self) -> str:
        return self.key or self.link_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """What one question adds; no points while it has no answer that counts."""

    label: str
    link_id: str
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A total with its reasons. None before every part that applies is answered.

    `link_id` is the item that holds it, or after which it is shown; `key` its place. `instrument`
    and `version` name the published rule it follows, "" for a sum that the form itself declares.
    `notes` are what the rule asks to be said with it, `flags` those that ask for something to be
    done, `repeat_minutes` when it is due again. `kept` is what stands in the record instead
    of `total`, where a person typed over it or it was stored with another value.
    """

    link_id: str
    title: str
    total: Decimal | None
    answered: int
    of: int
    band: str
    source: str
    key: str = ""
    instrument: str = ""
    version: str = ""
    parts: tuple[ScorePart, ...] = ()
    bands: tuple[Band, ...] = ()
    notes: tuple[str, ...] = ()
    kept: tuple[Value, ...] = ()
    flags: tuple[str, ...] = ()
    repeat_minutes: int | None = None
