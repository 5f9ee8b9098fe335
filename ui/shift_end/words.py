"""What the shift end page says, as finished sentences. Says "sent" only of a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.bad_entry import BadEntry
from desktop.domain.conflict import OpenConflict
from desktop.domain.identity import PersonId
from desktop.domain.screen import Screen
from desktop.services.sync_values import ColleaguesDraft, Receipt, SyncState, WhatLeaves
from desktop.wording.clinical import clinical_moment, in_uk_time
from desktop.wording.terms import counted, term
from desktop.wording.words import plural
from desktop.wording.words import text as _

# Before this a guess of the time left jumps about and helps nobody.
_GUESS_AFTER_SECONDS = 4.0
_SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class ShiftEnd:
    """Everything the page shows when it comes to the front, asked for at once."""

    leaves: WhatLeaves
    state: SyncState
    receipt: Receipt | None
    names: Mapping[PersonId, str] = field(default_factory=dict)
    conflicts: tuple[OpenConflict, ...] = ()
    bad: tuple[BadEntry, ...] = ()

    @property
    def refused(self) -> int:
        return sum(one.is_refused for one in self.bad)


def draft_line(screen: Screen, name: str, now: datetime) -> str:
    started = in_uk_time(screen.started_at)
    is_today = started.date() == in_uk_time(now).date()
    at = f"{started:%H:%M}" if is_today else clinical_moment(screen.started_at)
    return _(
        "{name}: {title}, started {at}, {status}",
        name=name or _("Name not recorded"),
        title=screen.title,
        at=at,
        status=term(screen.status).lower(),
    )


def colleagues_line(left: ColleaguesDraft, name: str) -> str:
    """Name what a colleague typed here, and nothing of what it says."""
    return plural(
        "{name}: {title}, {count} answer typed here by {colleague} since {at}. Only {colleague} "
        "can finish or leave it.",
        "{name}: {title}, {count} answers typed here by {colleague} since {at}. Only {colleague} "
        "can finish or leave them.",
        left.draft.answers,
        name=name or _("Name not recorded"),
        title=left.screen.title,
        colleague=left.draft.by or _("a colleague"),
        at=clinical_moment(left.draft.since),
    )


def handed_over_line(screen: Screen) -> str:
    return _("Handed over to {who}: {title}.", who=screen.handed_over_to, title=screen.title)


def left_line(screen: Screen) -> str:
    return _(
        "Left unfinished: {title}. It leaves with the next round, and anyone may go on with it.",
        title=screen.title,
    )


def nothing_to_finish() -> str:
    return _("No screen is unfinished.")


def decide_line(conflicts: int) -> str:
    if not conflicts:
        return _("Nothing: no two colleagues wrote different things.")
    return plural(
        "{count} record where two colleagues wrote different things. Both are kept until "
        "someone decides.",
        "{count} records where two colleagues wrote different things. Both are kept until "
        "someone decides.",
        conflicts,
    )


def leaving_lines(leaves: WhatLeaves) -> tuple[str, ...]:
    """Return one line a kind, then about how many people they are and how old the oldest is."""
    if not leaves.kinds:
        return (_("Nothing is waiting on this computer."),)
    lines = [counted(kind.kind, kind.count) for kind in leaves.kinds]
    oldest = min(kind.oldest for kind in leaves.kinds)
    about = counted("person", leaves.people)
    return (
        *lines,
        _("About {people}. The oldest is from {at}.", people=about, at=clinical_moment(oldest)),
    )


def still_waits(waiting: int) -> str:
    if not waiting:
        return _("Nothing is waiting on this computer.")
    return plural(
        "{count} change still waits on this computer.",
        "{count} changes still wait on this computer.",
        waiting,
    )


def progress_line(done: int, total: int, seconds: float) -> str:
    """Say how far it is. Nothing counts as sent before the receipt, so nothing is called so."""
    if total <= 0:
        return _("Asking the case store what it already has")
    words = _("{done} of {total} records", done=f"{done:,}", total=f"{total:,}")
    if seconds < _GUESS_AFTER_SECONDS or not 0 < done < total:
        return words
    left = seconds * (total - done) / done
    if left < _SECONDS_A_MINUTE:
        return _("{records}, less than a minute left", records=words)
    minutes = round(left / _SECONDS_A_MINUTE)
    about = plural("about {count} minute left", "about {count} minutes left", minutes)
    return _("{records}, {about}", records=words, about=about)


def stopped_line(waiting: int) -> str:
    return _("Stopped. Nothing is lost. {waits}", waits=still_waits(waiting))


def failed_line(why: str, waiting: int) -> str:
    return _("{why} {waits} Nothing is lost.", why=why, waits=still_waits(waiting))


def receipt_lines(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    own = _("entries 1 to {last} of this workstation", last=f"{receipt.own_entries:,}")
    return (
        (_("Sent"), _("{count} changes", count=f"{receipt.sent:,}")),
        (_("Received"), _("{count} changes", count=f"{receipt.received:,}")),
        (_("From"), _("{desk}, {name}", desk=receipt.workstation, name=receipt.practitioner)),
        (_("When"), clinical_moment(receipt.at)),
        (_("To"), _to(receipt)),
        *(((_("Proved"), own),) if receipt.own_entries else ()),
        (
            _("Held there"),
            _(
                "{entries} changes of {devices} workstations",
                entries=f"{receipt.entries_held:,}",
                devices=receipt.devices,
            ),
        ),
    )


def _to(receipt: Receipt) -> str:
    """Name the store and its service; where they are called the same, once."""
    if receipt.store == receipt.service:
        return receipt.store
    return _("{store}, {service}", store=receipt.store, service=receipt.service)


def verdict(waiting: int, drafts: int, refused: int = 0) -> str:
    """Say what the receipt proves now; what was typed after it is not in it."""
    if refused:
        return plural(
            "Not everything is at the case store: {count} change was not taken. {waits}",
            "Not everything is at the case store: {count} changes were not taken. {waits}",
            refused,
            waits=still_waits(waiting),
        )
    if waiting:
        return _("Since this receipt: {waits} Send again.", waits=still_waits(waiting))
    if drafts:
        return plural(
            "Everything saved on this computer is at the case store. {count} screen is not "
            "finished.",
            "Everything saved on this computer is at the case store. {count} screens are not "
            "finished.",
            drafts,
        )
    return _("Everything on this computer is at the case store.")
