"""The small parts of a published item: its hint, its limits, its units, its first values."""

from typing import Any

from desktop.domain.screen import Coding, Value
from desktop.forms.conditions import ENABLE_WHEN_EXPRESSION
from desktop.forms.expressions import EXPRESSION_EXTENSIONS
from desktop.forms.resource import EXTENSIONS, SDC, Extensions, Node, nodes_at, text_at
from desktop.forms.score_rules import SCORE_EXTENSIONS
from desktop.forms.value_sets import label_of
from desktop.forms.values import read_value

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
_HINTS = ("help", "flyover")

KNOWN_EXTENSIONS = frozenset(
    {
        *(CONTROL, HIDDEN, _UNIT, _UNIT_OPTION, _ENTRY_FORMAT, _MIN_LENGTH, _MIN_OCCURS),
        *(_MAX_OCCURS, _DECIMAL_PLACES, _PATTERN, *_MINIMUM, *_MAXIMUM, ENABLE_WHEN_EXPRESSION),
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
    return Extensions(child).code(CONTROL) in (*_HINTS, "unit")


def hint_of(hints: list[Node], extensions: Extensions) -> str:
    return _words(hints, _HINTS) or extensions.text(_ENTRY_FORMAT)


def _words(hints: list[Node], controls: tuple[str, ...]) -> str:
    texts = (text_at(each, "text") for each in hints if Extensions(each).code(CONTROL) in controls)
    return " ".join(filter(None, texts))


def initial_of(node: Node) -> tuple[Value, ...]:
    found = (read_value(entry, "value") for entry in nodes_at(node, "initial"))
    return tuple(value for value, _ in filter(None, found))


def limits_of(node: Node, extensions: Extensions) -> dict[str, Any]:
    length = node.get("maxLength")
    return {
        "max_length": length if isinstance(length, int) and length > 0 else None,
        "min_length": extensions.whole_number(_MIN_LENGTH),
        "minimum": _limit(extensions, _MINIMUM),
        "maximum": _limit(extensions, _MAXIMUM),
        "min_occurs": extensions.whole_number(_MIN_OCCURS),
        "max_occurs": extensions.whole_number(_MAX_OCCURS),
        "max_decimal_places": extensions.whole_number(_DECIMAL_PLACES),
        "pattern": extensions.text(_PATTERN),
    }


def _limit(extensions: Extensions, urls: tuple[str, ...]) -> str | None:
    for url in urls:
        found = read_value(extensions.get(url), "value")
        if found is not None:
            return label_of(found[0])
    return None


def units_of(extensions: Extensions, hints: list[Node]) -> dict[str, Any]:
    nodes = [extensions.get(_UNIT), *extensions.every(_UNIT_OPTION)]
    units = [found[0] for node in nodes if (found := read_value(node, "value")) is not None]
    codings = tuple(dict.fromkeys(unit for unit in units if isinstance(unit, Coding)))
    return {
        "units": codings,
        "unit": label_of(codings[0]) if codings else _words(hints, ("unit",)),
    }
