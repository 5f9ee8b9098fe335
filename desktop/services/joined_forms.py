"""Two forms that ask the same things: which question of one is which of the other, and where.

Questions are the same by their codes, or by their linkId in versions of one form; never by words.
A value is taken over only where the other form could have been answered so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.screen import Answer, Coding, Value
from desktop.forms import Item, ItemType, Questionnaire, key_of, link_id_of, tokens_of
from desktop.forms.tree import blocks_above
from desktop.forms.value_checks import value_problems
from desktop.forms.values import same_coding

QUESTION_SYSTEM = "https://custodyliaison.example/fhir/CodeSystem/question"

_LIKE = (
    frozenset({ItemType.STRING, ItemType.TEXT}),
    frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE}),
)


@dataclass(frozen=True, slots=True)
class Link:
    """`number` counts, from 0, the several questions on one side that mean the same thing.

    `only`: the target asks it once.
    """

    source: str
    target: str
    number: int = 0
    only: bool = True


def url_of(canonical: str) -> str:
    return canonical.partition("|")[0]


@lru_cache(maxsize=256)
def join(source: Questionnaire, target: Questionnaire) -> tuple[Link, ...]:
    """Return which questions are the same. Each of the source stands for what it means best."""
    is_same_form = url_of(source.canonical) == url_of(target.canonical)
    links: dict[str, Link] = {}
    if is_same_form:
        links = {
            link_id: Link(link_id, link_id)
            for link_id, item in source.items.items()
            if item.is_question() and link_id in target.items
        }
    here, there = _by_code(source), _by_code(target)
    for code, items in here.items():
        if code in there and _is_clear(code, items, there[code]):
            for link in _paired(items, there[code], target):
                if not (is_same_form and link.source in links):
                    links.setdefault(f"{link.source} {link.number}", link)
    return tuple(dict.fromkeys(links.values()))


_Code = tuple[str, str]


def _by_code(form: Questionnaire) -> Mapping[_Code, Sequence[Item]]:
    found: dict[_Code, list[Item]] = defaultdict(list)
    for item in form.items.values():
        if item.is_question():
            for code in dict.fromkeys((one.system, one.code) for one in item.codes):
                found[code].append(item)
    # Our own list says what a question means; other codes may only say what it is about.
    ours_first = sorted(found, key=lambda code: code[0] != QUESTION_SYSTEM)
    return {code: found[code] for code in ours_first if code[1]}


def _is_clear(code: _Code, here: Sequence[Item], there: Sequence[Item]) -> bool:
    return code[0] == QUESTION_SYSTEM or len(here) == len(there) == 1


def _paired(here: Sequence[Item], there: Sequence[Item], target: Questionnaire) -> Iterator[Link]:
    """Yield the first with the first and so on; one that repeats takes or gives them all."""
    if len(there) == 1 and blocks_above(target.items, there[0].link_id):
        for number, item in enumerate(here):
            yield Link(item.link_id, there[0].link_id, number)
    elif len(here) == 1:
        for number, item in enumerate(there):
            yield Link(here[0].link_id, item.link_id, number, only=len(there) == 1)
    else:
        for one, other in zip(here, there, strict=False):
            yield Link(one.link_id, other.link_id)


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """An answer of the source, and the place of the target that it would stand at."""

    source_key: str
    target_key: str
    answer: Answer


def placed(
    source: Questionnaire, target: Questionnaire, answers: Mapping[str, Answer]
) -> Iterator[PlacedAnswer]:
    """Yield every given answer that has a place in the target; it may be of another kind there."""
    keys: dict[str, list[str]] = defaultdict(list)
    for key in sorted(answers, key=tokens_of):
        if answers[key].is_given():
            keys[link_id_of(key)].append(key)
    for link in join(source, target):
        for order, key in enumerate(keys.get(link.source, ())):
            if link.only and order and not blocks_above(target.items, link.target):
                continue
            place = _place(link, key, order, source, target)
            if place is not None:
                yield PlacedAnswer(key, place, answers[key])


def _place(
    link: Link, key: str, order: int, source: Questionnaire, target: Questionnaire
) -> str | None:
    here = len(blocks_above(source.items, link.source))
    there = len(blocks_above(target.items, link.target))
    if here == there:
        # The second of two that the other side asks once has nothing to stand for.
        return None if link.number else key_of(link.target, tokens_of(key))
    if there == 0:
        return link.target if order == link.number else None
    if here == 0:
        token = f"{link.number:04d}" if link.number else ""
        return key_of(link.target, (token,))
    return None


def as_answered(values: tuple[Value, ...], source: Item, target: Item) -> tuple[Value, ...] | None:
    """Return the values as the target asks for them; None where it could not be answered so."""
    if not _are_alike(source, target) or (len(values) > 1 and not _takes_several(target)):
        return None
    found = tuple(_value(value, target) for value in values)
    kept = tuple(value for value in found if value is not None)
    if len(kept) < len(values) or any(True for one in kept for _ in value_problems(target, one)):
        return None
    return kept


def _are_alike(source: Item, target: Item) -> bool:
    if source.type is target.type:
        return True
    return any(source.type in alike and target.type in alike for alike in _LIKE)


def _takes_several(item: Item) -> bool:
    return item.repeats and not item.is_block()


def _value(value: Value, target: Item) -> Value | None:
    if target.type not in (ItemType.CHOICE, ItemType.OPEN_CHOICE):
        return None if isinstance(value, Coding) else value
    for option in target.options:
        if isinstance(value, Coding) and isinstance(option.value, Coding):
            if same_coding(value, option.value):
                return option.value
        elif type(value) is type(option.value) and value == option.value:
            return option.value
    is_own_words = target.type is ItemType.OPEN_CHOICE and isinstance(value, str)
    return value if is_own_words else None
