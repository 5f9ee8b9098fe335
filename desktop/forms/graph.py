"""What has to be known before what: parents and the questions of conditions before an item."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from desktop.forms.model import Item


def _graph(items: Mapping[str, Item]) -> dict[str, list[str]]:
    return {link_id: list(_needed_by(item, items)) for link_id, item in items.items()}


def _needed_by(item: Item, items: Mapping[str, Item]) -> list[str]:
    needed = [condition.question for condition in item.enable_when]
    if item.parent is not None:
        needed.append(item.parent)
    if item.score is not None:
        needed.extend(item.score.sum_of)
    return [link_id for link_id in needed if link_id in items]


def in_order(items: Mapping[str, Item]) -> tuple[str, ...]:
    """Return all linkIds so that each comes after everything its enablement depends on."""
    return tuple(TopologicalSorter(_graph(items)).static_order())


def cycle_in(items: Mapping[str, Item]) -> tuple[str, ...]:
    """Return the linkIds of one circle of dependencies, empty when there is none."""
    try:
        in_order(items)
    except CycleError as error:
        return tuple(dict.fromkeys(error.args[1]))
    return ()
