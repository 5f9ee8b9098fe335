"""Every published form that we have: looked at without a stumble, used where it can be."""

from collections import Counter
from pathlib import Path
from time import process_time

import pytest

from desktop.forms import (
    ItemType,
    Level,
    enabled_items,
    initial_answers,
    inspect,
    load,
    screen_problems,
    section_state,
    to_questionnaire_response,
)
from desktop.forms.rules import AT_READING
from tests import corpus_verdicts
from tests.unit.desktop.forms.form_builder import CORPUS, NO_CORPUS, given
from tests.unit.desktop.forms.times import NOON

FORMS = sorted((CORPUS / "questionnaires").glob("*/questionnaires/*.json"))
PHQ_9 = [path for path in FORMS if "phq" in path.name.lower() and "9" in path.name]

LARGEST = sorted(FORMS, key=lambda path: path.stat().st_size)[-5:]
# No single item is at fault: the whole form demands it, or the item has no name.
OF_THE_FORM = {"unknown_modifier", "variable_twice", "missing_link_id"}

pytestmark = pytest.mark.skipif(not FORMS, reason=NO_CORPUS)


def test_every_published_form_can_be_looked_at() -> None:
    verdicts: Counter[str] = Counter()
    for path in FORMS:
        seen = inspect(path.read_bytes())
        verdicts[seen.verdict] += 1
        assert all(finding.text for finding in seen.findings), path.name

    assert sum(verdicts.values()) == len(FORMS)
    assert verdicts["works"] + verdicts["works_with_findings"] >= 0.85 * len(FORMS), verdicts


def test_every_refusal_names_its_rule_and_the_item_concerned() -> None:
    for path in FORMS:
        for finding in inspect(path.read_bytes()).findings:
            assert finding.rule in AT_READING
            if finding.level is Level.REFUSED:
                assert finding.link_id or finding.rule in OF_THE_FORM, (path.name, finding)


def test_every_refused_form_stands_in_the_reviewed_list_with_a_reason() -> None:
    page = corpus_verdicts.PAGE.read_text()
    _, refused = corpus_verdicts.look_at_all()
    reasons = corpus_verdicts.reasons(page)

    assert {(each.name, each.rule) for each in refused} == reasons.keys()
    assert "not reviewed**" not in page


@pytest.mark.parametrize("path", LARGEST, ids=lambda path: path.name[:60])
def test_the_largest_published_forms_load_before_anyone_notices(path: Path) -> None:
    raw = path.read_bytes()
    times = []
    for _ in range(5):
        begun = process_time()
        inspect(raw)
        times.append(process_time() - begun)

    assert min(times) < 0.150


def test_every_form_that_is_not_refused_can_be_worked_with() -> None:
    for path in FORMS:
        raw = path.read_bytes()
        if inspect(raw).verdict == "refused":
            continue
        form = load(raw)
        answers = initial_answers(form)
        for section in form.sections:
            section_state(form, answers, section.link_id)
        screen_problems(form, answers)
        response = to_questionnaire_response(
            form, answers, status="in-progress", authored=NOON, subject="urn:a", author="urn:b"
        )
        assert enabled_items(form, answers) <= form.items.keys() | {
            section.link_id for section in form.sections
        }
        assert bool(response.get("item")) >= bool(
            [item for item in answers if form.items[item].can_be_answered]
        ), path.name


@pytest.mark.parametrize("path", PHQ_9, ids=lambda path: path.parts[-3] + "/" + path.name)
def test_a_published_phq_9_can_be_used(path: Path) -> None:
    form = load(path.read_bytes())

    weighed = [item for item in form.items.values() if item.options]
    assert len(weighed) >= 9
    first = weighed[0]
    assert first.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE)
    answers = {first.link_id: given(first.options[0].value)}
    assert first.link_id in enabled_items(form, answers)
    assert not [
        problem for problem in screen_problems(form, answers) if problem.link_id == first.link_id
    ]


def test_the_published_phq_9s_are_there() -> None:
    assert PHQ_9
