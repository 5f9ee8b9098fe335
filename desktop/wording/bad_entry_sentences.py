"""Why an entry cannot be used, and what becomes of it: said to its author in red."""

from desktop.wording.words import later

BAD_ENTRIES: dict[str, tuple[str, ...]] = {
    "bad_entry.unreadable": (
        later(
            "A value in it is not of the sort that belongs there, so it is not shown. "
            "It is kept as it came. Write it again, and tell your manager."
        ),
    ),
    "bad_entry.bad_batch": (
        later(
            "The central store could not prove it and did not take it. It is kept on this "
            "computer and is not sent. Try again; if that does not help, export it."
        ),
    ),
    "bad_entry.too_large": (
        later(
            "It is larger than the central store takes. It is kept on this computer and is not "
            "sent. Export it, and tell your manager."
        ),
    ),
    "bad_entry.refused": (
        later(
            "The central store did not take it. It is kept on this computer and is not sent. "
            "Try again; if that does not help, export it."
        ),
    ),
}
