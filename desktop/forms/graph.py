"""What has to be known before what. Circles are found, never followed."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def in_order_of(needs: Mapping[T, Sequence[T]]) -> tuple[T, ...]:
    """Return everything so that each comes after what it needs, as far as there is no circle."""
    return tuple(one for group in _groups(needs) for one in group)


def circles_of(needs: Mapping[T, Sequence[T]]) -> tuple[tuple[T, ...], ...]:
    """Return each set of things that need one another, or themselves."""
    return tuple(
        tuple(group)
        for group in _groups(needs)
        if len(group) > 1 or group[0] in needs.get(group[0], ())
    )


def _groups(needs: Mapping[T, Sequence[T]]) -> Iterator[list[T]]:
    """Yield the strongly connected parts, what is needed first (Tarjan 1972, without recursion)."""
    number: dict[T, int] = {}
    lowest: dict[T, int] = {}
    stack: list[T] = []
    on_stack: set[T] = set()
    for start in needs:
        if start in number:
            continue
        work: list[tuple[T, Iterator[T]]] = [(start, iter(needs[start]))]
        number[start] = lowest[start] = len(number)
        stack.append(start)
        on_stack.add(start)
        while work:
            at, rest = work[-1]
            following = next((one for one in rest if one in needs), None)
            if following is None:
                work.pop()
                if work:
                    below = work[-1][0]
                    lowest[below] = min(lowest[below], lowest[at])
                if lowest[at] == number[at]:
                    yield _popped(stack, on_stack, at)
            elif following not in number:
                number[following] = lowest[following] = len(number)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(needs[following])))
            elif following in on_stack:
                lowest[at] = min(lowest[at], number[following])


def _popped(stack: list[T], on_stack: set[T], until: T) -> list[T]:
    place = stack.index(until)
    group = stack[place:]
    del stack[place:]
    on_stack.difference_update(group)
    return group
