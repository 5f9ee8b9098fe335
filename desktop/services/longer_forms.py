"""Short tools that lead on to a longer one: which, from which total, and what both ask.

The form it opens, and how long an answer of the short one stays good, is data
(resources/settings/longer_forms.json). A total is never carried over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from desktop.domain.screen import Answer, Value
from desktop.forms import Item, Questionnaire, Score
from desktop.forms.instruments import Instrument, Joined, recognise
from desktop.forms.instruments.rule import Part
from desktop.forms.values import as_number

_UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerForm:
    """`name` is how people call it; `opens` the address of the form that asks it."""

    instrument: str
    longer: str
    name: str
    opens: str
    from_total: Decimal


@dataclass(frozen=True, slots=True)
class Shared:
    """A question of the short tool that a longer one asks as well: each with how it is weighed."""

    short: Part
    long: Part


@cache
def _settings() -> Mapping[str, Any]:
    file = files("resources") / "settings" / "longer_forms.json"
    settings: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return settings


@cache
def longer_forms() -> Mapping[str, LongerForm]:
    """Return them by the short tool that leads to them."""
    return {
        one["instrument"]: LongerForm(
            instrument=one["instrument"],
            longer=one["longer"],
            name=one["name"],
            opens=one["opens"],
            from_total=Decimal(one["from_total"]),
        )
        for one in _settings()["longer_forms"]
    }


def answers_stay() -> timedelta:
    """Return how long an answer to the short tool is offered in the longer one."""
    setting = _settings()["answers_stay"]
    stay: timedelta = setting["value"] * _UNITS[setting["unit"]]
    return stay


def longer_form_for(score: Score) -> LongerForm | None:
    """Return what this total leads to: none while there is no total, or where it is too low."""
    longer = longer_forms().get(score.instrument)
    total = as_number(score.kept[0]) if len(score.kept) == 1 else score.total
    is_reached = longer is not None and total is not None and total >= longer.from_total
    return longer if is_reached else None


@lru_cache(maxsize=64)
def instruments_in(form: Questionnaire) -> frozenset[str]:
    return frozenset(joined.instrument.key for joined in recognise(form))


@lru_cache(maxsize=256)
def shared_questions(
    source: Questionnaire, target: Questionnaire
) -> Mapping[tuple[str, str], Shared]:
    """Return what both ask, by linkId there and here: the short tool there, the longer one here.

    Where the longer one was asked there as well, it is done anew here.
    """
    here = {joined.instrument.key: joined for joined in recognise(target)}
    there = instruments_in(source)
    found: dict[tuple[str, str], Shared] = {}
    for joined in recognise(source):
        longer = longer_forms().get(joined.instrument.key)
        if longer is not None and longer.longer in here and longer.longer not in there:
            found.update(_of_both(joined, here[longer.longer]))
    return found


def _of_both(short: Joined, long: Joined) -> Mapping[tuple[str, str], Shared]:
    return {
        (short_link, long_link): Shared(_part(short.instrument, one), _part(long.instrument, other))
        for one, short_link in short.parts.items()
        for other, long_link in long.parts.items()
        if _ask_the_same(_part(short.instrument, one), _part(long.instrument, other))
    }


def _part(instrument: Instrument, key: str) -> Part:
    return instrument.part(key)


def _ask_the_same(one: Part, other: Part) -> bool:
    codes = {(code.system, code.code) for code in one.codes}
    return any((code.system, code.code) in codes for code in other.codes)


def is_still_good(answer: Answer, now: datetime) -> bool:
    return answer.answered_at is not None and now - answer.answered_at <= answers_stay()


def as_weighed_there(
    values: tuple[Value, ...], shared: Shared, asked: Item, item: Item
) -> tuple[Value, ...] | None:
    """Return the answer of the longer tool that weighs the same; None where it is not just one."""
    if len(values) != 1:
        return None
    points = shared.short.weigh.weigh(values[0], asked, {}).points
    same = [
        option.value
        for option in item.options
        if points is not None and shared.long.weigh.weigh(option.value, item, {}).points == points
    ]
    return (same[0],) if len(same) == 1 else None
