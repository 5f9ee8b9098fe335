"""What has to be known of a whole form before its items are read one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.resource import Node, nodes_at, text_at

MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class Contents:
    """`sources` are the questions that conditions ask for; `has_too_many`: not all were looked at.

    `link_ids` holds every linkId that is written anywhere.
    """

    link_ids: frozenset[str]
    sources: frozenset[str]
    has_too_many: bool


def contents_of(form: Node) -> Contents:
    link_ids: set[str] = set()
    sources: set[str] = set()
    for count, node in enumerate(_nodes(form)):
        if count >= MOST_ITEMS:
            return Contents(frozenset(link_ids), frozenset(sources), has_too_many=True)
        link_ids.add(text_at(node, "linkId"))
        if "enableWhen" in node:
            sources.update(text_at(entry, "question") for entry in nodes_at(node, "enableWhen"))
    return Contents(frozenset(link_ids), frozenset(sources), has_too_many=False)


def _nodes(form: Node) -> Iterator[Node]:
    pending = nodes_at(form, "item")
    while pending:
        node = pending.pop()
        yield node
        if "item" in node:
            pending.extend(nodes_at(node, "item"))
