"""Court templates quote only what the screen asks, in sentences that can be completed."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest

from desktop.demo.interview import liaison_form
from desktop.demo.night import a_night
from desktop.domain.court_report import ReportSection
from desktop.domain.person import Gender
from desktop.domain.screen import Coding, ConsentScope
from desktop.forms import Filling
from desktop.services.questionnaires import built_in_index
from desktop.services.report_templates import TemplateFiller

KEYS = ("same_day", "verbal_update")
PLACE = re.compile(r"\{([^{}]*)\}")
PERSON = {"name", "they", "They", "them", "their", "Their", "themself"}
NEVER_SAID = {
    "legal": "offence_text offence_group flags history previous orders",
    "identity": "next_of_kin address phone gender_same orientation",
    "risk": "thoughts_words past_words to_others_words from_others_words safeguarding_words"
    " narrative plan observation",
    "seen": "words impression",
    "drugs": "concealed injects",
    "alcohol": "score",
    "mood": "score interest low",
    "worry": "score",
    "home": "children_now",
    "services": "spoken_words",
}


def template(key: str) -> dict[str, Any]:
    path = files("resources") / "court_reports" / f"{key}.json"
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def lines(read: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in read["sections"]:
        yield from section["lines"]


def quoted(line: dict[str, Any]) -> set[str]:
    places = PLACE.findall(line["text"])
    answers = {place.removeprefix("answer:") for place in places if place.startswith("answer:")}
    return {line["when"], *answers}


def unknown_links(read: dict[str, Any]) -> set[str]:
    known = liaison_form().items
    return {link_id for line in lines(read) for link_id in quoted(line) if link_id not in known}


def unknown_codes(read: dict[str, Any]) -> list[tuple[str, str]]:
    form = liaison_form()
    return [
        (line["when"], code)
        for line in lines(read)
        for code in (*line.get("equals", ()), *line.get("excludes", ()))
        if code not in _codes(form.items[line["when"]].options)
    ]


def _codes(options: tuple[Any, ...]) -> set[str]:
    codes = {option.value.code for option in options if isinstance(option.value, Coding)}
    return codes or {"true", "false"}


def sentences(read: dict[str, Any]) -> Iterator[str]:
    for section in read["sections"]:
        yield from section["opening"]
        yield from (line["text"] for line in section["lines"])
        yield from section["closing"]
        if section["if_empty"]:
            yield section["if_empty"]


@pytest.mark.parametrize("key", KEYS)
def test_a_template_quotes_only_questions_of_its_screen(key: str) -> None:
    read = template(key)

    assert read["key"] == key
    assert read["questionnaire"] in built_in_index()  # A version that ships, of this screen.
    assert read["questionnaire"].startswith(liaison_form().canonical.partition("|")[0] + "|")
    assert unknown_links(read) == set()
    assert unknown_codes(read) == []


def test_an_unknown_question_or_code_would_be_noticed() -> None:
    bad = {
        "sections": [
            {
                "lines": [
                    {"when": "alcohol.frequency", "equals": ["9"], "text": "{answer:no.such}."},
                ]
            }
        ]
    }

    assert unknown_links(bad) == {"no.such"}
    assert unknown_codes(bad) == [("alcohol.frequency", "9")]


@pytest.mark.parametrize("key", KEYS)
def test_every_place_in_a_sentence_can_be_filled(key: str) -> None:
    for sentence in sentences(template(key)):
        for place in PLACE.findall(sentence):
            is_verb = place.count("|") == 1 and ":" not in place
            assert place in PERSON or place.startswith("answer:") or is_verb, sentence
        assert "{" not in PLACE.sub("", sentence)
        assert sentence.endswith((".", ".]")), sentence


@pytest.mark.parametrize("key", KEYS)
def test_a_verb_after_they_always_has_both_forms(key: str) -> None:
    for sentence in sentences(template(key)):
        after = re.findall(r"\{[Tt]hey\} (\S+)", sentence)
        plain = [word for word in after if not word.startswith("{")]
        assert not [word for word in plain if not word.endswith("ed") and word not in PAST]


PAST = {"came", "knew", "did", "spoke", "would"}


@pytest.mark.parametrize("key", KEYS)
def test_a_report_never_quotes_what_a_court_must_not_be_given(key: str) -> None:
    said = {link_id for line in lines(template(key)) for link_id in quoted(line)}

    never = {f"{group}.{name}" for group, names in NEVER_SAID.items() for name in names.split()}
    assert said.isdisjoint(never)
    assert never <= set(liaison_form().items)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_drafted_without_consent_to_tell_the_court(key: str) -> None:
    read = template(key)

    assert read["scope"] == ConsentScope.COURT
    assert {line["scope"] for line in lines(read) if "scope" in line} <= set(ConsentScope)


def test_the_options_block_is_off_until_a_service_wants_it() -> None:
    sections = {section["key"]: section for section in template("same_day")["sections"]}

    assert not sections["options"]["is_on"]
    assert all(section["is_on"] for key, section in sections.items() if key != "options")


def test_medicines_are_reported_and_then_checked_or_said_to_be_unchecked() -> None:
    texts = [line["text"] for line in lines(template("same_day"))]

    assert "{They} {reports|report} taking: {answer:medicines.list}." in texts
    assert "Verified with: {answer:medicines.checked_with}." in texts
    assert "This has not been verified." in texts
    assert "{They} {reports|report} a diagnosis of: {answer:mental.diagnosis_words}." in texts


def drafted(key: str, gender: Gender, scopes: frozenset[ConsentScope]) -> dict[str, ReportSection]:
    now = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
    night = a_night(seed=1, detentions=4, suite="Southend", now=now)
    kelly = next(person for person in night.people if person.family_name == "Marsh")
    screen = next(one for one in night.screens if one.person_id == kelly.id)
    person = replace(kelly, gender=gender)
    filling = Filling(liaison_form(), screen.answers, is_reopened=True)
    return TemplateFiller(person, filling, scopes).sections(template(key))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    ("gender", "sentence"),
    [
        (Gender.FEMALE, "She reports a diagnosis of: emotionally unstable personality disorder"),
        (Gender.MALE, "He reports a diagnosis of: emotionally unstable personality disorder"),
        (Gender.NOT_KNOWN, "They report a diagnosis of: emotionally unstable personality disorder"),
    ],
)
def test_a_draft_speaks_of_the_person_as_recorded(key: str, gender: Gender, sentence: str) -> None:
    text = " ".join(one.text for one in drafted(key, gender, frozenset(ConsentScope)).values())

    assert sentence in text
    assert "Verified with: Summary Care Record and Drug and alcohol service." in text
    assert "{" not in text
    assert ".." not in text


@pytest.mark.parametrize("key", KEYS)
def test_without_consent_a_draft_says_nothing_about_the_person(key: str) -> None:
    nothing = drafted(key, Gender.FEMALE, frozenset({ConsentScope.SCREENING}))

    assert all(one.sources == () for one in nothing.values())
    text = " ".join(one.text for one in nothing.values())
    assert not re.search(r"\b(She|she|her|Her|need|diagnosis of|taking)\b", text)


def test_referrals_are_named_only_where_that_was_agreed() -> None:
    all_but_referral = frozenset(ConsentScope) - {ConsentScope.REFERRAL}

    agreed = drafted("same_day", Gender.FEMALE, frozenset(ConsentScope))["plan"].text
    refused = drafted("same_day", Gender.FEMALE, all_but_referral)["plan"].text

    assert "Referral for her: Housing options." in agreed
    assert "referred" not in refused
