"""Finds the words for a message in the person's language; the English sentence is the key.

Stands on the start path: gettext is loaded only when a language other than English is asked for.
A mistake in a translation never stops the program: the English sentence is shown instead.
"""

import logging
from typing import Protocol

log = logging.getLogger(__name__)

ENGLISH = "en_GB"
DOMAIN = "custody-liaison"


class Catalogue(Protocol):
    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


class _Choice:
    """The one language of this process, chosen before the first window opens."""

    language: str = ENGLISH
    catalogue: Catalogue | None = None


def use_language(language: str) -> str:
    """Show everything in `language` from now on, and return the language that will be shown.

    That is English when there is no catalogue for the one asked for.
    """
    found = None if language.startswith("en") else _catalogue(language)
    _Choice.catalogue = found
    _Choice.language = language if found is not None else ENGLISH
    return _Choice.language


def current_language() -> str:
    return _Choice.language


def text(message: str, /, **values: object) -> str:
    """Return `message` in the person's language with its {blanks} filled."""
    catalogue = _Choice.catalogue
    translated = message if catalogue is None else catalogue.gettext(message)
    return _filled(translated, message, values)


def plural(one: str, many: str, /, count: int, **values: object) -> str:
    """Return the form of the sentence that goes with `count`, which fills the blank {count}."""
    catalogue = _Choice.catalogue
    english = one if count == 1 else many
    translated = english if catalogue is None else catalogue.ngettext(one, many, count)
    return _filled(translated, english, {"count": count, **values})


def later(message: str) -> str:
    """Mark a sentence in a table for translation: `text` is called when it is shown."""
    return message


def later_plural(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a counted sentence for translation: `plural` is called to show it."""
    return one, many


def _filled(translated: str, english: str, values: dict[str, object]) -> str:
    if not values:
        return translated
    if translated is english:
        return english.format(**values)
    try:
        return translated.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError):
        log.warning("a translation has a blank that its sentence has not")
        return english.format(**values)


def _catalogue(language: str) -> Catalogue | None:
    # Not on the start path of those who read English.
    import gettext  # noqa: PLC0415
    from importlib import resources  # noqa: PLC0415

    place = resources.files("resources") / "translations" / language / f"{DOMAIN}.mo"
    try:
        with place.open("rb") as file:
            return gettext.GNUTranslations(file)
    except (OSError, ValueError, UnicodeDecodeError):
        log.info("no catalogue for this language", extra={"language": language})
        return None
