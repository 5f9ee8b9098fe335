"""The small parts of a published item: its hint, its limits, its units, its first values."""

from collections.abc import Iterator
from typing import Any

from desktop.domain.screen import Coding
from desktop.forms.conditions import ENABLE_WHEN_EXPRESSION
from desktop.forms.definitions import EXTENSION_VALUES
from desktop.forms.expressions import EXPRESSION_EXTENSIONS
from desktop.forms.model import Reuse
from desktop.forms.options import codes_of, label_of
from desktop.forms.resource import (
    EXTENSIONS,
    OURS,
    SDC,
    Extensions,
    Node,
    extension_text,
    node_at,
    number_at,
    whole_number_at,
)
from desktop.forms.score_rules import SCORE_EXTENSIONS
from desktop.forms.values import read_value
from desktop.forms.words import WORD_EXTENSIONS, WordReader, Words, plain_only

CONTROL = EXTENSIONS + "questionnaire-itemControl"
HIDDEN = EXTENSIONS + "questionnaire-hidden"
_UNIT = EXTENSIONS + "questionnaire-unit"
_UNIT_OPTION = EXTENSIONS + "questionnaire-unitOption"
_ENTRY_FORMAT = EXTENSIONS + "entryFormat"
_MIN_LENGTH = EXTENSIONS + "minLength"
_MINIMUM = (EXTENSIONS + "minValue", SDC + "minQuantity")
_MAXIMUM = (EXTENSIONS + "maxValue", SDC + "maxQuantity")
_MIN_OCCURS = EXTENSIONS + "questionnaire-minOccurs"
_MAX_OCCURS = EXTENSIONS + "questionnaire-maxOccurs"
_DECIMAL_PLACES = EXTENSIONS + "maxDecimalPlaces"
_PATTERN = EXTENSIONS + "regex"
_COUNTS = (_MIN_LENGTH, _MIN_OCCURS, _MAX_OCCURS, _DECIMAL_PLACES)
_LIMITS = frozenset({*_COUNTS, *_MINIMUM, *_MAXIMUM})
_UNIT_SET = EXTENSIONS + "questionnaire-unitValueSet"
_ORIENTATION = EXTENSIONS + "questionnaire-choiceOrientation"
_SLIDER_STEP = EXTENSIONS + "questionnaire-sliderStepValue"
_LARGEST_FILE = EXTENSIONS + "maxSize"
_FILE_TYPE = EXTENSIONS + "mimeType"
_CATEGORY = EXTENSIONS + "questionnaire-displayCategory"
_SHORT_TEXT = (SDC + "shortText", EXTENSIONS + "questionnaire-shortText")
_OPEN_LABEL = (SDC + "openLabel", EXTENSIONS + "questionnaire-openLabel")
_MEDIA = frozenset({SDC + "itemMedia", SDC + "itemAnswerMedia"})
# Words under or beside the question that others write as an extension.
_WORDS_BESIDE = (
    _ENTRY_FORMAT,
    EXTENSIONS + "questionnaire-instruction",
    "http://helsenorge.no/fhir/StructureDefinition/sdf-sublabel",
)
_REUSE = OURS + "reuse"
_INSTRUMENT = OURS + "instrument"
_IS_COMPUTED = EXTENSIONS + "cqf-expression"
_HINTS = ("help", "flyover", "prompt", "legal")

_MOST_OCCURRENCES = 50
_LARGEST_LIMIT = 2**31 - 1
_MEGABYTE = 10**6
_ORIENTATIONS = frozenset({"horizontal", "vertical"})
_REUSES = {each.value: each for each in Reuse}

KNOWN_EXTENSIONS = frozenset(
    {
        *(CONTROL, HIDDEN, _UNIT, _UNIT_OPTION, _UNIT_SET, _MIN_LENGTH, _MIN_OCCURS, _REUSE),
        *(_MAX_OCCURS, _DECIMAL_PLACES, _PATTERN, *_MINIMUM, *_MAXIMUM, ENABLE_WHEN_EXPRESSION),
        *(_ORIENTATION, _SLIDER_STEP, _LARGEST_FILE, _FILE_TYPE, _CATEGORY, _INSTRUMENT),
        *(*_SHORT_TEXT, *_OPEN_LABEL, *_MEDIA, *_WORDS_BESIDE, EXTENSIONS + "variable"),
        *WORD_EXTENSIONS,
        *EXPRESSION_EXTENSIONS,
        *SCORE_EXTENSIONS,
    }
)


def hints_apart(children: list[Node]) -> tuple[list[Node], list[Node]]:
    """Part the texts that belong to the question itself from the items under it."""
    hints: list[Node] = []
    others: list[Node] = []
    for child in children:
        (hints if _is_hint(child) else others).append(child)
    return hints, others


def _is_hint(child: Node) -> bool:
    if child.get("type") != "display" or child.get("enableWhen") or child.get("item"):
        return False
    extensions = Extensions(child)
    if ENABLE_WHEN_EXPRESSION in extensions or _IS_COMPUTED in Extensions(node_at(child, "_text")):
        return False
    return extensions.code(CONTROL) in (*_HINTS, "unit")


def hint_of(hints: list[Node], extensions: Extensions, reader: WordReader) -> Words:
    found = [reader.words(each, "text") for each in hints if _control_of(each) in _HINTS]
    found = [words for words in found if words.plain]
    if not found:
        beside = next((text for url in _WORDS_BESIDE if (text := extensions.text(url))), "")
        return plain_only(beside)
    return found[0] if len(found) == 1 else _joined(found)


def _joined(found: list[Words]) -> Words:
    """Join several hints; a language is there only if each of them is in it."""
    languages = set(found[0].translations).intersection(*(each.translations for each in found))
    return Words(
        plain=" ".join(each.plain for each in found),
        rich="",
        translations={
            language: " ".join(each.translations[language] for each in found)
            for language in sorted(languages)
        },
        notes=tuple(dict.fromkeys(note for each in found for note in each.notes)),
    )


def _control_of(node: Node) -> str:
    return Extensions(node).code(CONTROL)


def said_beside(node: Node, extensions: Extensions) -> dict[str, Any]:
    """Return what a form may say about an item beyond R4's own elements."""
    if not extensions.by_url:
        return {"codes": codes_of(node)} if "code" in node else {}
    orientation = extensions.text(_ORIENTATION)
    step = extensions.whole_number(_SLIDER_STEP)
    return {
        "codes": codes_of(node),
        "reuse": _REUSES.get(extensions.text(_REUSE), Reuse.NOT_SAID),
        "instrument": extensions.text(_INSTRUMENT),
        "short_text": _first(extensions, _SHORT_TEXT),
        "open_label": _first(extensions, _OPEN_LABEL),
        "orientation": orientation if orientation in _ORIENTATIONS else "",
        "slider_step": step if step is not None and step > 0 else None,
        "content_types": tuple(dict.fromkeys(_file_types(extensions))),
        "largest_bytes": _largest_bytes(extensions),
    }


def _first(extensions: Extensions, urls: tuple[str, ...]) -> str:
    return next((text for url in urls if (text := extensions.text(url))), "")


def _file_types(extensions: Extensions) -> Iterator[str]:
    for extension in extensions.every(_FILE_TYPE):
        if text := extension_text(extension):
            yield text.lower()


def _largest_bytes(extensions: Extensions) -> int | None:
    node = extensions.get(_LARGEST_FILE)
    megabytes = number_at(node, "valueDecimal")
    if megabytes is None:
        megabytes = number_at(node, "valueInteger")
    return int(megabytes * _MEGABYTE) if megabytes is not None and megabytes > 0 else None


def has_media(extensions: Extensions) -> bool:
    return not _MEDIA.isdisjoint(extensions.by_url)


def unit_set_of(extensions: Extensions) -> str:
    return extensions.text(_UNIT_SET)


def limits_of(node: Node, extensions: Extensions) -> dict[str, Any]:
    length = whole_number_at(node, "maxLength")
    limits = {"max_length": length if length is not None and length > 0 else None}
    if not extensions.by_url:
        return limits
    return {
        **limits,
        "min_length": _count(extensions, _MIN_LENGTH),
        "minimum": _limit(extensions, _MINIMUM),
        "maximum": _limit(extensions, _MAXIMUM),
        "min_occurs": _count(extensions, _MIN_OCCURS),
        "max_occurs": _count(extensions, _MAX_OCCURS) or None,
        "max_decimal_places": _count(extensions, _DECIMAL_PLACES),
        "pattern": extensions.text(_PATTERN),
    }


def unread_limits(extensions: Extensions) -> Iterator[str]:
    """Yield the address of each limit that is written as it may be, and yet says nothing."""
    if _LIMITS.isdisjoint(extensions.by_url):
        return
    for url in (*_MINIMUM, *_MAXIMUM):
        if url in extensions and _says_nothing(extensions.get(url), EXTENSION_VALUES[url]):
            yield url
    for url in _COUNTS:
        if isinstance(extensions.get(url).get("valueInteger"), int) and (
            _count(extensions, url) is None
        ):
            yield url


def _says_nothing(extension: Node, allowed: tuple[str, ...]) -> bool:
    return any(key in extension for key in allowed) and read_value(extension, "value") is None


def _count(extensions: Extensions, url: str) -> int | None:
    """Return a number to count with; one below nought or beyond all counting says nothing."""
    count = extensions.whole_number(url)
    return count if count is not None and 0 <= count <= _LARGEST_LIMIT else None


def bounded_occurs(min_occurs: int | None) -> int | None:
    """Return how many answers are asked for; one, where nobody could give so many."""
    return min_occurs if min_occurs is None or min_occurs <= _MOST_OCCURRENCES else 1


def _limit(extensions: Extensions, urls: tuple[str, ...]) -> str | None:
    for url in urls:
        found = read_value(extensions.get(url), "value")
        if found is not None:
            return label_of(found[0])
    return None


def units_of(extensions: Extensions, hints: list[Node], reader: WordReader) -> dict[str, Any]:
    if not extensions.by_url and not hints:
        return {}
    nodes = [extensions.get(_UNIT), *extensions.every(_UNIT_OPTION)]
    units = [found[0] for node in nodes if (found := read_value(node, "value")) is not None]
    codings = tuple(dict.fromkeys(unit for unit in units if isinstance(unit, Coding)))
    return {
        "units": codings,
        "unit": label_of(codings[0]) if codings else _unit_words(hints, reader),
    }


def _unit_words(hints: list[Node], reader: WordReader) -> str:
    found = (reader.words(each, "text").plain for each in hints if _control_of(each) == "unit")
    return " ".join(filter(None, found))
