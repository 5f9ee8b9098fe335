"""Sentences for errors that change with a number."""

from desktop.wording.words import later_plural

# Sentences that change with a number: the detail that holds it, the form for one, and for many.
COUNTED: dict[str, tuple[str, tuple[str, str]]] = {
    "error.screen_incomplete": (
        "count",
        later_plural(
            "{count} question still needs an answer: see the end of the last section.",
            "{count} questions still need an answer: see the end of the last section.",
        ),
    ),
    "error.wrong_passphrase": (
        "wait_seconds",
        later_plural(
            "That passphrase is not right. Wait {count} second, then try again.",
            "That passphrase is not right. Wait {count} seconds, then try again.",
        ),
    ),
}
