"""Occurrences of what repeats: making room for a place that is not there yet. Knows no Qt."""

from collections.abc import Iterable, Mapping

from desktop.domain.screen import Answer
from desktop.forms import Change, Filling, key_of, link_id_of, tokens_of
from desktop.forms.tree import blocks_above


def make_room(filling: Filling, key: str) -> Change:
    """Add the occurrences that this place stands in, from the outermost inwards."""
    items = filling.questionnaire.items
    link_id = link_id_of(key)
    if key in filling.tree.nodes or link_id not in items:
        return Change()
    blocks = blocks_above(items, link_id)
    tokens = (*tokens_of(key), *[""] * len(blocks))[: len(blocks)]
    changes = []
    for depth, block in enumerate(blocks):
        if key_of(block, tokens[: depth + 1]) in filling.tree.nodes:
            continue
        beside = _occurrence_of(filling, block, tokens[:depth])
        if beside is None or not filling.can_add(beside):
            break
        changes.append(filling.add_block(beside, tokens[depth]))
    return merged(changes)


def make_room_for_known(filling: Filling, keys: Iterable[str]) -> Change:
    """Give each place where something is known an occurrence, and drop the empty first one."""
    known = tuple(keys)
    wanted = [key for key in known if tokens_of(key)]
    if not wanted:
        return Change()
    empty = _empty_first_ones(filling, wanted) - _known_first_ones(filling, known)
    changes = [make_room(filling, key) for key in sorted(wanted, key=tokens_of)]
    gone = [
        filling.remove_block(key)
        for key in empty
        if len(filling.tree.occurrences(filling.tree.nodes[key])) > 1
    ]
    return merged([*changes, *gone])


def answers_under(filling: Filling, key: str) -> Mapping[str, Answer]:
    """Return what a person answered in the occurrence that begins at this place."""
    return {
        node.key: node.answer
        for node in filling.tree.nodes[key].walk()
        if node.answer.is_given() and not node.answer.is_calculated
    }


def merged(changes: Iterable[Change]) -> Change:
    keys: set[str] = set()
    calculated: dict[str, Answer] = {}
    for change in changes:
        keys |= change.keys
        calculated.update(change.calculated)
    return Change(keys=frozenset(keys), calculated=calculated)


def _occurrence_of(filling: Filling, block: str, outer: tuple[str, ...]) -> str | None:
    nodes = filling.tree.by_link_id.get(block, ())
    return next((node.key for node in nodes if node.tokens[:-1] == outer), None)


def _empty_first_ones(filling: Filling, wanted: Iterable[str]) -> set[str]:
    """Return where outermost blocks begin that hold nothing, and in which something is known."""
    items = filling.questionnaire.items
    blocks = {blocks_above(items, link_id_of(key))[0] for key in wanted if link_id_of(key) in items}
    return {
        block
        for block in blocks
        if block in filling.tree.nodes and not answers_under(filling, block)
    }


def _known_first_ones(filling: Filling, known: Iterable[str]) -> set[str]:
    """Return where outermost blocks begin in whose first occurrence something is known."""
    items = filling.questionnaire.items
    above = (
        (key, blocks_above(items, link_id_of(key))) for key in known if link_id_of(key) in items
    )
    return {blocks[0] for key, blocks in above if blocks and not any(tokens_of(key)[:1])}
