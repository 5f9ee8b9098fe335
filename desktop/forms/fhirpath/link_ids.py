"""Shortcuts for the commonest thing that forms write: the item with a certain linkId.

Each gives exactly what the long way gives; elements that keep an index of their own are asked.
"""

from collections.abc import Callable

from desktop.forms.fhirpath.equality import distinct
from desktop.forms.fhirpath.run import Compiled, Run
from desktop.forms.fhirpath.syntax import Binary, Call, Literal, Member, Node
from desktop.forms.fhirpath.values import PLAIN, Element, Value, Values, elements_of

_LINK_ID = "linkId"
_ITEM = Member(None, "item")
_ANSWERED_ITEM = Member(Member(None, "answer"), "item")
_ITEMS_AND_ANSWERED = (Binary("|", _ITEM, _ANSWERED_ITEM), Binary("|", _ANSWERED_ITEM, _ITEM))

Lookup = Callable[[Element], "list[Element] | None"]


def wanted_texts(criteria: Node) -> tuple[str, frozenset[str]] | None:
    """Return field and texts of `field = 'a'`, `'a' = field`, chains of these, `in ('a'|'b')`."""
    waiting, names, texts = [criteria], set(), set()
    while waiting:
        node = waiting.pop()
        match node:
            case Binary(operator="or", left=left, right=right):
                waiting += (left, right)
                continue
            case Binary(operator="=", left=Member(base=None, name=name), right=right):
                found = _text(right)
            case Binary(operator="=", left=left, right=Member(base=None, name=name)):
                found = _text(left)
            case Binary(operator="in", left=Member(base=None, name=name), right=right):
                found = _texts(right)
            case _:
                return None
        if found is None:
            return None
        names.add(name)
        texts |= found
    return (names.pop(), frozenset(texts)) if len(names) == 1 else None


def _text(node: Node) -> set[str] | None:
    return {node.value} if isinstance(node, Literal) and isinstance(node.value, str) else None


def _texts(node: Node) -> set[str] | None:
    texts = set()
    while isinstance(node, Binary) and node.operator == "|":
        found = _text(node.right)
        if found is None:
            return None
        texts |= found
        node = node.left
    first = _text(node)
    return None if first is None else texts | first


def where_text(base: Compiled, name: str, texts: frozenset[str]) -> Compiled:
    """Keep the elements whose only part of that name is one of the texts."""

    def work(run: Run) -> Values:
        values = base(run)
        run.spend(len(values))
        return [value for value in values if _has_text(value, name, texts)]

    return work


def _has_text(value: Value, name: str, texts: frozenset[str]) -> bool:
    if value.__class__ in PLAIN:
        return False
    found = value.child(name)  # type: ignore[union-attr]
    return len(found) == 1 and found[0].__class__ is str and found[0] in texts


def where_link_id(
    node: Call, compiled: Callable[[Node | None], Compiled], texts: frozenset[str]
) -> Compiled | None:
    """Return a lookup for `.item.where(linkId = 'x')` and the like, or None when it is none."""
    if len(texts) != 1 or node.base is None:
        return None
    link_id = next(iter(texts))
    match node.base:
        case Member(base=owner, name="item"):
            return _looked_up(
                compiled(owner), "items_by_link_id", link_id, _filtered(compiled, node, texts)
            )
        case Call(base=owner, name="descendants", arguments=()):
            method = "descendants_by_link_id"
        case Call(base=owner, name="repeat", arguments=(projection,)):
            method = _repeat_method(projection)
        case _:
            return None
    if not method:
        return None
    long_way = _filtered(compiled, node, texts)
    found = _looked_up(compiled(owner), method, link_id, long_way)
    if node.base.name == "descendants":
        return found
    return lambda run: distinct(run, found(run))


def _repeat_method(projection: Node) -> str:
    if projection == _ITEM:
        return "items_below_by_link_id"
    return "descendants_by_link_id" if projection in _ITEMS_AND_ANSWERED else ""


def _filtered(
    compiled: Callable[[Node | None], Compiled], node: Call, texts: frozenset[str]
) -> Compiled:
    return where_text(compiled(node.base), _LINK_ID, texts)


def _looked_up(owner: Compiled, method: str, link_id: str, long_way: Compiled) -> Compiled:
    def work(run: Run) -> Values:
        found: list[Value] = []
        for element in elements_of(owner(run)):
            lookup = getattr(element, method, None)
            items = None if lookup is None else lookup(link_id)
            if items is None:
                return long_way(run)
            found.extend(items)
        run.spend(len(found) + 1)
        return found

    return work
