"""The built-in screen asks for everything the service must record, in codes that exist."""

import csv
import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from desktop.domain.detention import Detention
from desktop.domain.person import Person
from desktop.domain.screen import Absent, Answer, Coding, ConsentScope, ConsentStatus
from desktop.forms import (
    Item,
    ItemType,
    Questionnaire,
    Verdict,
    enabled_items,
    inspect,
    load,
    scores,
    screen_problems,
)

RAW = (files("resources") / "questionnaires" / "liaison-diversion-screen.json").read_bytes()
DICTIONARY = "https://www.datadictionary.nhs.uk/attributes/"

# The minimum dataset, group by group, and the questions that hold it.
FIELDS = {
    "episode": (
        "today.custody_record today.suite today.arrived today.source today.referred_at"
        " today.reason today.urgency today.setting today.episode today.earlier today.offer"
        " today.not_offered today.noticed_by"
    ),
    "identity": (
        "identity.nhs_number identity.nhs_number_status identity.pnc identity.cro identity.asn"
        " identity.known_as identity.other_names identity.born identity.born_estimated"
        " identity.address identity.uprn identity.postcode identity.phone identity.phone_safe"
        " identity.gp identity.gp_code identity.next_of_kin"
    ),
    "equality": (
        "identity.gender identity.gender_same identity.orientation identity.ethnicity"
        " identity.disability identity.disability_impact identity.religion identity.marital"
        " identity.language identity.interpreter physical.pregnant identity.forces"
    ),
    "circumstances": (
        "home.kind home.settled home.job home.benefits home.debt home.parent home.children_now"
        " home.carer home.education home.immigration home.looked_after home.child_protection"
    ),
    "offence": (
        "legal.offence_group legal.offence_text legal.status legal.first_time legal.previous"
        " legal.orders legal.domestic legal.flags legal.history"
    ),
    "needs": (
        "needs.mental_health needs.learning_disability needs.autism needs.adhd"
        " needs.brain_injury needs.dementia needs.alcohol needs.drugs needs.gambling"
        " needs.physical_health needs.pregnancy needs.self_harm needs.trauma needs.abuse_victim"
        " needs.abuse_perpetrator needs.exploitation needs.housing needs.money needs.work"
        " needs.isolation needs.communication needs.sensory needs.immigration needs.gangs"
    ),
    "current contact": (
        "services.who services.last_seen services.spoken services.spoken_at"
        " medicines.checked_with medicines.checked_at"
    ),
    "risk": (
        "risk.thoughts risk.past risk.to_others risk.from_others risk.neglect risk.absconding"
        " risk.narrative risk.protective risk.plan"
    ),
    "legal": (
        "legal.capacity legal.adult_needed legal.adult_called legal.adult_arrived legal.s136"
        " legal.mha_asked legal.mha_asked_at legal.mha_amhp_called legal.mha_amhp_arrived"
        " legal.mha_began legal.mha_outcome legal.mha_bed"
        " legal.fit_detained legal.fit_interview legal.fit_court"
    ),
    "plan and referral": (
        "referral_1.kind referral_1.service referral_1.urgency referral_1.consent"
        " referral_1.sent referral_1.answer referral_1.rejected_why"
        " referral_1.first_appointment referral_1.attended referral_1.entered"
        " referral_1.entered_on plan.outcome plan.summary"
    ),
    "court": "court.report court.asked_by court.name court.hearing court.sent court.used",
    "closure": "close.reason close.justice close.feedback close.where close.letter",
    "medicines": (
        "medicines.taking medicines.list medicines.each medicines.each.name medicines.each.dose"
        " medicines.each.last_taken"
    ),
    "under 18": (
        "identity.under_18 home.looked_after home.child_protection home.parent_carer"
        " home.youth_worker home.extra_help home.speech_help"
    ),
    "women": "physical.female_practitioner physical.period_needs home.children_now",
    "peer support": "peer.offer peer.referred_on peer.matched",
    "learning": (
        "learning.school learning.reading learning.time learning.home_help learning.worker"
        " learning.benefits learning.told learning.head_injury"
    ),
}


@pytest.fixture(scope="module")
def form() -> Questionnaire:
    return load(RAW)


def coded(code: str, form: Questionnaire, link_id: str) -> Answer:
    option = next(
        option.value
        for option in form.items[link_id].options
        if isinstance(option.value, Coding) and option.value.code == code
    )
    return Answer(values=(option,))


def codings(items: Iterator[Item]) -> Iterator[Coding]:
    for item in items:
        for option in item.options:
            if isinstance(option.value, Coding):
                yield option.value


def dictionary_codes() -> dict[str, set[str]]:
    """Return codes in use by the address of their list; retired ones are not offered."""
    codes: dict[str, set[str]] = {}
    path = files("resources") / "codelists" / "nhs_data_dictionary.csv"
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        if "Retired" not in row["description"]:
            name = row["attribute"].lower().replace(" ", "_").replace("-", "_")
            codes.setdefault(DICTIONARY + name, set()).add(row["code"])
    return codes


def not_in_the_dictionary(found: Iterator[Coding]) -> list[Coding]:
    codes = dictionary_codes()
    return [
        coding
        for coding in found
        if coding.system.startswith(DICTIONARY)
        and coding.code not in codes.get(coding.system, set())
    ]


def test_the_screen_is_taken_without_a_single_finding() -> None:
    inspection = inspect(RAW)

    assert inspection.verdict is Verdict.WORKS
    assert inspection.findings == ()


@pytest.mark.parametrize("group", FIELDS)
def test_the_screen_asks_for_every_field_of_the_dataset(group: str, form: Questionnaire) -> None:
    missing = [link_id for link_id in FIELDS[group].split() if link_id not in form.items]

    assert missing == []


def test_every_way_of_sharing_has_its_own_question(form: Questionnaire) -> None:
    asked = {item.definition for item in form.items.values()}

    for scope in ConsentScope:
        assert f"custody-liaison:consent.{scope}" in asked
    for coding in codings(iter([form.items["consent.court"]])):
        assert coding.code in set(ConsentStatus)


def test_every_nhs_code_offered_is_in_the_dictionary_and_in_use(form: Questionnaire) -> None:
    offered = [c for c in codings(iter(form.items.values())) if c.system.startswith(DICTIONARY)]

    assert len(offered) > 200
    assert not_in_the_dictionary(iter(offered)) == []


def test_a_code_that_does_not_exist_would_be_noticed() -> None:
    made_up = Coding(code="Q", system=DICTIONARY + "ethnic_category", display="Made up")
    retired = Coding(code="17", system=DICTIONARY + "reason_for_referral_to_mental_health")

    assert not_in_the_dictionary(iter([made_up, retired])) == [made_up, retired]


def test_declining_is_an_answer_of_the_program_and_not_a_code_of_a_list(
    form: Questionnaire,
) -> None:
    absent = json.loads(
        (files("resources") / "codelists" / "absent_codes.json").read_text(encoding="utf-8")
    )
    lists = {name.lower().replace(" ", "_").replace("-", "_"): c for name, c in absent.items()}

    for coding in codings(iter(form.items.values())):
        codes = lists.get(coding.system.removeprefix(DICTIONARY), {})
        assert coding.code != codes.get("declined"), coding


def test_codes_for_no_answer_exist_in_the_dictionary() -> None:
    codes = dictionary_codes()
    absent: dict[str, dict[str, str | None]] = json.loads(
        (files("resources") / "codelists" / "absent_codes.json").read_text(encoding="utf-8")
    )

    for attribute, meanings in absent.items():
        name = attribute.lower().replace(" ", "_").replace("-", "_")
        assert {code for code in meanings.values() if code} <= codes[DICTIONARY + name]
        assert set(meanings) <= set(Absent)


def test_a_refused_screen_closes_questions_about_the_person_and_keeps_safety(
    form: Questionnaire,
) -> None:
    refused = enabled_items(
        form, {"consent.screening": coded("refused", form, "consent.screening")}
    )
    agreed = enabled_items(form, {"consent.screening": coded("given", form, "consent.screening")})

    for section in ("home", "physical", "substances", "mental", "needs"):
        assert section not in refused
        assert section in agreed
        assert section in enabled_items(form, {})
    for section in ("today", "risk", "legal", "plan", "closing"):
        assert section in refused


def test_pregnancy_is_asked_of_women_only(form: Questionnaire) -> None:
    woman = {"identity.gender": coded("2", form, "identity.gender")}
    man = {"identity.gender": coded("1", form, "identity.gender")}

    assert "physical.pregnant" in enabled_items(form, woman)
    assert "physical.pregnant" not in enabled_items(form, man)


@pytest.mark.parametrize(
    ("points", "total", "band"),
    [
        (("1", "1", "2"), 4, "lower risk"),
        (("2", "1", "2"), 5, "increasing risk"),
        (("3", "3", "2"), 8, "higher risk"),
        (("4", "4", "3"), 11, "possible dependence"),
        (("4", "4", "4"), 12, "possible dependence"),
    ],
)
def test_audit_c_is_scored_by_the_uk_bands(
    points: tuple[str, str, str], total: int, band: str, form: Questionnaire
) -> None:
    asked = ("alcohol.frequency", "alcohol.amount", "alcohol.heavy")
    answers = {link: coded(code, form, link) for link, code in zip(asked, points, strict=True)}

    score = next(one for one in scores(form, answers) if one.link_id == "alcohol.score")

    assert (score.total, score.band) == (Decimal(total), band)
    assert "Not a diagnosis." in score.notes


def test_one_who_never_drinks_is_not_asked_how_much_and_scores_nothing(
    form: Questionnaire,
) -> None:
    answers = {"alcohol.frequency": coded("0", form, "alcohol.frequency")}

    score = next(one for one in scores(form, answers) if one.link_id == "alcohol.score")

    assert "alcohol.amount" not in enabled_items(form, answers)
    assert (score.total, score.band) == (Decimal(0), "lower risk")


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("mood.score", ("mood.interest", "mood.low")),
        ("worry.score", ("worry.nervous", "worry.control")),
    ],
)
def test_two_question_scores_point_onwards_from_three(
    tool: str, asked: tuple[str, str], form: Questionnaire
) -> None:
    def band(first: str, second: str) -> str:
        codes = zip(asked, (first, second), strict=True)
        answers = {link: coded(code, form, link) for link, code in codes}
        return next(one for one in scores(form, answers) if one.link_id == tool).band

    assert band("1", "1") == "below 3"
    assert band("1", "2").startswith("3 or more: ask the rest")


def test_every_tool_is_scored_once_and_by_its_published_rule(form: Questionnaire) -> None:
    tools = {"alcohol.score": "audit-c", "mood.score": "phq-2", "worry.score": "gad-2"}

    assert {one.link_id: one.instrument for one in scores(form, {})} == tools
    assert len(scores(form, {})) == len(tools)


def test_half_a_score_has_no_total(form: Questionnaire) -> None:
    answers = {"mood.low": coded("3", form, "mood.low")}

    score = next(one for one in scores(form, answers) if one.link_id == "mood.score")

    assert score.total is None


def test_self_harm_is_told_in_words_and_never_as_a_level(form: Questionnaire) -> None:
    risk = [item for item in form.section("risk").walk() if item.is_question()]

    assert all(item.score is None for item in risk)
    labels = [option.label.lower() for item in risk for option in item.options]
    assert not [label for label in labels if label in {"low", "medium", "high", "moderate"}]
    assert form.items["risk.narrative"].required
    assert form.items["risk.plan"].required


def test_every_required_question_can_be_declined(form: Questionnaire) -> None:
    declined = {
        link_id: Answer(absent=Absent.DECLINED)
        for link_id, item in form.items.items()
        if item.required
    }

    assert screen_problems(form, declined) == ()


def test_every_mirrored_field_exists_on_the_record(form: Questionnaire) -> None:
    records = {
        "person": {field.name for field in fields(Person)},
        "detention": {field.name for field in fields(Detention)},
    }
    for item in form.items.values():
        kind, _, name = item.definition.removeprefix("custody-liaison:").partition(".")
        if kind in records:
            assert name in records[kind], item.link_id


def test_questions_are_short_and_carry_no_code_words(form: Questionnaire) -> None:
    for item in form.items.values():
        assert len(item.text) <= 130, item.link_id
        assert item.text == item.text.strip()
        if item.type is ItemType.CHOICE:
            assert item.options, item.link_id


def test_link_ids_say_what_they_hold_and_are_never_counted(form: Questionnaire) -> None:
    raw: dict[str, Any] = json.loads(RAW)

    assert raw["version"] == "1.1.0"
    assert form.canonical == f"{raw['url']}|1.1.0"
    assert len(form.sections) == 12
    assert not [link_id for link_id in form.items if link_id[0].isdigit()]
