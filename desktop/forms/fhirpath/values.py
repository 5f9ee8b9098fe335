"""What an expression is worked out on and gives: plain values, and elements of a resource."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from desktop.forms.fhirpath.moments import PathDate, PathDateTime, PathTime
from desktop.forms.fhirpath.quantities import PathQuantity


class Element(Protocol):
    """A part of a resource that has parts itself.

    An element may also offer `items_by_link_id(link_id)` (its own items with that linkId),
    `items_below_by_link_id(link_id)` (items below it through items only, as `repeat(item)` finds
    them) and `descendants_by_link_id(link_id)` (below it, through answers as well), each returning
    elements in document order, or None when it cannot say.
    """

    @property
    def type(self) -> str:
        """The FHIR type: "QuestionnaireResponse.item", "Coding", "Quantity"."""
        ...

    def child(self, name: str) -> "Sequence[Value]":
        """Return the parts of that name; "value" finds valueString, and so does "valueString"."""
        ...

    def children(self) -> "Sequence[Value]": ...

    def plain(self) -> object:
        """Return the JSON content, by which elements are equal."""
        ...


Value = Element | bool | int | Decimal | str | PathDate | PathDateTime | PathTime | PathQuantity
Values = Sequence[Value]

# By exact class: asking a Protocol is slow, and an element is whatever is none of these.
PLAIN = frozenset({bool, int, Decimal, str, PathDate, PathDateTime, PathTime, PathQuantity})
SIMPLE = frozenset({bool, int, Decimal, str})
NUMBERS = frozenset({int, Decimal})
MOMENTS = frozenset({PathDate, PathDateTime, PathTime})

EMPTY: Values = ()
TRUE: Values = (True,)
FALSE: Values = (False,)


def elements_of(values: Values) -> list[Element]:
    return [value for value in values if value.__class__ not in PLAIN]  # type: ignore[misc]
