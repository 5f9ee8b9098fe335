"""Which values are of a named type. A plain text is any kind of FHIR text; likewise numbers."""

from collections.abc import Callable
from decimal import Decimal

from desktop.forms.fhirpath.moments import PathDate, PathDateTime, PathTime
from desktop.forms.fhirpath.quantities import PathQuantity
from desktop.forms.fhirpath.r4_types import CHOICE_TYPES, QUANTITIES, TEXTS, WHOLE_NUMBERS
from desktop.forms.fhirpath.values import PLAIN, Element, Value

Test = Callable[[Value], bool]

_CLASSES: dict[str, type] = {
    "boolean": bool,
    "decimal": Decimal,
    "date": PathDate,
    "dateTime": PathDateTime,
    "instant": PathDateTime,
    "time": PathTime,
    "Boolean": bool,
    "Decimal": Decimal,
    "Date": PathDate,
    "DateTime": PathDateTime,
    "Time": PathTime,
    **dict.fromkeys(TEXTS, str),
    **dict.fromkeys(WHOLE_NUMBERS, int),
}
_PART_TYPES = frozenset(("Element", "BackboneElement"))
_RESOURCE_TYPES = frozenset(("Resource", "DomainResource"))
PLAIN_TYPES = frozenset(_CLASSES)


def type_test(name: str) -> Test:
    """Return the test for "Quantity", "FHIR.Patient", "System.String", "string"."""
    bare = name.rpartition(".")[2] if name.startswith(("FHIR.", "System.")) else name
    if bare in _CLASSES:
        wanted = _CLASSES[bare]
        return lambda value: value.__class__ is wanted
    if bare == "Quantity":
        return _is_quantity
    if bare in _PART_TYPES:
        return lambda value: value.__class__ not in PLAIN and _is_part(value)  # type: ignore[arg-type]
    if bare in _RESOURCE_TYPES:
        return lambda value: value.__class__ not in PLAIN and not _is_part(value)  # type: ignore[arg-type]
    return lambda value: value.__class__ not in PLAIN and value.type == bare  # type: ignore[union-attr]


def _is_quantity(value: Value) -> bool:
    if value.__class__ in PLAIN:
        return isinstance(value, PathQuantity)
    return value.type in QUANTITIES  # type: ignore[union-attr]


def _is_part(element: Element) -> bool:
    kind = element.type
    return "." in kind or kind in CHOICE_TYPES or kind in ("Element", "Extension")
