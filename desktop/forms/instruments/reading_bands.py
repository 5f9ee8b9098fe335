"""What totals are called, on which condition, and when an instrument is due again."""

from collections.abc import Iterator

from desktop.forms.instruments.reading import Place
from desktop.forms.instruments.rule import BandSet, How, NamedBand, Test
from desktop.forms.model import Band

_TESTS = ("part", "sum_of", "any_part_at_least", "total_at_least", "total_between")


def read_band_sets(place: Place, parts: frozenset[str]) -> Iterator[BandSet]:
    """Yield the sets, the one in use first. A name of a set is asked for once."""
    seen: set[str] = set()
    for each in place.each_at("bands"):
        each.only("set", "source", "bands")
        key = each.text_at("set")
        if key in seen:
            raise each.fail(f"there are two sets called {key}")
        seen.add(key)
        bands = tuple(_band(band, parts) for band in each.at("bands").each())
        _check_cover(place, each, bands)
        yield BandSet(key=key, source=each.text_at("source"), bands=bands)


def _band(place: Place, parts: frozenset[str]) -> NamedBand:
    place.only("from", "to", "call", "if")
    low, high = place.number_at("from"), place.number_at("to")
    if low is None or (high is not None and high < low):
        raise place.fail("has no ends that go together")
    return NamedBand(
        band=Band(low=low, high=high, label=place.text_at("call")),
        tests=read_tests(place.at("if"), parts) if place.has("if") else (),
    )


def _check_cover(place: Place, each: Place, bands: tuple[NamedBand, ...]) -> None:
    """Refuse bands that leave a total without a name, or give one two names unconditionally."""
    ends = next((place.at("total").at(how) for how in How if place.at("total").has(how)), None)
    if ends is None or not isinstance(ends.value, list):
        raise each.fail("bands need a total")
    low, high = (int(end.number()) for end in ends.each())
    plain = [named.band for named in bands if not named.tests]
    for total in range(low, high + 1):
        names = [
            band.label
            for band in plain
            if band.low <= total and (band.high is None or total <= band.high)
        ]
        if len(names) != 1:
            raise each.fail(f"a total of {total} has {len(names)} names")


def read_tests(place: Place, parts: frozenset[str]) -> tuple[Test, ...]:
    tests = tuple(_test(each, parts) for each in place.each())
    if not tests:
        raise place.fail("tests nothing")
    return tests


def _test(place: Place, parts: frozenset[str]) -> Test:
    place.only(*_TESTS, "at_least", "answer")
    if place.has("total_at_least"):
        return Test(at_least=_lone(place, "total_at_least").number(), of_total=True)
    if place.has("total_between"):
        low, high = (each.number() for each in _lone(place, "total_between").each())
        return Test(at_least=low, at_most=high, of_total=True)
    if place.has("any_part_at_least"):
        return Test(at_least=_lone(place, "any_part_at_least").number())
    together = place.has("sum_of")
    keys = place.texts_at("sum_of") if together else (place.text_at("part"),)
    if unknown := set(keys) - parts:
        raise place.fail(f"there is no part {', '.join(sorted(unknown))}")
    answers = frozenset({place.text_at("answer")}) if place.has("answer") else frozenset()
    at_least = place.number_at("at_least")
    if (at_least is None) is not bool(answers):
        raise place.fail("says not one of at_least and answer")
    return Test(parts=keys, at_least=at_least, answers=answers, together=together)


def _lone(place: Place, key: str) -> Place:
    return place.only(key).at(key)


def read_repeat(place: Place) -> tuple[str, dict[str, int]]:
    """Return how sure the times are, and the minutes to each band."""
    if not place.has("repeat"):
        return "", {}
    here = place.at("repeat").only("status", "minutes")
    named = {
        band.text_at("call") for each in place.each_at("bands") for band in each.at("bands").each()
    }
    minutes: dict[str, int] = {}
    for label, each in here.at("minutes").entries():
        if label not in named:
            raise each.fail("there is no band of this name")
        minutes[label] = int(each.number())
    return here.text_at("status"), minutes
