"""What has to be known of a whole form before its items are read one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.resource import Node, node_at, nodes_at, text_at

MOST_ITEMS = 5_000
# The longest logic of a published form that we know has 10,000.
MOST_EXPRESSION_LETTERS = 150_000


@dataclass(frozen=True, slots=True)
class Contents:
    """`sources` are the questions that conditions ask for; `has_too_many`: not all were looked at.

    `link_ids` holds every linkId that is written anywhere, `answered` those of more than a text to
    read, `repeating` those that may be answered more than once.
    """

    link_ids: frozenset[str]
    sources: frozenset[str]
    answered: frozenset[str]
    repeating: frozenset[str]
    has_too_many: bool
    expression_letters: int


def contents_of(form: Node) -> Contents:
    link_ids: set[str] = set()
    sources: set[str] = set()
    answered: set[str] = set()
    repeating: set[str] = set()
    has_too_many = False
    letters = _letters(form)
    for count, node in enumerate(item_nodes(form)):
        if has_too_many := count >= MOST_ITEMS:
            break
        link_id = text_at(node, "linkId")
        link_ids.add(link_id)
        if node.get("type") != "display":
            answered.add(link_id)
        if node.get("repeats", False) is not False:
            repeating.add(link_id)
        letters += _letters(node)
        if "enableWhen" in node:
            sources.update(text_at(entry, "question") for entry in nodes_at(node, "enableWhen"))
    return Contents(
        link_ids=frozenset(link_ids),
        sources=frozenset(sources),
        answered=frozenset(answered),
        repeating=frozenset(repeating),
        has_too_many=has_too_many,
        expression_letters=letters,
    )


def _letters(node: Node) -> int:
    """Return how long the expressions at one item are, with those of its rules and its words."""
    return sum(
        len(text_at(node_at(extension, "valueExpression"), "expression"))
        for place in (node, node_at(node, "_text"))
        if "extension" in place
        for outer in nodes_at(place, "extension")
        for extension in (outer, *(nodes_at(outer, "extension") if "extension" in outer else ()))
    )


def item_nodes(form: Node) -> Iterator[Node]:
    """Yield every item as it is written, each above those below it."""
    pending = nodes_at(form, "item")
    while pending:
        node = pending.pop()
        yield node
        if "item" in node:
            pending.extend(nodes_at(node, "item"))
