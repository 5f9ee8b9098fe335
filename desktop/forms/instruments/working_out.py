"""From answers to a total, by the rule. Nothing is ever put in for an answer that is missing."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from desktop.domain.screen import Value
from desktop.forms.instruments.outcome import PartResult, Result
from desktop.forms.instruments.rule import TOTAL, Gate, How, Instrument, Others, Part, Test
from desktop.forms.instruments.weighing import Cases, Weighed
from desktop.forms.model import Item
from desktop.forms.values import as_number

Given = Mapping[str, tuple[Value, Item] | None]
_NOTHING = Weighed()
_NOT_A_DIAGNOSIS = "Not a diagnosis."


def work_out(instrument: Instrument, given: Given) -> Result:
    """Return what `given` amounts to: for each part its answer, None where there is none.

    A total taken from the paper is given as the part "total".
    """
    entered = given.get(TOTAL)
    if entered is not None:
        return _entered(instrument, *entered)
    weighed = _weighed(instrument, given)
    gate = _open_gate(instrument, weighed)
    needed = [part for part in instrument.parts if gate is None or part.key == gate.part]
    counted = [part for part in needed if part.counts or gate is not None]
    answered = sum(1 for part in counted if given.get(part.key) is not None)
    total = _total(instrument, weighed, gate, counted)
    said = _part_notes(instrument, given, weighed, needed)
    if gate is None:
        said += [f"First say: {label}." for label in _unanswered_gates(instrument, weighed)]
    if total is None and answered < len(counted):
        said.append(f"{answered} of {len(counted)} answered: no total.")
    parts = tuple(_part_result(part, given, weighed) for part in instrument.parts if part.counts)
    so_far = Result(
        total=total, band="", parts=parts, answered=answered, of=len(counted), notes=tuple(said)
    )
    return _named(instrument, weighed, so_far)


def _weighed(instrument: Instrument, given: Given) -> dict[str, Weighed]:
    """Weigh what stands alone first, then what depends on it."""
    found: dict[str, Weighed] = {}
    answers: dict[str, str] = {}
    for depends in (False, True):
        for part in instrument.parts:
            here = given.get(part.key)
            if here is None or isinstance(part.weigh, Cases) is not depends:
                continue
            found[part.key] = _weigh_one(instrument, part, here, answers)
            answers[part.key] = found[part.key].answer
    return found


def _weigh_one(
    instrument: Instrument, part: Part, here: tuple[Value, Item], answers: Mapping[str, str]
) -> Weighed:
    value, item = here
    if part.key not in instrument.points_given:
        return part.weigh.weigh(value, item, answers)
    points = as_number(str(value).split(" ")[0])
    return Weighed(points) if points in part.weigh.permitted() else Weighed(note="not its points")


def _open_gate(instrument: Instrument, weighed: Mapping[str, Weighed]) -> Gate | None:
    for gate in instrument.gates:
        found = weighed.get(gate.part, _NOTHING)
        if _reaches(found, gate.at_least, gate.answers) and _may_settle(instrument, weighed, gate):
            return gate
    return None


def _may_settle(instrument: Instrument, weighed: Mapping[str, Weighed], gate: Gate) -> bool:
    others = [part.key for part in instrument.parts if part.counts and part.key != gate.part]
    if gate.others is Others.INCOMPLETE:
        return any(weighed.get(key, _NOTHING).points is None for key in others)
    return gate.others is Others.IGNORED or not any(key in weighed for key in others)


def _unanswered_gates(instrument: Instrument, weighed: Mapping[str, Weighed]) -> list[str]:
    """Return the gates that nobody has answered: they may still settle it."""
    parts = {gate.part: instrument.part(gate.part) for gate in instrument.gates}
    return [part.label for key, part in parts.items() if weighed.get(key, _NOTHING).points is None]


def _reaches(found: Weighed, at_least: Decimal | None, answers: frozenset[str]) -> bool:
    if answers and found.answer in answers:
        return True
    return at_least is not None and found.points is not None and found.points >= at_least


def _total(
    instrument: Instrument,
    weighed: Mapping[str, Weighed],
    gate: Gate | None,
    counted: list[Part],
) -> Decimal | None:
    if gate is not None:
        return gate.total if gate.total is not None else weighed[gate.part].points
    if instrument.how not in (How.SUM, How.COUNT) or _unanswered_gates(instrument, weighed):
        return None
    points = [(part, weighed.get(part.key, _NOTHING).points) for part in counted]
    known = [(part, each) for part, each in points if each is not None]
    if len(known) < len(points):
        return None
    if instrument.how is How.SUM:
        return sum((each for _, each in known), Decimal(0))
    return Decimal(sum(1 for part, each in known if each >= (part.counts_from or 0)))


def _part_notes(
    instrument: Instrument,
    given: Given,
    weighed: Mapping[str, Weighed],
    needed: list[Part],
) -> list[str]:
    notes = []
    for part in needed:
        found = weighed.get(part.key)
        if found is not None and found.note:
            notes.append(f"{part.label}: {found.note}.")
        if found is not None and isinstance(part.weigh, Cases) and found.note:
            missing = [key for key in part.weigh.by if given.get(key) is None]
            notes += [f"First say: {instrument.part(key).label}." for key in missing]
    return list(dict.fromkeys(notes))


def _part_result(part: Part, given: Given, weighed: Mapping[str, Weighed]) -> PartResult:
    here = given.get(part.key)
    return PartResult(
        key=part.key,
        label=part.label,
        link_id="" if here is None else here[1].link_id,
        points=weighed.get(part.key, _NOTHING).points,
    )


def _entered(instrument: Instrument, value: Value, item: Item) -> Result:
    total = as_number(str(value).split(" ")[0]) if not isinstance(value, bool) else None
    said = ["The total was taken from elsewhere: its answers were not checked here."]
    lowest, highest = instrument.lowest, instrument.highest
    if lowest is None or highest is None:
        total, said = None, [f"{instrument.title} has no total."]
    elif total is None or not lowest <= total <= highest or total != total.to_integral_value():
        total, said = None, [f"The total is a whole number from {lowest} to {highest}."]
    part = PartResult(key=TOTAL, label=instrument.title, link_id=item.link_id, points=total)
    answered = int(total is not None)
    so_far = Result(total=total, band="", parts=(part,), answered=answered, of=1, notes=tuple(said))
    return _named(instrument, {}, so_far)


def _named(instrument: Instrument, weighed: Mapping[str, Weighed], so_far: Result) -> Result:
    """Put to a total what it is called and what must be said with it."""
    band = _band(instrument, weighed, so_far.total)
    flags = tuple(
        flag.text
        for flag in instrument.flags
        if any(_is_so(instrument, test, weighed, so_far.total) for test in flag.tests)
    )
    return replace(
        so_far,
        band=band,
        flags=flags,
        notes=(*flags, *so_far.notes, *instrument.notes, _NOT_A_DIAGNOSIS),
        repeat_minutes=instrument.repeat.get(band),
    )


def _band(instrument: Instrument, weighed: Mapping[str, Weighed], total: Decimal | None) -> str:
    """Return what the total is called; nothing where that hangs on parts that are not known."""
    for named in instrument.band_sets[0].bands if instrument.band_sets else ():
        band = named.band
        if total is None or total < band.low or (band.high is not None and total > band.high):
            continue
        if named.tests and not weighed:
            return ""
        if not named.tests or any(_is_so(instrument, test, weighed, total) for test in named.tests):
            return band.label
    return ""


def _is_so(
    instrument: Instrument, test: Test, weighed: Mapping[str, Weighed], total: Decimal | None
) -> bool:
    if test.of_total:
        return _is_between(total, test)
    keys = test.parts or tuple(part.key for part in instrument.parts if part.counts)
    found = [weighed.get(key, _NOTHING) for key in keys]
    if not test.together:
        return any(_reaches(each, test.at_least, test.answers) for each in found)
    known = sum((each.points for each in found if each.points is not None), Decimal(0))
    return test.at_least is not None and known >= test.at_least


def _is_between(total: Decimal | None, test: Test) -> bool:
    if total is None or test.at_least is None:
        return False
    return test.at_least <= total and (test.at_most is None or total <= test.at_most)
