"""The tools that ship: what each says of itself, and that its form holds all of it."""

import json
import re
from decimal import Decimal
from importlib.resources import files
from itertools import product

import pytest

from desktop.domain.screen import Answer, Value
from desktop.forms import ItemType, Questionnaire, Verdict, inspect, load
from desktop.forms.filling import Filling
from desktop.forms.instruments import Instrument, all_instruments, recognise
from desktop.forms.instruments.rule import How
from desktop.forms.instruments.weighing import Options
from tests.unit.desktop.forms.times import NOON

INSTRUMENTS = all_instruments()
FOLDER = files("resources") / "questionnaires" / "instruments"
FORMS = {
    file.name.removesuffix(".json"): file.read_bytes()
    for file in sorted(FOLDER.iterdir(), key=lambda each: each.name)
    if file.name.endswith(".json")
}
TABLE = (files("resources") / "instruments" / "README.md").read_text("utf-8")

# Which tools stand in which form; the rest of the forms has none.
TOOLS = {
    "4at": {"4at"},
    "audit-c": {"audit-c"},
    "bjmhs": {"bjmhs"},
    "ciwa-ar": {"ciwa-ar"},
    "cmhs-m": {"cmhs-m"},
    "cmhs-w": {"cmhs-w"},
    "cows": {"cows"},
    "fast": {"fast"},
    "gad-7": {"gad-2", "gad-7"},
    "gcs": {"gcs"},
    "k6": {"k6"},
    "news2": {"news2"},
    "pc-ptsd-5": {"pc-ptsd-5"},
    "phq-9": {"phq-2", "phq-9"},
    "annex-h": set(),
    "score-entered": {"aq-10", "asrs", "audit", "dash", "ldsq", "sadq"},
}
# Forms whose answers are checked against one another have had a version without checks.
CHECKED = {"annex-h", "ciwa-ar", "cows", "gcs", "news2"}
SUICIDE_TOOLS = {"c-ssrs"}
LEVEL = re.compile(r"\b(low|medium|moderate|high)\b.{0,20}\brisk\b", re.IGNORECASE)

each_form = pytest.mark.parametrize("name", FORMS)
each_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=lambda i: i.key)


@pytest.fixture
def form(name: str) -> Questionnaire:
    return load(FORMS[name])


@each_form
def test_a_form_loads_and_nothing_is_found_against_it(name: str) -> None:
    seen = inspect(FORMS[name])

    assert seen.verdict in (Verdict.WORKS, Verdict.WORKS_WITH_FINDINGS)
    assert not [finding.text for finding in seen.findings]


@each_form
def test_a_form_says_what_it_is(name: str) -> None:
    content = json.loads(FORMS[name])

    assert content["url"] == f"https://custodyliaison.example/fhir/Questionnaire/{name}"
    version = "1.1.0" if name in CHECKED else "1.0.0"
    assert (content["version"], content["status"]) == (version, "active")
    assert (content["publisher"], content["language"]) == ("Custody Liaison", "en-GB")
    assert content["title"]
    assert content["copyright"]
    assert "meta" not in content
    assert "Draft: not confirmed by a clinician." in content["description"]


@each_form
def test_a_form_holds_its_tools(name: str, form: Questionnaire) -> None:
    assert {joined.instrument.key for joined in recognise(form)} == TOOLS[name]


@each_form
def test_link_ids_begin_with_the_form(name: str, form: Questionnaire) -> None:
    assert all(item.link_id.split(".")[0] == name for item in form.items.values())


@each_form
def test_choices_are_weighed_by_their_codes_as_the_form_itself_weighs_them(
    name: str, form: Questionnaire
) -> None:
    """Another program that knows only the weights comes to the same total."""
    for joined in recognise(form):
        for part in joined.instrument.parts:
            item = form.items[joined.parts[part.key]] if part.key in joined.parts else None
            if item is None or not item.options:
                continue
            assert isinstance(part.weigh, Options)
            offered = [part.weigh.weigh(each.value, item, {}) for each in item.options]
            assert [each.answer for each in offered] == [
                choice.answer for choice in part.weigh.choices
            ], item.link_id
            assert [each.points for each in offered] == [each.weight for each in item.options]
            points = [each.points for each in offered if each.points is not None]
            assert points == sorted(points), f"{item.link_id}: number keys go upwards"


@each_form
def test_no_option_stands_for_no_answer(name: str, form: Questionnaire) -> None:
    """Declined, unable and not asked are the program's own, on every question."""
    words = {"declined", "refused", "unable", "could not complete", "not asked", "not known"}
    labels = {option.label.lower() for item in form.items.values() for option in item.options}

    assert not labels & words


@each_form
def test_a_total_is_worked_out_and_not_typed(name: str, form: Questionnaire) -> None:
    for joined in recognise(form):
        if joined.total:
            item = form.items[joined.total]
            assert (item.type, item.read_only) == (ItemType.INTEGER, True)
            assert item.instrument == joined.instrument.key
            assert joined.instrument.total_codes[0].code in {code.code for code in item.codes}


@each_instrument
def test_an_instrument_says_whose_it_is_and_that_it_is_a_draft(instrument: Instrument) -> None:
    assert instrument.status == "draft; not confirmed by a clinician"
    assert re.search(r"\S, |\S and ", instrument.source)
    assert len(instrument.licence.split()) > 3
    assert all(each.source for each in instrument.band_sets)
    assert not instrument.repeat or instrument.repeat_status.startswith("unverified")


@each_instrument
def test_the_table_of_instruments_has_it(instrument: Instrument) -> None:
    row = next(line for line in TABLE.splitlines() if f"`{instrument.key}`" in line)

    assert instrument.version in row
    assert instrument.title.split(" (")[0] in row


@each_instrument
def test_the_label_of_a_part_is_short(instrument: Instrument) -> None:
    """Wording that may not ship cannot hide in a label of a few words."""
    assert not [part.label for part in instrument.parts if len(part.label.split()) > 6]


@pytest.mark.parametrize("key", ["sadq", "aq-10", "asrs", "dash"])
def test_the_parts_of_a_licensed_tool_are_only_numbered(key: str) -> None:
    labels = [part.label for part in INSTRUMENTS[key].parts]

    assert labels == [f"Item {number}" for number in range(1, len(labels) + 1)]


def test_wording_that_may_not_ship_has_no_form() -> None:
    score_only = {key for key, each in INSTRUMENTS.items() if each.score_only}

    assert score_only == {
        *("audit", "sadq", "aq-10", "asrs", "dash", "ldsq", "top", "c-ssrs", "itq")
    }
    assert not score_only & FORMS.keys()


@pytest.mark.parametrize("key", sorted(SUICIDE_TOOLS))
def test_no_level_of_suicide_risk_can_come_out(key: str) -> None:
    instrument = INSTRUMENTS[key]

    assert instrument.never == {"total", "band"}
    assert instrument.how is How.NONE
    assert (instrument.bands, instrument.flags, instrument.parts) == ((), (), ())


def test_self_harm_is_never_given_a_level() -> None:
    for instrument in INSTRUMENTS.values():
        about = [flag.text for flag in instrument.flags if "suicide" in flag.text.lower()]
        assert not [text for text in about if LEVEL.search(text)]
    assert LEVEL.search("high risk of suicide")  # The pattern sees what it is for.


def test_the_coma_scale_offers_not_testable_last() -> None:
    form = load(FORMS["gcs"])

    for key in ("gcs.eyes", "gcs.verbal", "gcs.motor"):
        assert form.items[key].options[-1].label == "Not testable"


def _filled(name: str, **answers: Value) -> Filling:
    """Fill in a form; a whole number picks that option, from 0."""
    form = load(FORMS[name])
    filling = Filling(form, {}, now=NOON)
    for key, value in answers.items():
        item = form.items[f"{name}.{key.replace('_', '-').removeprefix('q')}"]
        picked = item.options[value].value if item.options and type(value) is int else value
        filling.put(item.link_id, Answer(values=(picked,)))
    return filling


def test_a_rousing_check_with_any_no_says_to_call() -> None:
    for said in product((True, False), repeat=3):
        rousable, answers, commands = said
        filling = _filled("annex-h", rousable=rousable, answers=answers, commands=commands)
        assert filling.applies("annex-h.alarm") is (not all(said))
    assert not _filled("annex-h").applies("annex-h.alarm")


@pytest.mark.parametrize(
    ("name", "low", "high"), [("phq-9", (2, 0), (2, 1)), ("gad-7", (0, 2), (0, 3))]
)
def test_the_longer_questions_follow_from_3_or_by_choice(
    name: str, low: tuple[int, int], high: tuple[int, int]
) -> None:
    assert not _filled(name, q1=low[0], q2=low[1]).applies(f"{name}.rest")
    assert _filled(name, q1=high[0], q2=high[1]).applies(f"{name}.rest")
    assert _filled(name, q1=low[0], q2=low[1], all=True).applies(f"{name}.rest")


def test_a_form_filled_in_has_its_score() -> None:
    observed = _filled(
        "news2", rr=21, scale=0, spo2=93, o2=0, sbp=120, pulse=95, cons=0, temp="37.5"
    )
    (score,) = observed.scores()

    assert (score.total, score.band, score.instrument) == (Decimal(5), "medium", "news2")
    assert observed.answer_to("news2.total").values == (5,)


@pytest.mark.parametrize(
    ("name", "answers", "total", "band"),
    [
        ("audit-c", {"q1": 0}, 0, "lower risk"),
        ("fast", {"q1": 3}, 3, "positive on the first question alone"),
        ("pc-ptsd-5", {"trauma": False}, 0, "below 3"),
        ("score-entered", {"tool": 4, "dash": 14}, 14, "high: MARAC"),
    ],
)
def test_one_answer_can_be_all_that_is_needed(
    name: str, answers: dict[str, Value], total: int, band: str
) -> None:
    (score,) = _filled(name, **answers).scores()

    assert (score.total, score.band) == (Decimal(total), band)


def test_a_suicide_screen_done_elsewhere_is_told_in_words() -> None:
    filling = _filled("score-entered", tool=6)

    assert filling.applies("score-entered.found")
    assert not filling.scores()
