"""Gives each button of a page a letter for Alt that nothing else in the window claims."""

import re

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ui.widgets.role import literal

_CLAIMED = re.compile(r"&([^&\s])")


class AltKeys:
    """`taken` are letters that are claimed already."""

    def __init__(self, taken: str = "") -> None:
        self._taken = set(taken.upper())

    def give(self, words: str) -> str:
        """Return the words with "&" before a letter that is free; without it where none is."""
        for place, letter in enumerate(words):
            if letter.isascii() and letter.isalpha() and letter.upper() not in self._taken:
                self._taken.add(letter.upper())
                return f"{literal(words[:place])}&{literal(words[place:])}"
        return literal(words)


def letters_claimed(window: QWidget, left: QWidget | None = None) -> str:
    """Return the letters that buttons and labels claim, shown or not; those in `left` are free."""
    named: list[tuple[QWidget, str]] = [
        (one, one.text()) for one in window.findChildren(QAbstractButton)
    ]
    named += [(one, one.text()) for one in window.findChildren(QLabel) if one.buddy() is not None]
    found = (
        _CLAIMED.search(text.replace("&&", ""))
        for one, text in named
        if "&" in text and not (left is not None and left.isAncestorOf(one))
    )
    return "".join(match.group(1) for match in found if match)
