"""The words of a published element: plain, styled and in other languages, none of them endless."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.forms.markdown import markdown_html
from desktop.forms.resource import (
    EXTENSIONS,
    Extensions,
    Node,
    extension_text,
    node_at,
    text_at,
)
from desktop.forms.rich_text import LONGEST as LONGEST_STYLED
from desktop.forms.rich_text import plain_words, safe_html

LONGEST = 20_000
MOST_STYLED = 500_000  # Characters of one form.

_TRANSLATION = EXTENSIONS + "translation"
_XHTML = EXTENSIONS + "rendering-xhtml"
_MARKDOWN = EXTENSIONS + "rendering-markdown"
_PICTURE = re.compile(r"<(?:img|svg|video|audio)\b", re.IGNORECASE)
WORD_EXTENSIONS = frozenset({_TRANSLATION, _XHTML, _MARKDOWN})
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Words:
    """`rich` is safe HTML, "" when there is none; `notes` are rules: what is not shown of it."""

    plain: str = ""
    rich: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


NO_WORDS = Words()


def plain_only(text: str) -> Words:
    if len(text) <= LONGEST:
        return Words(text) if text else NO_WORDS
    return Words(text[:LONGEST], notes=("text_cut",))


class WordReader:
    """Reads the words of one form, and stops styling them when there are too many."""

    def __init__(self) -> None:
        self._left = MOST_STYLED

    def words(self, node: Node, key: str) -> Words:
        beside = node.get("_" + key)
        if not isinstance(beside, dict) or "extension" not in beside:
            return plain_only(text_at(node, key))
        extensions = Extensions(beside)
        rich, notes = self._rich(extensions)
        words = plain_only(text_at(node, key) or plain_words(rich))
        return Words(
            plain=words.plain,
            rich="" if rich == words.plain else rich,
            translations=translations_of(extensions),
            notes=(*words.notes, *notes),
        )

    def _rich(self, extensions: Extensions) -> tuple[str, tuple[str, ...]]:
        xhtml, markdown = extensions.text(_XHTML), extensions.text(_MARKDOWN)
        length = len(xhtml or markdown)
        if not length:
            return "", ()
        self._left -= length
        if self._left < 0 or length > LONGEST_STYLED:
            return "", ("rich_text_left_out",)
        notes = ("media_not_shown",) if _PICTURE.search(xhtml) else ()
        return safe_html(xhtml) if xhtml else markdown_html(markdown), notes


def translations_of(extensions: Extensions) -> Mapping[str, str]:
    """Return the words by language tag, as lower-case as tags compare."""
    if _TRANSLATION not in extensions:
        return _NONE
    found: dict[str, str] = {}
    for extension in extensions.every(_TRANSLATION):
        parts = Extensions(extension)
        language = parts.text("lang").lower()
        words = extension_text(parts.get("content"))
        if language and words:
            found.setdefault(language[:35], words[:LONGEST])
    return found


def designations_of(concept: Node) -> Mapping[str, str]:
    """Return what a concept of a value set is called in other languages."""
    written = concept.get("designation")
    if not isinstance(written, list):
        return _NONE
    named = [entry for entry in written if isinstance(entry, dict)]
    pairs = ((text_at(each, "language").lower()[:35], text_at(each, "value")) for each in named)
    return {language: words[:LONGEST] for language, words in pairs if language and words}


def display_translations(node: Node, key: str) -> Mapping[str, str]:
    """Return the translations beside a plain element, such as the display of a coding."""
    beside = node.get("_" + key)
    return translations_of(Extensions(node_at(node, "_" + key))) if beside else _NONE
