"""Readings of repeated tools in one stay, as a night at a desk makes them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from desktop.domain.identity import ScreenId
from desktop.forms import ScorePart
from desktop.forms.instruments import all_instruments
from desktop.services.screen_values import DueInstrument, InstrumentReading
from desktop.services.values import FormChoice
from tests.builders.moments import in_minutes, minutes_ago, numbered

OURS = "https://custodyliaison.example/fhir/Questionnaire/"
TOOLS = ("news2", "ciwa-ar", "cows", "gcs")
FORMS = tuple(
    FormChoice(
        canonical=f"{OURS}{key}|1.0.0",
        title=all_instruments()[key].title,
        is_built_in=True,
        is_instrument=True,
    )
    for key in TOOLS
)


def band_of(tool: str, total: int) -> str:
    bands = [named.band for named in all_instruments()[tool].band_sets[0].bands if not named.tests]
    fits = (band for band in bands if band.low <= total <= (band.high or 999))
    return next(band.label for band in fits)


def a_reading(
    tool: str = "news2", total: int | None = 2, at: datetime | None = None, **changes: Any
) -> InstrumentReading:
    """Return a reading; without a total the last two of its parts were not answered."""
    at = at or minutes_ago(30)
    labels = [part.label for part in all_instruments()[tool].parts if part.counts]
    known = len(labels) - (2 if total is None else 0)
    parts = tuple(
        ScorePart(
            label=label,
            link_id=f"{tool}.{place}",
            points=Decimal(1 if place < (total or 0) else 0) if place < known else None,
        )
        for place, label in enumerate(labels)
    )
    given: dict[str, Any] = {
        "at": at,
        "by": "J. Okafor",
        "total": None if total is None else Decimal(total),
        "band": "" if total is None else band_of(tool, total),
        "screen_id": ScreenId(numbered(_number(tool, at))),
        "parts": parts,
    }
    return InstrumentReading(**{**given, **changes})


def _number(tool: str, at: datetime) -> int:
    return 10_000 * (1 + TOOLS.index(tool)) + int(at.timestamp()) // 60 % 10_000


def a_course(tool: str, *steps: tuple[int, int | None]) -> tuple[InstrumentReading, ...]:
    """Return readings from (minutes ago, total), oldest first."""
    return tuple(a_reading(tool, total, minutes_ago(minutes)) for minutes, total in steps)


def a_due(tool: str = "news2", minutes: int = 25, **changes: Any) -> DueInstrument:
    given: dict[str, Any] = {
        "instrument": tool,
        "title": all_instruments()[tool].title,
        "due_at": in_minutes(minutes),
        "why": "",
    }
    return DueInstrument(**{**given, **changes})
