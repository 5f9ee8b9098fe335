"""Reading published JSON that anyone may have written: whatever is odd reads as absent.

Refuses nothing by itself and never raises on content; only `parse` says that there is no JSON.
"""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

Node = dict[str, Any]

EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
_LARGEST_EXPONENT = 30
_MOST_DIGITS = 40
_LONGEST_NUMBER = 80
_NOT_A_NUMBER = Decimal("NaN")
# The largest published form that we know has 12,000 of them.
MOST_PARTS = 300_000

OURS = "https://custodyliaison.example/fhir/StructureDefinition/"


class NotJsonError(ValueError):
    """The bytes hold no JSON object."""


class TwinNamesError(NotJsonError):
    """One object has a name twice: which of the two counts, nobody can tell."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TooManyPartsError(NotJsonError):
    """The bytes would become more objects than memory should hold; they were not read."""


def _refuse_constant(name: str) -> None:
    raise NotJsonError(name)


def _fraction(text: str) -> Decimal:
    """Return the number; one that is longer or larger than any answer is none."""
    try:
        return Decimal(text) if len(text) <= _LONGEST_NUMBER else _NOT_A_NUMBER
    except InvalidOperation:
        return _NOT_A_NUMBER


def _object(pairs: list[tuple[str, Any]]) -> Node:
    node = dict(pairs)
    if len(node) < len(pairs):
        raise TwinNamesError(_first_twin(pairs))
    return node


def _first_twin(pairs: list[tuple[str, Any]]) -> str:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            return name
        seen.add(name)
    return ""


def parse(raw: bytes) -> Node:
    """Return the JSON object with every fraction as the Decimal that was written."""
    if sum(map(raw.count, (b",", b"[", b"{"))) > MOST_PARTS:
        raise TooManyPartsError
    try:
        content = json.loads(
            raw,
            parse_float=_fraction,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except NotJsonError:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        raise NotJsonError from error
    if not isinstance(content, dict):
        raise NotJsonError
    return content


def node_at(node: Node, key: str) -> Node:
    value = node.get(key)
    return value if isinstance(value, dict) else {}


def nodes_at(node: Node, key: str) -> list[Node]:
    value = node.get(key)
    if not isinstance(value, list):
        return []
    return [entry for entry in value if isinstance(entry, dict)]


def text_at(node: Node, key: str) -> str:
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""


def whole_number_at(node: Node, key: str) -> int | None:
    value = node.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number_at(node: Node, key: str) -> Decimal | None:
    value = node.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    number = Decimal(value)
    return number if is_reasonable(number) else None


def is_reasonable(number: Decimal) -> bool:
    """Whether arithmetic with this number ends: 1e999999999 is a number too."""
    return (
        number.is_finite()
        and abs(number.adjusted()) <= _LARGEST_EXPONENT
        and len(number.as_tuple().digits) <= _MOST_DIGITS
    )


def extension_text(extension: Node) -> str:
    for key in ("valueString", "valueMarkdown", "valueCode", "valueUri", "valueCanonical"):
        if value := text_at(extension, key):
            return value
    return ""


class Extensions:
    """The extensions of one element, by address; the first of an address wins."""

    __slots__ = ("_all", "by_url")

    def __init__(self, node: Node) -> None:
        self.by_url: dict[str, Node] = {}
        self._all = nodes_at(node, "extension")
        for extension in self._all:
            url = extension.get("url")
            if isinstance(url, str):
                self.by_url.setdefault(url, extension)

    def __contains__(self, url: str) -> bool:
        return url in self.by_url

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_url)

    def get(self, url: str) -> Node:
        return self.by_url.get(url, {})

    def every(self, url: str) -> list[Node]:
        return [extension for extension in self._all if extension.get("url") == url]

    def text(self, url: str) -> str:
        """Return the value as text, whichever text type it was written as."""
        node = self.by_url.get(url)
        return "" if node is None else extension_text(node)

    def flag(self, url: str) -> bool:
        return self.get(url).get("valueBoolean") is True

    def whole_number(self, url: str) -> int | None:
        return whole_number_at(self.get(url), "valueInteger")

    def number(self, url: str) -> Decimal | None:
        node = self.get(url)
        decimal = number_at(node, "valueDecimal")
        return decimal if decimal is not None else number_at(node, "valueInteger")

    def code(self, url: str) -> str:
        """Return the first code of a CodeableConcept."""
        for coding in nodes_at(node_at(self.get(url), "valueCodeableConcept"), "coding"):
            if code := text_at(coding, "code"):
                return code
        return ""
