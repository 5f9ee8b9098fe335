"""What is said of an entry that cannot be used: what it is, why, since when, what to do."""

from collections.abc import Sequence

from desktop.domain.bad_entry import BadEntry
from desktop.wording.clinical import clinical_moment
from desktop.wording.errors import has_sentence, sentence
from desktop.wording.terms import kind
from desktop.wording.words import plural
from desktop.wording.words import text as _


def bad_line(entry: BadEntry) -> str:
    what = kind(entry.kind)
    if entry.subject:
        what = _("{kind}, {subject}", kind=what, subject=entry.subject)
    return _(
        "{what}, written {at} by {author}. {why}",
        what=what,
        at=clinical_moment(entry.since),
        author=entry.author or _("somebody whose name is not on this computer"),
        why=_why(entry),
    )


def others_line(entries: Sequence[BadEntry]) -> str:
    if not entries:
        return ""
    names = ", ".join(dict.fromkeys(one.author for one in entries if one.author))
    words = plural(
        "{count} record from another computer cannot be shown here.",
        "{count} records from other computers cannot be shown here.",
        len(entries),
    )
    return _("{words} Written by {names}.", words=words, names=names) if names else words


def what_to_do(*, has_refused: bool) -> str:
    if has_refused:
        return _(
            "It is kept on this computer and is not at the case store. Everything else goes on "
            "without it. Try again; if it is refused again, tell your administrator."
        )
    return _("It is kept as it was written, and holds up nothing else. Tell your administrator.")


def _why(entry: BadEntry) -> str:
    known = {
        "bad_entry.bad_batch": _("The case store could not read it as this computer wrote it."),
        "bad_entry.too_large": _("It is larger than the case store takes."),
        "bad_entry.unlinked": _("The case store lacks what was written before it."),
        "bad_entry.unreadable": _("This computer cannot read what was written."),
    }
    if entry.reason in known:
        return known[entry.reason]
    if has_sentence(entry.reason):
        return sentence(entry.reason)
    if entry.is_refused:
        return _("The case store did not take it.")
    return _("This version of the program cannot read it.")
