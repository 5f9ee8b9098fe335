"""What was typed into the search box, read as a name to start a new person with."""

import re

_NOT_A_NAME = re.compile(r"\d")


def is_worth_asking(text: str) -> bool:
    """Return whether there is enough to search for: two letters or digits."""
    return sum(character.isalnum() for character in text) >= 2  # noqa: PLR2004 -- said above


def name_from_search(text: str) -> tuple[str, str]:
    """Return (family name, given name) from "Marsh, Kelly", "Kelly Marsh" or "Marsh".

    Text with digits in it is a date or a number, not a name: both come back empty.
    """
    text = " ".join(text.split())
    if _NOT_A_NAME.search(text):
        return "", ""
    if "," in text:
        family, _comma, given = (part.strip() for part in text.partition(","))
    else:
        given, _space, family = text.rpartition(" ")
    return _as_written(family), _as_written(given)


def _as_written(name: str) -> str:
    """Give all-small or all-capital typing its capitals; leave "McKay" and "de Souza" alone."""
    return name.title() if name.islower() or name.isupper() else name
