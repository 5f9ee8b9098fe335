"""What services say of a screen beside its answers: an earlier one, its tools, who writes in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.screen import Answer, Screen
from desktop.forms import Questionnaire, ScorePart


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierScreen:
    """The screen to lay beside this one.

    `by_place` goes by the places of the one that is open: an answer, and how it is said in words.
    """

    screen: Screen
    questionnaire: Questionnaire
    names: Mapping[PractitionerId, str] = field(default_factory=dict)
    by_place: Mapping[str, tuple[Answer, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentReading:
    """One time that a published tool was done. No total where a part was missing."""

    at: datetime
    by: str
    total: Decimal | None
    band: str
    screen_id: ScreenId
    parts: tuple[ScorePart, ...] = ()
    repeat_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueInstrument:
    """A tool that has to be done again. `title` is how it is called, `why` words for a person."""

    instrument: str
    title: str
    due_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeingWritten:
    """What a colleague has typed into a screen at this desk and not filed; not what it says.

    `by` is a name, "" where this desk does not know whose it is.
    """

    by: str
    since: datetime
    answers: int
