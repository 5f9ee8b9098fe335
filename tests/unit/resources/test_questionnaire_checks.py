"""The checks of the shipped forms warn of what does not fit, of nothing else, and stop nobody."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from desktop.domain.screen import Absent, Answer, Coding, Value
from desktop.forms import ItemType, Questionnaire, SectionState, load
from desktop.forms.filling import Filling
from desktop.forms.model import Constraint
from desktop.forms.results import Problem
from desktop.services.questionnaires import built_in_index, newest_of
from tests.unit.desktop.forms.times import NOON
from tests.unit.resources.check_cases import Case, cases
from tests.unit.resources.screens_shipped import NAMES, screen
from tests.unit.resources.test_questionnaire_keys import hold_healthy_interview

FOLDER = files("resources") / "questionnaires"
CHECKED = sorted({case.form for case in cases()})
CONSTRAINT = "http://hl7.org/fhir/StructureDefinition/targetConstraint"

each_case = pytest.mark.parametrize("case", list(cases()), ids=str)
each_form = pytest.mark.parametrize("name", CHECKED)


def raw_of(name: str) -> bytes:
    return FOLDER.joinpath(*f"{name}.json".split("/")).read_bytes()


@cache
def form_named(name: str) -> Questionnaire:
    return load(raw_of(name))


def without_checks(node: Any) -> Any:
    """Return the form as it was before it had any."""
    if isinstance(node, list):
        return [without_checks(one) for one in node if not _is_check(one)]
    if isinstance(node, dict):
        return {key: without_checks(one) for key, one in node.items()}
    return node


def _is_check(node: Any) -> bool:
    return isinstance(node, dict) and node.get("url") == CONSTRAINT


def answers_of(form: Questionnaire, said: Mapping[str, str]) -> dict[str, Answer]:
    return {link_id: _answer(form, link_id, words) for link_id, words in said.items()}


def _answer(form: Questionnaire, link_id: str, words: str) -> Answer:
    item = form.items[link_id]
    if item.type is ItemType.BOOLEAN:
        return Answer(values=({"yes": True, "no": False}[words],))
    if item.options:
        return Answer(values=tuple(_option(form, link_id, one) for one in words.split(",")))
    return Answer(values=(int(words) if item.type is ItemType.INTEGER else words,))


def _option(form: Questionnaire, link_id: str, code: str) -> Value:
    values = (option.value for option in form.items[link_id].options)
    return next(one for one in values if isinstance(one, Coding) and one.code == code)


def filled(form: Questionnaire, answers: Mapping[str, Answer], age: int | None = None) -> Filling:
    names = {} if age is None else {"age": age}
    return Filling(form, answers, names=names, now=NOON)


def checks_of(form: Questionnaire) -> Iterator[tuple[str, Constraint]]:
    for item in form.items.values():
        for constraint in item.logic.constraints:
            yield item.link_id, constraint


def warned(filling: Filling, key: str) -> list[Problem]:
    """Return what the check of that name says."""
    meant = [(at, one.human) for at, one in checks_of(filling.questionnaire) if one.key == key]
    found = filling.problems()
    return [one for one in found if (one.link_id, one.details.get("rule", "")) in meant]


@each_case
def test_a_check_warns_of_what_does_not_fit_and_stops_nobody(case: Case) -> None:
    form = form_named(case.form)
    (problem,) = warned(filled(form, answers_of(form, case.wrong), case.age), case.key)

    assert problem.is_warning


@each_case
def test_a_check_is_silent_where_the_answers_fit(case: Case) -> None:
    form = form_named(case.form)
    age = 30 if case.mended == case.wrong else case.age

    assert warned(filled(form, answers_of(form, case.mended), age), case.key) == []


@each_case
def test_a_check_is_silent_while_any_answer_that_it_reads_is_missing(case: Case) -> None:
    form = form_named(case.form)
    wrong = answers_of(form, case.wrong)
    for link_id in wrong:
        fewer = {one: answer for one, answer in wrong.items() if one != link_id}
        declined = wrong | {link_id: Answer(absent=Absent.DECLINED)}
        assert warned(filled(form, fewer, case.age), case.key) == [], link_id
        assert warned(filled(form, declined, case.age), case.key) == [], link_id
    if case.age is not None:
        assert warned(filled(form, wrong), case.key) == []


@each_form
def test_nothing_would_be_noticed_in_a_form_without_checks(name: str) -> None:
    bare = load(json.dumps(without_checks(json.loads(raw_of(name)))).encode())

    for case in (one for one in cases() if one.form == name):
        filling = filled(bare, answers_of(bare, case.wrong), case.age)
        assert not [one for one in filling.problems() if one.is_warning], str(case)


@each_form
def test_an_empty_form_has_nothing_to_check(name: str) -> None:
    filling = filled(form_named(name), {}, 15)

    assert not [one for one in filling.problems() if one.is_warning]
    assert filling.warnings() == ()


@each_form
def test_every_check_has_a_case_and_every_form_with_checks_is_tested(name: str) -> None:
    keys = {constraint.key for _, constraint in checks_of(form_named(name))}
    shipped = {one.file.name for one in newest_of(built_in_index()) if _has_checks(one.canonical)}

    assert keys == {case.key for case in cases() if case.form == name}
    assert shipped == {f"{one.rpartition('/')[2]}.json" for one in CHECKED}


def _has_checks(canonical: str) -> bool:
    return CONSTRAINT.encode() in built_in_index()[canonical].file.read_bytes()


@each_form
def test_a_check_is_a_warning_in_one_sentence_that_says_what_to_do(name: str) -> None:
    checks = [constraint for _, constraint in checks_of(form_named(name))]

    assert len({one.key for one in checks}) == len(checks)
    for one in checks:
        assert not one.is_error, one.key
        assert re.fullmatch(r"[^.!]+[^.!\s]\.", one.human.replace("1.1", "").replace("33.3", ""))
        assert ":" in one.human, f"{one.key}: what to do stands after the colon"
        assert len(one.human) <= 220, one.key


@each_form
def test_a_check_quotes_questions_as_they_stand_in_the_form(name: str) -> None:
    form = form_named(name)
    words = {item.text for item in form.items.values()}
    words |= {option.label for item in form.items.values() for option in item.options}

    for _, one in checks_of(form):
        assert set(re.findall(r"“(.+?)”", one.human)) <= words, one.key


@each_form
def test_a_check_says_where_it_comes_from_or_that_it_is_unverified(name: str) -> None:
    reasons = list(_reasons(json.loads(raw_of(name))))

    assert len(reasons) == len(list(checks_of(form_named(name))))
    assert [one for one in reasons if not one.startswith(("Source: ", "Unverified: "))] == []


def _reasons(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _reasons(one)
    elif isinstance(node, dict):
        if _is_check(node):
            parts = {part["url"]: part for part in node["extension"]}
            yield parts.get("requirements", {}).get("valueMarkdown", "")
        for one in node.values():
            yield from _reasons(one)


@pytest.mark.parametrize("name", NAMES)
def test_a_healthy_person_meets_no_check_and_no_key_more_than_before(name: str) -> None:
    form = screen(name)
    before = load(built_in_index()[f"{form.canonical.partition('|')[0]}|1.0.0"].file.read_bytes())
    answers, met, keys = hold_healthy_interview(form)

    told_by_then = NOON + timedelta(days=365)
    assert Filling(form, answers, names={"age": 30}, now=told_by_then).problems() == ()
    assert hold_healthy_interview(before)[1:] == (met, keys)


def test_a_section_with_nothing_but_a_warning_is_complete() -> None:
    form = form_named("instruments/news2")
    said = {"news2.when": NOON.isoformat(), "news2.sbp": "80", "news2.dbp": "120"}
    filling = filled(form, answers_of(form, said))

    assert len(warned(filling, "lower-above-upper")) == 1
    assert filling.section_state("news2") is not SectionState.PROBLEM


def test_of_several_medicines_the_one_that_nobody_confirmed_is_named() -> None:
    form = form_named("custody-health-assessment")
    said = {"hcp.taking": "yes", "hcp.medicine.decision": "give", "hcp.medicine.checked": "gp"}
    filling = filled(form, answers_of(form, said))
    filling.add_block("hcp.medicine", "b")
    filling.put("hcp.medicine.decision\x1fb", _answer(form, "hcp.medicine.decision", "give"))

    (problem,) = warned(filling, "given-unconfirmed")

    assert problem.place() == "hcp.medicine\x1fb"


def test_a_value_that_is_hard_to_believe_is_taken_and_only_the_impossible_is_not() -> None:
    form = form_named("custody-health-assessment")

    def owed(glucose: str) -> list[str]:
        filling = filled(form, answers_of(form, {"hcp.glucose": glucose}))
        found = [one for one in filling.problems() if one.link_id == "hcp.glucose"]
        return [one.message_key for one in found if not one.is_warning]

    assert owed("90") == []
    assert owed("151") == ["form.above_maximum"]


@each_form
def test_the_version_before_the_checks_is_kept_and_asks_the_same(name: str) -> None:
    form = form_named(name)
    url, _, version = form.canonical.partition("|")
    before = load(built_in_index()[f"{url}|1.0.0"].file.read_bytes())

    assert version == "1.1.0"
    assert [canonical for canonical in _in_use() if canonical.startswith(f"{url}|")] == [
        form.canonical
    ]
    assert list(form.items) == list(before.items)
    assert [item.text for item in form.items.values()] == [
        item.text for item in before.items.values()
    ]


def _in_use() -> list[str]:
    return [one.canonical for one in newest_of(built_in_index())]
