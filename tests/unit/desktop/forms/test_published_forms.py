"""Every published form that we have: looked at without a stumble, used where it can be."""

from collections import Counter
from pathlib import Path

import pytest

from desktop.forms import (
    ItemType,
    enabled_items,
    initial_answers,
    inspect,
    load,
    screen_problems,
    section_state,
    to_questionnaire_response,
)
from tests.unit.desktop.forms.form_builder import CORPUS, NO_CORPUS, given
from tests.unit.desktop.forms.times import NOON

FORMS = sorted((CORPUS / "questionnaires").glob("*/questionnaires/*.json"))
PHQ_9 = [path for path in FORMS if "phq" in path.name.lower() and "9" in path.name]

pytestmark = pytest.mark.skipif(not FORMS, reason=NO_CORPUS)


def test_every_published_form_can_be_looked_at() -> None:
    verdicts: Counter[str] = Counter()
    for path in FORMS:
        seen = inspect(path.read_bytes())
        verdicts[seen.verdict] += 1
        assert all(finding.text for finding in seen.findings), path.name

    assert sum(verdicts.values()) == len(FORMS)
    assert verdicts["works"] + verdicts["works_with_findings"] > len(FORMS) / 2, verdicts
    assert verdicts["refused"] > len(FORMS) / 10, verdicts


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
