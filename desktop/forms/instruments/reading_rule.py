"""The whole file of an instrument becomes an Instrument, and is held against itself.

The points of its parts must make the range it states, its bands must name every total in it, and
what it must never say has no place to be said.
"""

import json
from collections.abc import Iterator
from decimal import Decimal

from desktop.domain.screen import Coding
from desktop.forms.instruments.reading import Place
from desktop.forms.instruments.reading_bands import read_band_sets, read_repeat, read_tests
from desktop.forms.instruments.reading_weights import Sets, permitted_range, read_sets, read_weigh
from desktop.forms.instruments.rule import (
    PART_SYSTEM,
    TOTAL,
    Flag,
    Gate,
    How,
    Instrument,
    Others,
    Part,
    PublishedForm,
)
from desktop.forms.instruments.weighing import Cases

_KEYS = (
    *("key", "title", "version", "status", "source", "licence", "notes", "answers", "parts"),
    *("total", "total_codes", "gates", "bands", "flags", "never", "repeat", "score_only"),
    *("part_of", "published"),
)
_NEVER = frozenset({"band", "total"})


def read_instrument(raw: bytes, file: str) -> Instrument:
    """Return the rule; InstrumentFileError names the file and the part that is wrong."""
    try:
        content = json.loads(raw, parse_float=Decimal)
    except ValueError as error:
        raise Place(None, file).fail("is not JSON") from error
    place = Place(content, file).only(*_KEYS)
    key = place.text_at("key")
    if file != f"{key}.json":
        raise place.fail(f"its key is {key}")
    sets = read_sets(place.at("answers")) if place.has("answers") else {}
    instrument = _read(place, key, tuple(_parts(place, key, sets)))
    _check(place, instrument)
    return instrument


def _read(place: Place, key: str, parts: tuple[Part, ...]) -> Instrument:
    how, lowest, highest = _total(place.at("total"))
    names = frozenset(part.key for part in parts)
    status, repeat = read_repeat(place)
    return Instrument(
        key=key,
        title=place.text_at("title"),
        version=place.text_at("version"),
        status=place.text_at("status"),
        source=place.text_at("source"),
        licence=place.text_at("licence"),
        notes=place.texts_at("notes"),
        parts=parts,
        how=how,
        lowest=lowest,
        highest=highest,
        gates=tuple(_gate(each, names) for each in place.each_at("gates")),
        band_sets=tuple(read_band_sets(place, names)),
        flags=tuple(_flag(each, names) for each in place.each_at("flags")),
        never=frozenset(place.texts_at("never")),
        repeat=repeat,
        repeat_status=status,
        score_only=place.flag_at("score_only", default=False),
        total_codes=(Coding(f"{key}.{TOTAL}", PART_SYSTEM), *place.codes_at("total_codes")),
        part_of=place.text_at("part_of", ""),
        published=tuple(_published(each, names) for each in place.each_at("published")),
    )


def _parts(place: Place, key: str, sets: Sets) -> Iterator[Part]:
    keys = [each.text_at("key") for each in place.each_at("parts")]
    names = frozenset(keys)
    if len(names) < len(keys) or TOTAL in names:
        raise place.at("parts").fail("two parts have one key, or one is called total")
    for each, name in zip(place.each_at("parts"), keys, strict=True):
        here = Place(each.value, f"{place.name}, part {name}")
        here.only("key", "label", "codes", "point_codes", "weigh", "counts", "counts_from")
        yield Part(
            key=name,
            label=here.text_at("label"),
            codes=(Coding(f"{key}.{name}", PART_SYSTEM), *here.codes_at("codes")),
            point_codes=here.codes_at("point_codes"),
            weigh=read_weigh(here.at("weigh"), sets, names - {name}),
            counts=here.flag_at("counts", default=True),
            counts_from=here.number_at("counts_from"),
        )


def _total(place: Place) -> tuple[How, Decimal | None, Decimal | None]:
    kinds = [how for how in How if place.only(*How).has(how)]
    if len(kinds) != 1:
        raise place.fail(f"is not one of {', '.join(How)}")
    if kinds[0] is How.NONE:
        place.at(How.NONE).text()
        return How.NONE, None, None
    low, high = (each.number() for each in place.at(kinds[0]).each())
    return kinds[0], low, high


def _known(place: Place, key: str, names: frozenset[str]) -> str:
    name = place.text_at(key)
    if name not in names:
        raise place.fail(f"there is no part {name}")
    return name


def _gate(place: Place, names: frozenset[str]) -> Gate:
    place.only("part", "at_least", "answer", "total", "others")
    others = place.text_at("others", Others.IGNORED)
    if others not in list(Others):
        raise place.fail(f"others is one of {', '.join(Others)}")
    gate = Gate(
        others=Others(others),
        part=_known(place, "part", names),
        at_least=place.number_at("at_least"),
        answers=frozenset({place.text_at("answer")}) if place.has("answer") else frozenset(),
        total=place.number_at("total"),
    )
    if gate.at_least is None and not gate.answers:
        raise place.fail("says neither at_least nor answer")
    return gate


def _flag(place: Place, names: frozenset[str]) -> Flag:
    place.only("if", "say")
    return Flag(tests=read_tests(place.at("if"), names), text=place.text_at("say"))


def _published(place: Place, names: frozenset[str]) -> PublishedForm:
    place.only("form", "items", "total", "answers")
    items = {key: each.text() for key, each in place.at("items").entries()}
    if items.keys() != names:
        raise place.fail("does not name every part")
    answers = place.at("answers").entries() if place.has("answers") else ()
    return PublishedForm(
        url=place.text_at("form"),
        items=items,
        total=place.text_at("total", ""),
        answers={code: points.number() for code, points in answers},
    )


def _check(place: Place, instrument: Instrument) -> None:
    if unknown := instrument.never - _NEVER:
        raise place.at("never").fail(f"unknown: {', '.join(sorted(unknown))}")
    if "band" in instrument.never and instrument.band_sets:
        raise place.at("bands").fail("this instrument must never name a band")
    if "total" in instrument.never and instrument.how is not How.NONE:
        raise place.at("total").fail("this instrument must never have a total")
    if (instrument.how in (How.SUM, How.COUNT)) is not bool(instrument.parts):
        raise place.fail("parts and total do not go together")
    for part in instrument.parts:
        if isinstance(part.weigh, Cases) and any(
            isinstance(instrument.part(key).weigh, Cases) for key in part.weigh.by
        ):
            raise place.fail(f"part {part.key} hangs on a part that hangs on another")
    expected = _range_of_parts(instrument)
    if expected is not None and expected != (instrument.lowest, instrument.highest):
        raise place.at("total").fail(f"its parts make {expected[0]} to {expected[1]}")


def _range_of_parts(instrument: Instrument) -> tuple[Decimal, Decimal] | None:
    counted = [part for part in instrument.parts if part.counts]
    if instrument.how is How.COUNT:
        return Decimal(0), Decimal(len(counted))
    if instrument.how is not How.SUM:
        return None
    ranges = [permitted_range(part.weigh) for part in counted]
    return sum((low for low, _ in ranges), Decimal(0)), sum(
        (high for _, high in ranges), Decimal(0)
    )
