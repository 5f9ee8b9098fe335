"""How the answers to one part are weighed, as its file says it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from desktop.domain.screen import Coding
from desktop.forms.instruments.reading import Place
from desktop.forms.instruments.weighing import NO, YES, Cases, Choice, Options, Ranges, Weigh

Sets = Mapping[str, Options]
_LOINC, _SNOMED = "http://loinc.org", "http://snomed.info/sct"
_V2 = "http://terminology.hl7.org/CodeSystem/v2-0136"
_YES_CODES = (Coding("LA33-6", _LOINC), Coding("373066001", _SNOMED), Coding("Y", _V2))
_NO_CODES = (Coding("LA32-8", _LOINC), Coding("373067005", _SNOMED), Coding("N", _V2))
_KINDS = ("set", "options", "number", "yes_no", "cases")


def read_sets(place: Place) -> Sets:
    return {key: read_options(each) for key, each in place.entries()}


def read_weigh(place: Place, sets: Sets, parts: frozenset[str]) -> Weigh:
    kinds = [kind for kind in _KINDS if place.has(kind)]
    if len(kinds) != 1:
        raise place.fail(f"says not one of {', '.join(_KINDS)}, but {kinds or 'none'}")
    kind = kinds[0]
    if kind == "cases":
        return _read_cases(place.only("cases"), sets, parts)
    return _read_simple(place, kind, sets)


def _read_simple(place: Place, kind: str, sets: Sets) -> Options | Ranges:
    here = place.only(kind).at(kind)
    if kind == "number":
        return _read_ranges(here)
    if kind == "options":
        return read_options(here)
    if kind == "yes_no":
        return _read_yes_no(here)
    if here.text() not in sets:
        raise here.fail(f"there are no answers called {here.text()}")
    return sets[here.text()]


def read_options(place: Place) -> Options:
    choices = tuple(_read_choice(each) for each in place.each())
    if len(choices) < 2:  # noqa: PLR2004 -- one choice is none
        raise place.fail("offers no choice")
    seen: set[str] = set()
    for choice in choices:
        for name in (choice.answer, *(f"{code.system}|{code.code}" for code in choice.codes)):
            if name in seen:
                raise place.fail(f"has {name} twice")
            seen.add(name)
    return Options(choices)


def _read_choice(place: Place) -> Choice:
    place.only("answer", "label", "points", "codes")
    points = place.at("points")
    return Choice(
        answer=place.text_at("answer"),
        label=place.text_at("label"),
        points=None if points.value is None else points.number(),
        codes=place.codes_at("codes"),
    )


def _read_yes_no(place: Place) -> Options:
    place.only("yes", "no")
    yes = Choice(answer=YES, label="Yes", points=place.at("yes").number(), codes=_YES_CODES)
    no = Choice(answer=NO, label="No", points=place.at("no").number(), codes=_NO_CODES)
    return Options((yes, no))


def _read_ranges(place: Place) -> Ranges:
    place.only("between", "decimals", "units", "steps")
    low, high = (each.number() for each in place.at("between").each())
    steps = tuple(
        (step.only("to", "points").number_at("to"), step.at("points").number())
        for step in place.at("steps").each()
    )
    uppers = [upper for upper, _ in steps]
    if not uppers or uppers[-1] is not None or None in uppers[:-1]:
        raise place.fail("the last step, and only the last, has no upper end")
    ends = [upper for upper in uppers if upper is not None]
    if any(first >= second for first, second in pairwise([low, *ends, high])):
        raise place.fail("the steps do not rise")
    return Ranges(
        steps=steps,
        low=low,
        high=high,
        decimals=int(place.number_at("decimals") or 0),
        units=frozenset(place.texts_at("units")),
    )


def _read_cases(place: Place, sets: Sets, parts: frozenset[str]) -> Cases:
    cases: list[tuple[Mapping[str, str], Options | Ranges]] = []
    for each in place.at("cases").each():
        kinds = [kind for kind in _KINDS[:-1] if each.has(kind)]
        if len(kinds) != 1:
            raise each.fail("does not say how it is weighed")
        conditions = {
            key: value.text() for key, value in each.only("when", kinds[0]).at("when").entries()
        }
        if unknown := conditions.keys() - parts:
            raise each.fail(f"there is no part {', '.join(sorted(unknown))}")
        rest = Place({kinds[0]: each.at(kinds[0]).value}, each.name)
        cases.append((conditions, _read_simple(rest, kinds[0], sets)))
    by = tuple(dict.fromkeys(key for conditions, _ in cases for key in conditions))
    return Cases(by=by, cases=tuple(cases))


def permitted_range(weigh: Weigh) -> tuple[Decimal, Decimal]:
    """Return the fewest and the most points that an answer can have."""
    return min(weigh.permitted()), max(weigh.permitted())


def with_published(weigh: Weigh, answers: Mapping[str, Decimal]) -> Weigh:
    return replace(weigh, published=answers) if isinstance(weigh, Options) else weigh
