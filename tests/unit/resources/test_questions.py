"""What is asked in two screens under one meaning can be told once; risk is asked each time."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pytest

from desktop.forms.model import Item, ItemType, Reuse
from tests.unit.resources.screens_shipped import (
    NAMES,
    QUESTION,
    Asked,
    everything_asked,
    list_of_meanings,
    meanings,
    screen,
)

_BAND = re.compile(
    r"\b(low|medium|moderate|high)(er)?[ -]risk\b|\brisk (is|level|score)\b", re.IGNORECASE
)

# How the person is now, what is judged and what is decided: never carried over from an earlier
# answer, in any screen.
NEVER_CARRIED = """
    self-harm-thoughts-now self-harm-thoughts-now-words self-harm-today now-harder risk-narrative
    risk-plan harm-to-others harm-from-others self-neglect absconding safeguarding
    children-concern swallowed-or-hidden intoxicated-now voices-now alarm-signs pain-now
    seen-manner seen-orientation seen-speech seen-words impression examination
    mood-interest mood-low worry-nervous worry-control phq-2-total gad-2-total audit-c-total
    fit-detained fit-interview fit-charged fit-moved fit-released fit-court fit-words
    observation-advised capacity adult-needed adult-why rousing-wakes rousing-answers
    rousing-obeys withdrawal-signs drugs-withdrawal consent-examination care-instructions
    plan-summary urgency pregnancy-alarm
"""
KEPT = """
    conditions medicines-taken medicines-list opioid-substitute diet smoking known-as gp-practice
    next-of-kin learning-school learning-reading services-now services-who parent accommodation
    armed-forces interpreter-needed help-needed-daily
"""
ONCE_SO = """
    allergy allergy-words mental-diagnosis mental-hospital self-harm-past self-harm-past-words
    self-harm-in-custody
"""
OF_THIS_DETENTION = """
    alcohol-last-drink offence-text legal-status adult-called hurt-today pregnant
    consent-screening consent-court drugs-used alcohol-frequency
"""


def normalised(label: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", label.lower()).strip()


def labels_of_two_meanings(asked: Iterable[Asked]) -> dict[str, set[str]]:
    """Return the labels that stand over questions of different codes."""
    codes = defaultdict(set)
    for one in asked:
        codes[normalised(one.item.text)].add(one.code())
    return {label: found for label, found in codes.items() if len(found) > 1}


def answers_that_cannot_be_shared(asked: Iterable[Asked]) -> set[str]:
    """Return codes whose questions differ in type, in number of answers or in their options."""
    kinds = defaultdict(set)
    for one in asked:
        kinds[one.code()].add((one.item.type, one.item.repeats, one.options(), one.item.units))
    return {code for code, found in kinds.items() if len(found) > 1}


def asked_twice(asked: Iterable[Asked]) -> list[tuple[str, str]]:
    places = Counter((one.form, one.code()) for one in asked)
    return [place for place, count in places.items() if count > 1]


def bands_in(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if _BAND.search(text)]


def test_every_question_says_what_it_means_in_a_code_of_the_list() -> None:
    nameless = [one.item.link_id for one in everything_asked() if one.code() not in meanings()]

    assert len(everything_asked()) > 600
    assert nameless == []


def test_every_meaning_of_the_list_is_asked_somewhere() -> None:
    assert set(meanings()) == {one.code() for one in everything_asked()}


def test_a_question_is_reused_as_the_list_says() -> None:
    differing = [
        one.item.link_id
        for one in everything_asked()
        if one.item.reuse.value != meanings()[one.code()]["reuse"]
    ]

    assert differing == []


def test_a_question_has_the_kind_of_answer_that_the_list_says() -> None:
    for one in everything_asked():
        meaning = meanings()[one.code()]
        assert one.item.type.value == meaning["type"], one.item.link_id
        assert one.item.repeats is meaning.get("many", False), one.item.link_id
        assert bool(one.options()) is ("options" in meaning), one.item.link_id


def test_public_codes_stand_on_the_question_as_in_the_list() -> None:
    for one in everything_asked():
        also = {(code["system"], code["code"]) for code in meanings()[one.code()].get("also", ())}
        found = {(code.system, code.code) for code in one.item.codes if code.system != QUESTION}
        assert found == also, one.item.link_id


def test_an_answer_fits_every_question_of_the_same_meaning() -> None:
    assert answers_that_cannot_be_shared(everything_asked()) == set()


def test_a_shared_meaning_with_other_options_would_be_noticed() -> None:
    first = next(one for one in everything_asked() if one.code() == "smoking")
    shorter = Asked(first.form, replace(first.item, options=first.item.options[:2]))

    assert answers_that_cannot_be_shared([first, shorter]) == {"smoking"}


def test_the_same_words_ask_for_the_same_thing() -> None:
    assert labels_of_two_meanings(everything_asked()) == {}


def test_the_same_words_over_two_meanings_would_be_noticed() -> None:
    diet = next(one for one in everything_asked() if one.code() == "diet")
    other = next(one for one in everything_asked() if one.code() == "smoking")
    confused = Asked("elsewhere", replace(other.item, text="Do you need a SPECIAL diet"))

    assert labels_of_two_meanings([diet, confused]) == {
        "do you need a special diet": {"diet", "smoking"}
    }


def test_no_screen_asks_twice_for_the_same_thing() -> None:
    assert asked_twice(everything_asked()) == []


def test_asking_twice_in_one_screen_would_be_noticed() -> None:
    diet = next(one for one in everything_asked() if one.code() == "diet")

    assert asked_twice([diet, diet]) == [(diet.form, "diet")]


@pytest.mark.parametrize("code", NEVER_CARRIED.split())
def test_how_the_person_is_now_is_asked_anew_each_time(code: str) -> None:
    assert meanings()[code]["reuse"] == Reuse.NEVER


@pytest.mark.parametrize(
    ("codes", "reuse"),
    [
        (KEPT, Reuse.LASTING),
        (ONCE_SO, Reuse.ONCE_SO),
        (OF_THIS_DETENTION, Reuse.DETENTION),
    ],
)
def test_what_was_told_is_kept_for_as_long_as_it_stays_so(codes: str, reuse: Reuse) -> None:
    assert [code for code in codes.split() if meanings()[code]["reuse"] != reuse] == []


def test_nothing_about_self_harm_now_is_kept_longer_than_the_question() -> None:
    kept = [
        code
        for code, meaning in meanings().items()
        if ("self-harm" in code or "risk" in code) and meaning["reuse"] == Reuse.LASTING
    ]

    assert kept == []


def test_screens_share_what_they_have_in_common() -> None:
    asked = defaultdict(set)
    for one in everything_asked():
        asked[one.form].add(one.code())
    screened = asked["liaison-diversion-screen"]

    assert len(asked["custody-health-assessment"] & screened) > 90
    assert len(asked["street-triage-contact"] & screened) > 40
    assert len(asked["pre-release-risk-assessment"] & screened) > 20


def test_link_ids_of_two_screens_cannot_be_confused() -> None:
    beginnings = {
        name: {link_id.partition(".")[0] for link_id in screen(name).items} for name in NAMES
    }

    for name, others in ((name, [one for one in NAMES if one != name]) for name in NAMES):
        for other in others:
            assert not beginnings[name] & beginnings[other], (name, other)


def test_no_screen_puts_a_level_to_the_risk_of_suicide() -> None:
    for name in NAMES:
        items = screen(name).items.values()
        assert bands_in(words for item in items for words in _words(item)) == []
    risk = [one for one in everything_asked() if re.search(r"self-harm|risk", one.code())]
    assert len(risk) > 10
    assert all(one.item.score is None for one in risk)


def test_a_level_of_risk_would_be_noticed() -> None:
    assert bands_in(["High risk", "Medium-risk of self-harm", "The risk level", "At risk"]) == [
        "High risk",
        "Medium-risk of self-harm",
        "The risk level",
    ]


def test_the_list_names_its_version_and_where_it_comes_from() -> None:
    read = list_of_meanings()

    assert read["system"] == QUESTION
    assert read["version"] == "1.0.0"
    assert "LOINC" in read["source"]
    codes = [one["code"] for one in read["questions"]]
    assert len(codes) == len(set(codes))
    for one in read["questions"]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one["code"])
        assert 3 <= len(one["meaning"]) <= 100, one["code"]
        assert one["type"] in set(ItemType)
        assert one["reuse"] in set(read["reuse"])


def _words(item: Item) -> Iterable[str]:
    # The bands of a published alcohol score are no level of the risk of suicide.
    yield from (item.text, item.hint, *(option.label for option in item.options))
