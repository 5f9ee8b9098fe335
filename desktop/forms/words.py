"""The words of a published element: plain, styled and in other languages, none of them endless."""

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
from desktop.forms.rich_text import plain_words, safe_html

LONGEST = 20_000
MOST_STYLED = 500_000  # Characters of one form.

_TRANSLATION = EXTENSIONS + "translation"
_XHTML = EXTENSIONS + "rendering-xhtml"
_MARKDOWN = EXTENSIONS + "rendering-markdown"
WORD_EXTENSIONS = frozenset({_TRANSLATION, _XHTML, _MARKDOWN})
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Words:
    """`rich` is safe HTML, "" when there is none; `is_cut` when there was more than is shown."""

    plain: str = ""
    rich: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False


NO_WORDS = Words()


class WordReader:
    """Reads the words of one form, and stops styling them when there are too many."""

    def __init__(self) -> None:
        self._left = MOST_STYLED
        self.has_left_out = False

    def words(self, node: Node, key: str) -> Words:
        plain = text_at(node, key)
        beside = node.get("_" + key)
        if not isinstance(beside, dict) or "extension" not in beside:
            return Words(plain[:LONGEST], is_cut=len(plain) > LONGEST) if plain else NO_WORDS
        extensions = Extensions(beside)
        rich = self._rich(extensions)
        plain = plain or plain_words(rich)
        if rich == plain:
            rich = ""
        is_cut = len(plain) > LONGEST
        return Words(plain[:LONGEST], rich, translations_of(extensions), is_cut)

    def _rich(self, extensions: Extensions) -> str:
        xhtml, markdown = extensions.text(_XHTML), extensions.text(_MARKDOWN)
        length = len(xhtml or markdown)
        if not length:
            return ""
        self._left -= length
        rich = ""
        if self._left >= 0:
            rich = safe_html(xhtml) if xhtml else markdown_html(markdown)
        self.has_left_out |= not rich
        return rich


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
