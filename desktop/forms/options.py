"""The choices that are listed with a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from desktop.domain.screen import Coding, Value
from desktop.forms.model import Option, ValueKind
from desktop.forms.resource import EXTENSIONS, SDC, Extensions, Node, node_at, nodes_at, text_at
from desktop.forms.values import read_value, reference_of
from desktop.forms.words import LONGEST, display_translations

# A list that is longer cannot be offered. Country lists have 250 entries.
MOST_OPTIONS = 5_000

_WEIGHTS = frozenset(
    {
        EXTENSIONS + "itemWeight",
        EXTENSIONS + "ordinalValue",
        EXTENSIONS + "valueset-ordinalValue",
        EXTENSIONS + "codesystem-ordinalValue",
        EXTENSIONS + "questionnaire-ordinalValue",
        "http://hl7.org/fhir/5.0/StructureDefinition/itemWeight",
    }
)
_EXCLUSIVE = frozenset({EXTENSIONS + "questionnaire-optionExclusive", SDC + "optionExclusive"})
_NO_EXTENSIONS = Extensions({})
_PREFIX = EXTENSIONS + "questionnaire-optionPrefix"


@dataclass(frozen=True, slots=True)
class Listed:
    """`unreadable` counts the choices that cannot be shown.

    `is_weight_lost`: one of them has a weight that is no number to reckon with.
    """

    options: tuple[Option, ...]
    selected: tuple[Value, ...]
    unreadable: int
    is_weight_lost: bool


def listed_options(item: Node) -> Listed:
    options: list[Option] = []
    selected: list[Value] = []
    unreadable, is_weight_lost = 0, False
    for node in islice(nodes_at(item, "answerOption"), MOST_OPTIONS + 1):
        option = _option(node)
        if option is None:
            unreadable += 1
            continue
        options.append(option)
        if option.weight is None and not is_weight_lost:
            is_weight_lost = _loses_weight(node)
        if node.get("initialSelected") is True:
            selected.append(option.value)
    return Listed(tuple(options), tuple(selected), unreadable, is_weight_lost)


def _loses_weight(node: Node) -> bool:
    """Whether a weight is written that is no number to reckon with."""
    return any(
        "extension" in each and not _WEIGHTS.isdisjoint(Extensions(each).by_url)
        for each in (node, node_at(node, "valueCoding"))
    )


def _option(node: Node) -> Option | None:
    found = read_value(node, "value")
    if found is None:
        return None
    value, kind = found
    if len(label_of(value)) > LONGEST:
        return None
    coding = node_at(node, "valueCoding")
    is_plain = len(node) == 1 and len(coding) <= len(("system", "code", "display"))
    if is_plain and "extension" not in coding and "_display" not in coding:
        return Option(value=value, label=label_of(value, kind), kind=kind)
    extensions = Extensions(node) if "extension" in node else _NO_EXTENSIONS
    own_extensions = Extensions(coding) if "extension" in coding else _NO_EXTENSIONS
    prefix = extensions.text(_PREFIX) or own_extensions.text(_PREFIX)
    return Option(
        value=value,
        label=f"{prefix} {label_of(value, kind)}".strip(),
        kind=kind,
        exclusive=any(extensions.flag(url) for url in extensions if url in _EXCLUSIVE),
        weight=weight_in(extensions, own_extensions),
        translations=dict(_translations(node, coding, prefix)),
    )


def _translations(node: Node, coding: Node, prefix: str) -> Iterator[tuple[str, str]]:
    for place, key in ((node, "valueString"), (coding, "display")):
        if f"_{key}" not in place:
            continue
        for language, words in display_translations(place, key).items():
            yield language, f"{prefix} {words}".strip()


def label_of(value: Value, kind: ValueKind = ValueKind.STRING) -> str:
    if kind is ValueKind.REFERENCE:
        address, words = reference_of(str(value))
        return words or address
    return value.display or value.code if isinstance(value, Coding) else str(value)


def weight_in(*places: Extensions) -> Decimal | None:
    """Return the first weight that is written in one of these places."""
    for extensions in places:
        for url in extensions:
            if url in _WEIGHTS and (weight := extensions.number(url)) is not None:
                return weight
    return None


def codes_of(node: Node, most: int = 50) -> tuple[Coding, ...]:
    """Return the codes that say what an item is about."""
    return tuple(
        Coding(
            code=text_at(coding, "code"),
            system=text_at(coding, "system"),
            display=text_at(coding, "display"),
        )
        for coding in islice(nodes_at(node, "code"), most)
        if text_at(coding, "code")
    )
