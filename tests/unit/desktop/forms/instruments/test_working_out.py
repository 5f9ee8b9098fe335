"""What each tool makes of answers, in cases of our own, and what it refuses to make anything of."""

from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.screen import Coding, Value
from desktop.forms import Item, ItemType, Option
from desktop.forms.instruments import Result, all_instruments, work_out
from desktop.forms.instruments.rule import TOTAL, How
from tests.unit.desktop.forms.instruments.vectors import (
    Given,
    answer,
    in_order,
    number,
    observations,
    yes,
)

LOINC = "http://loinc.org"
WELL: dict[str, Any] = {
    "rr": 16,
    "spo2": 98,
    "scale": 1,
    "o2": False,
    "sbp": 120,
    "pulse": 80,
    "cons": "A",
    "temp": "37.0",
}

CASES: list[tuple[str, list[Any], int, str]] = [
    ("4at", [0, 1, 1, 0], 2, "1 to 3: possible cognitive impairment"),
    ("4at", [0, 0, 0, 1], 4, "4 or more: possible delirium"),
    ("aq-10", ["sa"] * 10, 4, "below 6"),
    ("aq-10", ["sd"] * 10, 6, "consider referral (6 or more)"),
    ("asrs", [2, 2, 1, 3, 4, 2], 4, "positive (4 or more)"),
    ("asrs", [1, 1, 1, 2, 2, 2], 0, "negative"),
    ("audit", [4, 4, 4, 4, 3, 0, 0, 0, 0, 0], 19, "higher risk"),
    ("audit", [1, 0, 0, 0, 0, 0, 0, 0, 2, 4], 7, "low risk"),
    ("audit-c", [4, 4, 2], 10, "higher risk"),
    ("audit-c", [2, 1, 1], 4, "lower risk"),
    ("bjmhs", [0, 0, 0, 0, 0, 0, 0, 1], 1, "refer"),
    ("bjmhs", [0, 0, 0, 0, 0, 1, 0, 0], 1, "no referral on score"),
    ("bjmhs", [0, 0, 0, 0, 1, 1, 0, 0], 2, "refer"),
    ("ciwa-ar", [0, 0, 0, 0, 0, 0, 0, 0, 5, 4], 9, "minimal (0 to 9)"),
    ("ciwa-ar", [7, 7, 7, 0, 0, 0, 0, 0, 0, 0], 21, "severe (21 to 67)"),
    ("cmhs-m", [1] * 5 + [0] * 7, 5, "below 6"),
    ("cmhs-m", [0] * 6 + [1] * 6, 6, "refer (6 or more)"),
    ("cmhs-w", [1, 1, 1, 0, 0, 0, 0, 0], 3, "below 4"),
    ("cows", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3], 4, "below 5"),
    ("cows", [4, 4, 5, 5, 4, 4, 5, 4, 1, 0, 0], 36, "moderately severe (25 to 36)"),
    ("dash", [1] * 13 + [0] * 11, 13, "medium"),
    ("dash", [1] * 14 + [0] * 10, 14, "high: MARAC"),
    ("fast", [2, 0, 0, 0], 2, "negative"),
    ("fast", [0, 0, 0, 4], 4, "positive (3 or more)"),
    ("fast", [4, None, None, None], 4, "positive on the first question alone"),
    ("gad-2", [3, 0], 3, "3 or more: ask the rest of GAD-7"),
    ("gad-7", [1, 1, 1, 1, 0, 0, 0], 4, "minimal"),
    ("gad-7", [3, 3, 3, 3, 3, 3, 3], 21, "severe"),
    ("gcs", [4, 4, 5], 13, "13 to 15 (mild, if head injury)"),
    ("gcs", [2, 2, 4], 8, "3 to 8 (severe, if head injury)"),
    ("k10", [2, 2, 2, 2, 2, 2, 1, 1, 1, 1], 16, "moderate (16 to 21)"),
    ("k6", [0, 0, 0, 0, 0, 4], 4, "below 5"),
    ("k6", [4, 4, 4, 1, 0, 0], 13, "13 or more: probable serious mental illness"),
    ("pc-ptsd-5", [0, None, None, None, None, None], 0, "below 3"),
    ("pc-ptsd-5", [1, 1, 1, 1, 0, 0], 3, "3: at the lower cut-off"),
    ("phq-2", [0, 2], 2, "below 3"),
    ("phq-9", [2, 2, 2, 2, 2, 2, 2, 1, 0], 15, "moderately severe"),
    ("phq-9", [2, 2, 2, 2, 2, 2, 2, 0, 0], 14, "moderate"),
    ("sadq", [3] * 10 + [0] * 10, 30, "moderate"),
    ("sadq", [3] * 10 + [1] + [0] * 9, 31, "severe"),
]


def of(key: str, *answers: Any) -> Result:
    instrument = all_instruments()[key]
    return work_out(instrument, in_order(instrument, answers))


def news2(**changed: Any) -> Result:
    return work_out(all_instruments()["news2"], observations({**WELL, **changed}))


@pytest.mark.parametrize(("key", "answers", "total", "band"), CASES)
def test_answers_make_a_total_and_a_band(
    key: str, answers: list[Any], total: int, band: str
) -> None:
    result = of(key, *answers)

    assert (result.total, result.band) == (Decimal(total), band)
    assert result.answered == result.of


def test_every_tool_with_parts_has_a_case_here() -> None:
    """A tool that nobody tries out is not known to work."""
    tried = {key for key, *_ in CASES}
    with_parts = {key for key, each in all_instruments().items() if each.parts}

    assert with_parts - tried == {"news2"}


@pytest.mark.parametrize(
    ("changed", "total", "band"),
    [
        ({}, 0, "low"),
        ({"temp": "37.5"}, 0, "low"),
        ({"temp": "35.0"}, 3, "low-medium: one part scores 3"),
        ({"temp": "35.1"}, 1, "low"),
        ({"temp": "39.1"}, 2, "low"),
        ({"rr": 8}, 3, "low-medium: one part scores 3"),
        ({"rr": 12}, 0, "low"),
        ({"rr": 21, "spo2": 94, "pulse": 91}, 4, "low"),
        ({"rr": 21, "spo2": 93, "pulse": 91}, 5, "medium"),
        ({"rr": 25, "spo2": 91}, 6, "medium"),
        ({"rr": 25, "spo2": 91, "pulse": 91}, 7, "high"),
        ({"spo2": 88, "scale": 2}, 0, "low"),
        ({"spo2": 87, "scale": 2}, 1, "low"),
        ({"spo2": 93, "scale": 2}, 0, "low"),
        ({"spo2": 100, "scale": 2}, 0, "low"),
        ({"spo2": 92, "scale": 2, "o2": True}, 2, "low"),
        ({"spo2": 93, "scale": 2, "o2": True}, 3, "low"),
        ({"spo2": 95, "scale": 2, "o2": True}, 4, "low"),
        ({"spo2": 97, "scale": 2, "o2": True}, 5, "medium"),
        ({"spo2": 97, "o2": True}, 2, "low"),
        ({"cons": "C"}, 3, "low-medium: one part scores 3"),
        ({"sbp": 220}, 3, "low-medium: one part scores 3"),
    ],
    ids=str,
)
def test_news2_follows_its_chart(changed: dict[str, Any], total: int, band: str) -> None:
    result = news2(**changed)

    assert (result.total, result.band) == (Decimal(total), band)


def test_news2_says_whom_it_is_not_for() -> None:
    assert "Not for anyone under 16 or pregnant." in news2().notes


def test_news2_without_its_oxygen_scale_has_no_total_and_asks_for_it() -> None:
    given = observations(WELL)
    given["scale"] = None

    result = work_out(all_instruments()["news2"], given)

    assert result.total is None
    assert "First say: Which oxygen scale." in result.notes


def test_news2_on_scale_2_needs_to_know_of_oxygen() -> None:
    given = observations({**WELL, "scale": 2})
    given["o2"] = None

    result = work_out(all_instruments()["news2"], given)

    assert result.total is None
    assert "First say: Air or oxygen." in result.notes


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("temp", "98.6", "outside 20 to 46"),
        ("temp", "36.05", "more decimal places"),
        ("rr", "12.5", "more decimal places"),
        ("pulse", "800", "outside 0 to 350"),
        ("sbp", "high", "not a number"),
    ],
)
def test_an_impossible_measurement_makes_no_total(part: str, value: str, says: str) -> None:
    result = news2(**{part: value})

    assert result.total is None
    assert any(says in note for note in result.notes)


def test_a_temperature_in_another_unit_is_not_converted() -> None:
    given = observations(WELL)
    warm = Item(link_id="temp", type=ItemType.QUANTITY)
    given["temp"] = ("37.0 [degF]", warm)
    assert work_out(all_instruments()["news2"], given).total is None

    given["temp"] = ("37.0 Cel", warm)
    assert work_out(all_instruments()["news2"], given).total == 0


def test_a_missing_answer_is_never_filled_in() -> None:
    """For each tool and each of its parts: leave it out, and there is no total."""
    for key, instrument in all_instruments().items():
        if instrument.how not in (How.SUM, How.COUNT):
            continue
        full = _lowest(key)
        assert work_out(instrument, full).total is not None, key
        for part in instrument.parts:
            for given in ({**full, part.key: None}, _without(full, part.key)):
                result = work_out(instrument, given)
                assert (result.total, result.band, result.repeat_minutes) == (None, "", None), key
                assert result.answered == result.of - part.counts


def _lowest(key: str) -> Given:
    if key == "news2":
        return observations(WELL)
    instrument = all_instruments()[key]
    if key == "pc-ptsd-5":
        return in_order(instrument, [1, 0, 0, 0, 0, 0])
    if key == "aq-10":
        return in_order(instrument, ["da"] * 10)
    lowest = {"k10": 1, "gcs": 1}.get(key, 0)
    return in_order(instrument, [lowest] * len(instrument.parts))


def _without(given: Given, key: str) -> Given:
    return {part: value for part, value in given.items() if part != key}


def test_how_much_is_answered_is_said() -> None:
    result = of("phq-9", 1, 1, 1, 1, 1, 1, None, None, None)

    assert (result.answered, result.of) == (6, 9)
    assert "6 of 9 answered: no total." in result.notes


def test_an_answer_the_tool_does_not_have_makes_no_total() -> None:
    result = of("cows", 1, 2, 1, 1, 2, 2, 2, 3, 1, 2, 0)

    assert (result.total, result.band) == (None, "")
    assert "Tremor, hands held out: not an answer of this tool." in result.notes


def test_thoughts_of_death_are_flagged_before_the_rest_is_answered() -> None:
    early = of("phq-9", *[None] * 8, 1)

    assert early.total is None
    assert early.flags == ("Item 9 is above 0: ask about suicide and self-harm now.",)
    assert early.notes[0] == early.flags[0]
    assert of("phq-9", *[3] * 8, 0).flags == ()


def test_a_hospital_stay_asks_for_referral_before_the_rest_is_answered() -> None:
    early = of("bjmhs", *[None] * 6, 1, None)

    assert early.total is None
    assert early.flags == ("Refer: two current symptoms, or a hospital stay, or medicine.",)


def test_what_could_not_be_tested_makes_no_coma_score() -> None:
    gcs = all_instruments()["gcs"]
    given: Given = {
        "eyes": number("eyes", 4),
        "verbal": answer("verbal", "nt"),
        "motor": number("motor", 6),
    }

    result = work_out(gcs, given)

    assert (result.total, result.answered, result.of) == (None, 3, 3)
    assert "Speech (V): not testable, so there is no total." in result.notes


def test_the_trauma_question_must_be_asked_first() -> None:
    result = of("pc-ptsd-5", None, 1, 1, 1, 1, 0)

    assert result.total is None
    assert "First say: Ever lived through something terrible." in result.notes


def test_ciwa_ar_is_called_by_the_bands_in_use() -> None:
    ciwa = all_instruments()["ciwa-ar"]
    given = in_order(ciwa, [7, 7, 4, 2, 0, 0, 0, 0, 0, 0])

    called = {each.key: work_out(ciwa.with_bands(each.key), given) for each in ciwa.band_sets}

    assert {result.total for result in called.values()} == {Decimal(20)}
    assert {key: result.band for key, result in called.items()} == {
        "four-21": "moderate (16 to 20)",
        "three": "20 and above",
        "four-20": "severe (20 to 67)",
    }
    assert "16-19" in ciwa.with_bands("four-20").said_source
    with pytest.raises(KeyError):
        ciwa.with_bands("five")


def test_a_codes_points_are_those_of_the_tool_whatever_the_form_says() -> None:
    item = Item(link_id="q", type=ItemType.CHOICE, options=(_option("LA6569-3", LOINC, 3),))
    given: dict[str, tuple[Value, Item] | None] = {"1": (item.options[0].value, item)}
    given["2"] = (_option("LA6568-5", LOINC, None).value, item)

    assert work_out(all_instruments()["phq-2"], given).total == 1


@pytest.mark.parametrize(("weight", "total"), [(2, 4), (4, None), (None, None)])
def test_an_unknown_code_counts_only_with_a_weight_the_tool_has(
    weight: int | None, total: int | None
) -> None:
    item = Item(link_id="q", type=ItemType.CHOICE, options=(_option("often", "urn:other", weight),))
    given: Given = dict.fromkeys(("1", "2"), (item.options[0].value, item))

    assert work_out(all_instruments()["phq-2"], given).total == total


def _option(code: str, system: str, weight: int | None) -> Option:
    points = None if weight is None else Decimal(weight)
    return Option(value=Coding(code=code, system=system), label=code, weight=points)


def test_a_total_from_paper_is_named_and_held_to_its_range() -> None:
    def typed(key: str, total: int) -> Result:
        return work_out(all_instruments()[key], {TOTAL: number(TOTAL, total)})

    assert (typed("sadq", 31).total, typed("sadq", 31).band) == (Decimal(31), "severe")
    assert (typed("sadq", 61).total, typed("sadq", 61).band) == (None, "")
    assert "The total is a whole number from 0 to 60." in typed("sadq", 61).notes
    assert (typed("ldsq", 40).total, typed("ldsq", 40).band) == (Decimal(40), "")
    assert typed("news2", 3).band == ""  # Whether one part scored 3 is not known.
    assert typed("news2", 7).band == "high"


@pytest.mark.parametrize("key", ["c-ssrs", "top", "itq"])
def test_a_tool_without_a_total_gets_none(key: str) -> None:
    result = work_out(all_instruments()[key], {TOTAL: number(TOTAL, 3)})

    assert (result.total, result.band) == (None, "")


def test_every_result_says_that_it_is_no_diagnosis() -> None:
    for instrument in all_instruments().values():
        assert work_out(instrument, {}).notes[-1] == "Not a diagnosis."


def test_yes_and_no_may_be_coded() -> None:
    form_yes = (Coding(code="LA33-6", system=LOINC), Item(link_id="q", type=ItemType.CHOICE))
    instrument = all_instruments()["cmhs-w"]
    given: Given = {part.key: yes(part.key, value=False) for part in instrument.parts}

    assert work_out(instrument, {**given, "1": form_yes}).total == 1


def test_when_it_is_due_again_follows_the_band() -> None:
    assert news2().repeat_minutes == 240
    assert news2(cons="U").repeat_minutes == 60
    assert of("phq-2", 0, 0).repeat_minutes is None
