"""What the conflict pages say, as finished sentences. Take no side."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.conflict import Choice, OpenConflict, Side
from desktop.domain.identity import PractitionerId
from desktop.domain.staff import Role
from desktop.services.values import whole_minutes
from desktop.wording.clinical import clinical_moment, duration, long_moment
from desktop.wording.terms import kind
from desktop.wording.words import plural
from desktop.wording.words import text as _

_MINUTE_MS = 60_000
_MINUTES_A_DAY = 24 * 60
# Who reads a record and does not decide on risk, medicine, allergy or legal status.
_NOT_CLINICAL = (Role.SUPPORT, Role.ANALYST, Role.GOVERNANCE, Role.ADMINISTRATOR)


def subject_words(conflict: OpenConflict) -> str:
    return conflict.subject or kind(conflict.kind)


def differently(conflict: OpenConflict) -> str:
    authors = len({side.author_id for side in conflict.sides})
    if authors < 2:  # noqa: PLR2004 -- one colleague at two desks
        return _(
            "A colleague recorded this differently on two computers, while neither computer could "
            "see the other. All of it is kept until someone decides."
        )
    if authors == 2:  # noqa: PLR2004 -- said as "two"
        return _(
            "Two colleagues recorded this differently, while neither computer could see the other. "
            "Both are kept until someone decides."
        )
    return _(
        "{count} colleagues recorded this differently, while no computer could see the others. "
        "All are kept until someone decides.",
        count=authors,
    )


def clinical_words() -> str:
    return _(
        "This is about risk, medicine, allergy or legal status. Nothing is decided by the program: "
        "act on all versions until a clinician has decided. Whoever decides says why."
    )


def sealed_words() -> str:
    return _(
        "This document is signed or finished, and stays as it was signed. What was written beside "
        "it can be left out, or kept as a dated entry."
    )


def may_decide(conflict: OpenConflict, role: Role) -> bool:
    return not (conflict.is_clinical and role in _NOT_CLINICAL)


def not_for_you() -> str:
    return _("A clinician decides this. You can read what was recorded.")


def author_words(side: Side, role: str, me: PractitionerId) -> str:
    name = side.author or _("Somebody whose name is not on this computer")
    words = _("{name}, {role}", name=name, role=role) if role else name
    return _("{name} (you)", name=words) if side.author_id == me else words


def when_words(side: Side, now: datetime) -> str:
    minutes = whole_minutes(side.at, now)
    at = long_moment(side.at)
    if not 0 <= minutes < _MINUTES_A_DAY:
        return at
    return _("{at}, {duration} ago", at=at, duration=duration(minutes))


def clock_words(side: Side) -> str:
    """Say how far the clock of that machine was out; nothing where it was right to the minute."""
    error = side.clock_error_ms
    if error is None:
        return _("It is not known whether this machine's clock was right.")
    minutes = round(abs(error) / _MINUTE_MS)
    if not minutes:
        return ""
    if error > 0:
        return plural(
            "This machine's clock was {count} minute ahead.",
            "This machine's clock was {count} minutes ahead.",
            minutes,
        )
    return plural(
        "This machine's clock was {count} minute behind.",
        "This machine's clock was {count} minutes behind.",
        minutes,
    )


def where_words(side: Side) -> str:
    suite = side.suite or _("Suite not recorded")
    if not side.workstation:
        return suite
    return _("{suite}, workstation {name}", suite=suite, name=side.workstation)


def keep_words(number: int, side: Side) -> str:
    """Return the choice that keeps a side; the number is the one over it."""
    name = side.author or _("not named")
    return _("Keep version {number}, by {name}", number=number, name=name)


def both_words(count: int) -> str:
    two = 2
    return (
        _("Keep both as dated entries") if count == two else _("Keep all of them as dated entries")
    )


def third_words() -> str:
    return _("Write something else")


def what_follows(choice: Choice | None) -> str:
    match choice:
        case Choice.KEEP:
            return _(
                "Every screen will show this one. The other stays in the history with its author."
            )
        case Choice.BOTH:
            return _(
                "Nothing is taken back: each stands as an entry of its own with its author and "
                "time. Where there is room for only one, the screens go on showing the one that "
                "they show now, with the other beside it."
            )
        case Choice.THIRD:
            return _(
                "Every screen will show what you write, under your name. What your colleagues "
                "recorded stays in the history."
            )
    return _("Nothing changes until you choose and save.")


def settled_words(conflict: OpenConflict | None) -> str:
    if conflict is None:
        return _("This is settled: nothing is left to decide here.")
    return _("Decided: {subject}.", subject=subject_words(conflict))


def settled_by_another() -> str:
    return _("A colleague has settled this meanwhile: nothing is left to decide here.")


def arrived_words(fresh: Sequence[Side]) -> str:
    """Say that the picture changed while it was looked at."""
    if not fresh:
        return _("A colleague has changed this meanwhile. Look again before you choose.")
    latest = max(fresh, key=lambda side: side.at)
    return _(
        "Another version has arrived: {name} recorded it at {at}. It is shown with the others. "
        "Choose again.",
        name=latest.author or _("a colleague"),
        at=clinical_moment(latest.at),
    )


def line_words(conflict: OpenConflict, name: str = "") -> str:
    """Return one conflict of a list: whose, what, who recorded it, and when last."""
    authors = list(dict.fromkeys(side.author or _("not named") for side in conflict.sides))
    latest = max(conflict.sides, key=lambda side: side.at)
    said = _(
        "{subject}: recorded differently by {authors}, last {at}",
        subject=subject_words(conflict),
        authors=_(" and ").join(authors),
        at=clinical_moment(latest.at),
    )
    return _("{name}: {what}", name=name, what=said) if name else said


def left_words(count: int) -> str:
    if not count:
        return _("Nothing else has to be decided.")
    return plural("{count} more to decide.", "{count} more to decide.", count)
