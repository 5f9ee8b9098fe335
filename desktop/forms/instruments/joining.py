"""Which instruments stand in a form: found by the codes of its items, never by their words.

A form that has only some of an instrument's parts does not have that instrument.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.domain.screen import Coding
from desktop.forms.instruments.library import all_instruments
from desktop.forms.instruments.reading_weights import with_published
from desktop.forms.instruments.rule import TOTAL, How, Instrument, PublishedForm
from desktop.forms.model import Item, ItemType, Questionnaire

_NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY})
_BAND_SET = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An instrument in a form. `parts` maps part keys to linkIds.

    `total` is the item that is to hold the total, "" when the form has none; `anchor` the item
    after which the score is shown. Where the form only has the total of a paper, that is the one
    part, called "total". `instrument` has the form's choice of bands in use.
    """

    instrument: Instrument
    parts: Mapping[str, str]
    total: str
    anchor: str


@lru_cache(maxsize=64)
def recognise(questionnaire: Questionnaire) -> tuple[Joined, ...]:
    """Return every instrument in the form, in the order of their anchors."""
    return find_in(questionnaire, all_instruments())


def find_in(
    questionnaire: Questionnaire, instruments: Mapping[str, Instrument]
) -> tuple[Joined, ...]:
    items = tuple(questionnaire.items.values())
    order = {item.link_id: number for number, item in enumerate(items)}
    by_code = _by_code(items)
    found: list[Joined] = []
    for instrument in instruments.values():
        known = tuple(_published(questionnaire, instrument))
        found += known or _joined(questionnaire, instrument, items, by_code)
    kept = [each for each in found if not _is_only_inside(each, found)]
    return tuple(sorted(kept, key=lambda each: order.get(each.anchor, 0)))


_ByCode = Mapping[tuple[str, str], Sequence[Item]]


def _by_code(items: Sequence[Item]) -> _ByCode:
    found: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        for coding in dict.fromkeys((coding.system, coding.code) for coding in item.codes):
            found[coding].append(item)
    return found


def _with(codes: tuple[Coding, ...], by_code: _ByCode) -> list[Item]:
    items = [item for code in codes for item in by_code.get((code.system, code.code), ())]
    return list({item.link_id: item for item in items}.values())


def _joined(
    questionnaire: Questionnaire,
    instrument: Instrument,
    items: Sequence[Item],
    by_code: _ByCode,
) -> Iterator[Joined]:
    observed = {part.key: _questions(_with(part.codes, by_code)) for part in instrument.parts}
    as_points = {
        part.key: _questions(_with(part.point_codes, by_code)) for part in instrument.parts
    }
    totals = _with(instrument.total_codes, by_code)
    totals += [item for item in items if _named(item) == instrument.key and item not in totals]
    candidates = {key: observed[key] or as_points[key] for key in observed}
    points_given = frozenset(key for key in candidates if not observed[key] and as_points[key])
    needed = _needed(instrument, points_given)
    if instrument.parts and all(candidates[key] for key in needed):
        here = replace(instrument, points_given=points_given)
        yield from _in_groups(questionnaire, here, {key: candidates[key] for key in needed}, totals)
    elif not any(candidates.values()) and instrument.lowest is not None:
        yield from (_typed(instrument, item) for item in totals if _is_typed(item))


def _questions(items: list[Item]) -> list[Item]:
    """Return those with one answer: several answers to one part have no points."""
    return [item for item in items if item.is_question() and not item.repeats]


def _named(item: Item) -> str:
    return item.instrument.partition(_BAND_SET)[0]


def _needed(instrument: Instrument, points_given: frozenset[str]) -> tuple[str, ...]:
    """Return the parts without which there is no total: not what only says how to weigh points."""
    return tuple(
        part.key
        for part in instrument.parts
        if part.counts or _decides(instrument, part.key, points_given)
    )


def _decides(instrument: Instrument, key: str, points_given: frozenset[str]) -> bool:
    if any(gate.part == key for gate in instrument.gates):
        return True
    return any(
        key in getattr(part.weigh, "by", ())
        for part in instrument.parts
        if part.key not in points_given
    )


def _is_typed(item: Item) -> bool:
    return item.type in _NUMBERS and not item.read_only and not item.instrument


def _typed(instrument: Instrument, item: Item) -> Joined:
    return Joined(instrument=instrument, parts={TOTAL: item.link_id}, total="", anchor=item.link_id)


def _in_groups(
    questionnaire: Questionnaire,
    instrument: Instrument,
    candidates: Mapping[str, list[Item]],
    totals: list[Item],
) -> Iterator[Joined]:
    """Yield one for the form or, where parts occur more than once, one for each group of them."""
    if all(len(items) == 1 for items in candidates.values()):
        parts = {key: items[0] for key, items in candidates.items()}
        yield _put_together(questionnaire, instrument, parts, totals)
        return
    for group in _groups(questionnaire, candidates):
        inside = {item.link_id for item in group.walk()}
        here = {
            key: [item for item in items if item.link_id in inside]
            for key, items in candidates.items()
        }
        if all(len(items) == 1 for items in here.values()):
            parts = {key: items[0] for key, items in here.items()}
            own = [item for item in totals if item.link_id in inside]
            yield _put_together(questionnaire, instrument, parts, own)


def _groups(questionnaire: Questionnaire, candidates: Mapping[str, list[Item]]) -> list[Item]:
    """Return the groups that hold every part, without those around another such group."""
    holding = []
    for item in questionnaire.items.values():
        if item.type is not ItemType.GROUP:
            continue
        inside = {each.link_id for each in item.walk()}
        if all(any(part.link_id in inside for part in parts) for parts in candidates.values()):
            holding.append(item)
    names = {item.link_id for item in holding}
    return [item for item in holding if not _holds_another(item, names)]


def _holds_another(group: Item, names: set[str]) -> bool:
    return any(each.link_id in names for each in group.walk() if each is not group)


def _put_together(
    questionnaire: Questionnaire,
    instrument: Instrument,
    parts: Mapping[str, Item],
    totals: list[Item],
) -> Joined:
    holding = [item for item in totals if item.type in _NUMBERS]
    order = list(questionnaire.items)
    last = max((item.link_id for item in parts.values()), key=order.index)
    shown = holding or totals
    return Joined(
        instrument=_with_bands(instrument, totals),
        parts={key: item.link_id for key, item in parts.items()},
        total=holding[0].link_id if holding else "",
        anchor=shown[0].link_id if shown else last,
    )


def _with_bands(instrument: Instrument, totals: list[Item]) -> Instrument:
    """Put the bands in use that the form asks for, "ciwa-ar#three"; those it does not know, not."""
    for item in totals:
        key, _, bands = item.instrument.partition(_BAND_SET)
        if key == instrument.key and any(each.key == bands for each in instrument.band_sets):
            return instrument.with_bands(bands)
    return instrument


def _published(questionnaire: Questionnaire, instrument: Instrument) -> Iterator[Joined]:
    url = questionnaire.canonical.partition("|")[0]
    items = questionnaire.items
    for form in instrument.published:
        wanted = set(form.items.values())
        if form.url == url and all(
            link_id in items and items[link_id].is_question() for link_id in wanted
        ):
            parts = {key: items[link_id] for key, link_id in form.items.items()}
            totals = [items[form.total]] if form.total in items else []
            yield _put_together(questionnaire, _knowing(instrument, form), parts, totals)


def _knowing(instrument: Instrument, form: PublishedForm) -> Instrument:
    parts = tuple(
        replace(part, weigh=with_published(part.weigh, form.answers)) for part in instrument.parts
    )
    return replace(instrument, parts=parts) if form.answers else instrument


def _is_only_inside(joined: Joined, found: Sequence[Joined]) -> bool:
    """Whether it is the short form of an instrument that is here too, and the form has no total.

    An item that is to hold the short form's total asks for it.
    """
    longer = joined.instrument.part_of
    if not longer or joined.total or joined.instrument.how is How.NONE:
        return False
    own = set(joined.parts.values())
    return any(
        other.instrument.key == longer and own <= set(other.parts.values()) for other in found
    )
