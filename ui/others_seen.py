"""How old the picture from the other suites is, as part of a sentence of the status line."""

from datetime import datetime

from desktop.services.values import whole_minutes
from desktop.wording.clinical import clinical_moment, duration
from desktop.wording.words import text as _

_MINUTES_A_DAY = 24 * 60


def others_seen(heard_at: datetime | None, now: datetime) -> str:
    """Return it from when a round last ended well; one that was cut shows too old, never too new.

    A clock that was set back says when instead of how long ago.
    """
    if heard_at is None:
        return _("other suites not seen yet")
    minutes = whole_minutes(heard_at, now)
    if minutes == 0:
        return _("other suites seen just now")
    if 0 < minutes < _MINUTES_A_DAY:
        return _("other suites seen {duration} ago", duration=duration(minutes))
    return _("other suites last seen {moment}", moment=clinical_moment(heard_at))
