"""A form has an instrument when its items carry the codes of all its parts, and only then."""

import json
from typing import Any

import pytest

from desktop.domain.screen import Answer, Coding
from desktop.forms import Questionnaire, load
from desktop.forms.instruments import PART_SYSTEM, Joined, Result, recognise, work_out
from tests.unit.desktop.forms.form_builder import CORPUS, NO_CORPUS, a_form, group, question

LOINC = "http://loinc.org"
PHQ = [
    "44250-9",
    "44255-8",
    "44259-0",
    "44254-1",
    "44251-7",
    "44258-2",
    "44252-5",
    "44253-3",
    "44260-8",
]
INSTRUMENT = "https://custodyliaison.example/fhir/StructureDefinition/instrument"
FORMS = CORPUS / "questionnaires"
SDC = "npm_hl7.fhir.uv.sdc-4.0.0-ballot"
ARGONAUT = "argonaut-questionnaire-1.0.0_converted-R4"
EXAMPLES = "npm_hl7.fhir.r4.examples-4.0.1"
STANFORD = (
    "StanfordBDHG+ResearchKitOnFHIR/questionnaires/hist_Sources_FHIRQuestionnaires_Resources_"
)

SDC_ANSWERS = "questionnaireresponse-sdc-profile-example-PHQ9"

published = pytest.mark.skipif(not FORMS.exists(), reason=NO_CORPUS)


def coded(link_id: str, *codes: tuple[str, str], **more: Any) -> dict[str, Any]:
    coding = [{"system": system, "code": code} for system, code in codes]
    return question(link_id, more.pop("item_type", "integer"), code=coding, **more)


def phq_items(count: int = 9, prefix: str = "q") -> list[dict[str, Any]]:
    return [coded(f"{prefix}{number}", (LOINC, code)) for number, code in enumerate(PHQ[:count], 1)]


def keys(form: Questionnaire) -> list[str]:
    return [joined.instrument.key for joined in recognise(form)]


def score(joined: Joined, form: Questionnaire, answers: dict[str, Answer]) -> Result:
    return work_out(
        joined.instrument,
        {
            part: (answers[link_id].values[0], form.items[link_id])
            for part, link_id in joined.parts.items()
            if link_id in answers
        },
    )


def test_a_form_with_all_nine_codes_has_the_phq_9() -> None:
    (joined,) = recognise(a_form(*phq_items()))

    assert joined.instrument.key == "phq-9"
    assert joined.parts == {str(number): f"q{number}" for number in range(1, 10)}
    assert (joined.total, joined.anchor) == ("", "q9")


def test_eight_of_nine_parts_are_not_a_phq_9() -> None:
    assert keys(a_form(*phq_items(8))) == ["phq-2"]


def test_words_alone_are_no_instrument() -> None:
    texts = "Little interest or pleasure in doing things", "Feeling down, depressed, or hopeless"
    assert not keys(a_form(*[question(f"q{n}", "integer", text=t) for n, t in enumerate(texts)]))


def test_our_own_codes_do_as_well_as_public_ones() -> None:
    items = [coded(f"a{n}", (PART_SYSTEM, f"audit.{n}")) for n in range(1, 11)]

    assert keys(a_form(*items)) == ["audit"]


def test_the_item_that_names_the_instrument_holds_its_total() -> None:
    total = question("sum", "integer", readOnly=True)
    total["extension"] = [{"url": INSTRUMENT, "valueCode": "phq-9"}]

    (joined,) = recognise(a_form(*phq_items(), total, question("after", "string")))

    assert (joined.total, joined.anchor) == ("sum", "sum")


def test_the_item_with_the_code_of_the_total_holds_it() -> None:
    (joined,) = recognise(a_form(*phq_items(), coded("sum", (LOINC, "44261-6"))))

    assert joined.total == "sum"


def test_a_form_chooses_its_bands_by_name() -> None:
    parts = [
        "nausea",
        "tremor",
        "sweats",
        "anxiety",
        "agitation",
        "touch",
        "sound",
        "sight",
        "head",
        "orientation",
    ]
    items = [coded(part, (PART_SYSTEM, f"ciwa-ar.{part}")) for part in parts]
    for asked, used in (("ciwa-ar#three", "three"), ("ciwa-ar#none-such", "four-21")):
        total = question("sum", "integer", readOnly=True)
        total["extension"] = [{"url": INSTRUMENT, "valueCode": asked}]
        (joined,) = recognise(a_form(*items, total))
        assert joined.instrument.band_set == used


def test_two_sets_of_the_same_questions_are_two_scores() -> None:
    form = a_form(
        group("before", *phq_items(prefix="b"), coded("b-sum", (LOINC, "44261-6"))),
        group("after", *phq_items(prefix="a")),
    )

    first, second = recognise(form)

    assert (first.parts["9"], first.total) == ("b9", "b-sum")
    assert (second.parts["9"], second.total) == ("a9", "")


def test_the_same_question_twice_in_one_place_is_not_guessed_at() -> None:
    assert not keys(a_form(*phq_items(), coded("again", (LOINC, PHQ[0]))))


def test_a_total_that_is_typed_is_a_score_by_itself() -> None:
    form = a_form(coded("paper", (PART_SYSTEM, "sadq.total")))
    (joined,) = recognise(form)

    assert joined.parts == {"total": "paper"}
    assert (joined.total, joined.anchor) == ("", "paper")
    assert score(joined, form, {"paper": Answer(values=(16,))}).band == "moderate"


def test_no_total_is_typed_for_a_tool_that_must_have_none() -> None:
    assert not keys(a_form(coded("paper", (PART_SYSTEM, "c-ssrs.total"))))


def test_news2_takes_the_points_where_a_form_records_points() -> None:
    snomed = {
        "rr": "1104301000000104",
        "spo2": "1104321000000108",
        "o2": "1104331000000105",
        "sbp": "1104341000000101",
        "pulse": "1104351000000103",
        "cons": "1104361000000100",
        "temp": "1104371000000107",
    }
    form = a_form(*[coded(key, ("http://snomed.info/sct", code)) for key, code in snomed.items()])
    (joined,) = recognise(form)
    points = dict(zip(snomed, (2, 2, 0, 0, 1, 0, 0), strict=True))

    assert score(joined, form, _answers(points)).total == 5
    assert score(joined, form, _answers({**points, "rr": 21})).total is None


def _answers(values: dict[str, int]) -> dict[str, Answer]:
    return {key: Answer(values=(value,)) for key, value in values.items()}


def test_a_form_is_looked_through_once() -> None:
    form = a_form(*phq_items())

    assert recognise(form) is recognise(form)


def _published_form(path: str) -> Questionnaire:
    return load((FORMS / path).read_bytes())


def _recorded(path: str) -> dict[str, Answer]:
    response = json.loads((FORMS / path).read_text("utf-8"))
    return dict(_answers_in(response))


def _answers_in(node: dict[str, Any]) -> list[tuple[str, Answer]]:
    found = []
    for item in node.get("item", ()):
        for answer in item.get("answer", ()):
            if coding := answer.get("valueCoding"):
                value = Coding(code=coding["code"], system=coding.get("system", ""))
                found.append((item["linkId"], Answer(values=(value,))))
        found += _answers_in(item)
    return found


@published
@pytest.mark.parametrize(
    ("path", "instrument"),
    [
        (f"{ARGONAUT}/questionnaires/Questionnaire-questionnaire-example-phq9.json", "phq-9"),
        ("LHNCBC+lforms/questionnaires/test_data_R4_argonaut-phq9-ish.json", "phq-9"),
        (
            f"{SDC}/questionnaires/Questionnaire-questionnaire-sdc-profile-example-PHQ9.json",
            "phq-9",
        ),
        (f"{STANFORD}PHQ-9.json", "phq-9"),
        (f"{STANFORD}GAD-7.json", "gad-7"),
        (f"{STANFORD}GCS.json", "gcs"),
        (f"{EXAMPLES}/questionnaires/Questionnaire-gcs.json", "gcs"),
    ],
)
def test_a_published_form_of_a_tool_is_recognised(path: str, instrument: str) -> None:
    assert keys(_published_form(path)) == [instrument]


@published
def test_a_published_form_of_another_tool_is_not() -> None:
    """The prostate questions of the same publisher have the same answers, and are no GAD-7."""
    assert not keys(_published_form(f"{STANFORD}IPSS.json"))


@published
@pytest.mark.parametrize(
    ("form_path", "response_path", "total"),
    [
        (
            f"{ARGONAUT}/questionnaires/Questionnaire-questionnaire-example-phq9.json",
            f"{ARGONAUT}/responses/QuestionnaireResponse-questionnaireresponse-example-phq9.json",
            0,
        ),
        # The publisher's response says 13; its nine answers are 0 0 0 1 2 1 3 2 1.
        (
            f"{SDC}/questionnaires/Questionnaire-questionnaire-sdc-profile-example-PHQ9.json",
            f"{SDC}/responses/QuestionnaireResponse-{SDC_ANSWERS}.json",
            10,
        ),
        (
            f"{EXAMPLES}/questionnaires/Questionnaire-gcs.json",
            f"{EXAMPLES}/responses/QuestionnaireResponse-gcs.json",
            13,
        ),
    ],
)
def test_recorded_answers_make_their_total(form_path: str, response_path: str, total: int) -> None:
    form = _published_form(form_path)
    (joined,) = recognise(form)

    result = score(joined, form, _recorded(response_path))

    assert result.total == total
    assert result.answered == result.of
