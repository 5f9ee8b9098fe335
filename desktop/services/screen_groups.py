"""Which places of a screen only mean something together: one row of a block, one published tool.

Whoever writes one of them writes all, so that no row is made of two people's halves.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from desktop.forms import Item, Questionnaire, key_of
from desktop.forms.instruments import recognise
from desktop.forms.places import link_id_of, tokens_of

ANSWERS = "answers/"


def registers_with(questionnaire: Questionnaire, keys: Iterable[str]) -> frozenset[str]:
    """Return the registers of all places that are written together with one of these."""
    found: set[str] = set()
    for key in keys:
        group = places_with(questionnaire, key)
        if len(group) > 1:
            found.update(ANSWERS + place for place in group)
    return frozenset(found)


def places_with(questionnaire: Questionnaire, key: str) -> tuple[str, ...]:
    """Return the places of the group that this one is in, in the order of the form."""
    link_id, tokens = link_id_of(key), tokens_of(key)
    blocks, rows = _rows(questionnaire)
    block = blocks.get(link_id)
    if block is not None:
        depth = _depth(questionnaire.items, block)
        return tuple(key_of(one, _first(tokens, depth)) for one in rows[block])
    return _tools(questionnaire).get(link_id, (key,))


def _first(tokens: tuple[str, ...], depth: int) -> tuple[str, ...]:
    return (*tokens, *("",) * depth)[:depth]


@lru_cache(maxsize=64)
def _rows(questionnaire: Questionnaire) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """Return each question's innermost block, and each block's questions."""
    blocks: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    for item in questionnaire.items.values():
        block = _block_of(questionnaire.items, item)
        if block is not None and item.is_question():
            blocks[item.link_id] = block
            rows.setdefault(block, []).append(item.link_id)
    return blocks, {block: tuple(links) for block, links in rows.items()}


def _block_of(items: Mapping[str, Item], item: Item | None) -> str | None:
    while item is not None and not item.is_block():
        item = items.get(item.parent) if item.parent is not None else None
    return None if item is None else item.link_id


def _depth(items: Mapping[str, Item], block: str) -> int:
    """Return how many tokens name one occurrence of a block."""
    depth, item = 0, items.get(block)
    while item is not None:
        depth += item.is_block()
        item = items.get(item.parent) if item.parent is not None else None
    return depth


@lru_cache(maxsize=64)
def _tools(questionnaire: Questionnaire) -> Mapping[str, tuple[str, ...]]:
    """Return, for each part and total of a tool, all of its places; a tool within one is of it."""
    found: list[set[str]] = []
    for links in _parts_of_tools(questionnaire):
        together = links & questionnaire.items.keys()
        for other in [one for one in found if one & together]:
            together |= other
            found.remove(other)
        found.append(together)
    order = {link: number for number, link in enumerate(questionnaire.items)}
    groups = [tuple(sorted(one, key=order.__getitem__)) for one in found]
    return {link: group for group in groups for link in group}


def _parts_of_tools(questionnaire: Questionnaire) -> Iterator[set[str]]:
    for one in recognise(questionnaire):
        yield {*one.parts.values(), one.total}
    for item in questionnaire.items.values():
        if item.score is not None and item.is_question():
            yield {*item.score.sum_of, item.link_id}
