"""Says what a colleague has typed at this desk and not filed, never what it says. Knows no Qt."""

from collections.abc import Iterable
from datetime import datetime

from desktop.services.screen_values import BeingWritten
from desktop.wording.clinical import clinical_moment, clock_time, in_uk_time
from desktop.wording.words import plural
from desktop.wording.words import text as _


def being_written_words(several: Iterable[BeingWritten], now: datetime) -> str:
    """Return who writes since when, and whom to ask; "" where nobody else does."""
    return " ".join(_one(one, now) for one in several)


def _one(one: BeingWritten, now: datetime) -> str:
    name = one.by or _("a colleague")
    is_today = in_uk_time(one.since).date() == in_uk_time(now).date()
    fact = plural(
        "Being written by {name} since {time}, {count} answer not yet filed.",
        "Being written by {name} since {time}, {count} answers not yet filed.",
        one.answers,
        name=name,
        time=clock_time(one.since) if is_today else clinical_moment(one.since),
    )
    return f"{fact} {_('Ask {name} to hand over.', name=name)}"
