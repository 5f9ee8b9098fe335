"""A published form: looked at, put to use once, answered and finished; and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import forms
from desktop.domain.screen import Answer, ScreenStatus
from desktop.errors import NotFoundError
from desktop.forms import FormRefusedError, scores
from desktop.services.questionnaires import (
    LIAISON_SCREEN,
    FormAlreadyInUseError,
    FormTooLargeError,
    built_in,
    built_in_index,
    newest_of,
)
from desktop.services.screening import IncompleteScreenError
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import a_form, fill_what_is_needed

_CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "questionnaires"
_PHQ_9 = "StanfordBDHG+ResearchKitOnFHIR/questionnaires/hist_Sources_FHIRQuestionnaires_Resources_PHQ-9.json"  # noqa: E501 -- a path
_HUNGER = "HL7+fhir-sdoh-clinicalcare/questionnaires/fsh_SDOHCC-QuestionnaireHungerVitalSign.json"
_GAD_7 = "StanfordBDHG+ResearchKitOnFHIR/questionnaires/hist_Sources_FHIRQuestionnaires_Resources_GAD-7.json"  # noqa: E501 -- a path


def published(name: str) -> bytes:
    path = _CORPUS / name
    if not path.exists():
        pytest.skip(f"needs ../shared/corpus/questionnaires/{name}")
    return path.read_bytes()


@pytest.mark.parametrize("name", [_PHQ_9, _HUNGER, _GAD_7])
def test_a_published_form_is_used_from_import_to_the_last_answer(desk: Desk, name: str) -> None:
    raw = published(name)
    found = desk.services.inspect_form(raw)
    assert str(found.verdict) in ("works", "works_with_findings")

    form = desk.services.import_form(raw)
    choice = next(one for one in desk.services.list_forms() if one.form_id == form.id)
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, choice.canonical)
    for link_id, item in opened.questionnaire.items.items():
        if item.options and item.type.value == "choice":
            worst = Answer(values=(item.options[-1].value,))
            desk.services.answer_question(opened.screen.id, link_id, worst)
    fill_what_is_needed(desk, opened)
    done = desk.services.complete_screen(opened.screen.id)

    assert (form.raw, form.title, choice.title) == (raw, found.title, found.title)
    assert done.status is ScreenStatus.COMPLETED
    assert done.questionnaire == form.canonical
    assert done.questionnaire_sha256 == form.sha256
    assert len(done.answers) >= 2


def test_the_published_phq_9_is_put_to_use_with_its_nine_questions(desk: Desk) -> None:
    form = desk.services.import_form(published(_PHQ_9))

    questionnaire = forms.load(form.raw)

    asked = [item for item in questionnaire.items.values() if item.options]
    assert len(asked) >= 9
    assert scores(questionnaire, {}) is not None


def test_importing_again_changes_nothing(desk: Desk) -> None:
    first = desk.services.import_form(a_form())
    waiting = desk.services.sync_state().waiting

    again = desk.services.import_form(a_form())

    assert again == first
    assert desk.services.sync_state().waiting == waiting
    assert len(desk.services.list_forms()) == len(newest_of(built_in_index())) + 1


def test_another_form_under_the_same_name_is_refused(desk: Desk) -> None:
    desk.services.import_form(a_form())

    with pytest.raises(FormAlreadyInUseError):
        desk.services.import_form(a_form(title="Sleep, shortened"))

    assert desk.services.import_form(a_form(version="2")).canonical.endswith("|2")


def test_our_own_screen_cannot_be_imported_over(desk: Desk) -> None:
    *_, ours = (one for name, one in built_in().items() if name.startswith(LIAISON_SCREEN))

    with pytest.raises(FormAlreadyInUseError):
        desk.services.import_form(ours.raw)
    changed = json.loads(ours.raw)
    changed["title"] = "Not ours"
    with pytest.raises(FormAlreadyInUseError):
        desk.services.import_form(json.dumps(changed).encode())

    assert ours.title in [one.title for one in desk.services.list_forms()]
    assert len(desk.services.list_forms()) == len(newest_of(built_in_index()))


def test_the_newest_version_is_the_one_in_use_by_its_bare_name(desk: Desk) -> None:
    person = desk.person()
    desk.services.import_form(a_form())
    old = desk.services.start_screen(person.id, None, "https://forms.example/sleep")
    desk.clock.on(1)
    desk.services.import_form(a_form(version="2", title="Sleep again"))

    new = desk.services.start_screen(person.id, None, "https://forms.example/sleep")

    assert (old.questionnaire.title, new.questionnaire.title) == ("Sleep", "Sleep again")
    assert desk.services.open_screen(old.screen.id).questionnaire.title == "Sleep"


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"{}", b'{"resourceType": "Patient"}', b"\xff\xfe\x00", b"[" * 100_000]
)
def test_what_is_no_form_is_refused_and_nothing_is_added(desk: Desk, raw: bytes) -> None:
    assert str(desk.services.inspect_form(raw).verdict) == "refused"

    with pytest.raises(FormRefusedError) as caught:
        desk.services.import_form(raw)

    assert caught.value.findings
    assert len(desk.services.list_forms()) == len(newest_of(built_in_index()))


def test_a_form_too_large_to_be_shared_is_refused(desk: Desk) -> None:
    items: list[dict[str, Any]] = [
        {"linkId": f"q{number}", "text": "x" * 900, "type": "boolean"} for number in range(300)
    ]

    with pytest.raises(FormTooLargeError):
        desk.services.import_form(a_form(item=items))

    assert desk.services.import_form(a_form(item=items[:200])).is_active


def test_a_form_that_is_not_here_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.services.start_screen(desk.person().id, None, "https://forms.example/none")


def test_an_imported_form_travels_to_the_other_desk(desk: Desk, other_desk: Desk) -> None:
    item = {"linkId": "sleep", "text": "Did you sleep?", "type": "boolean", "required": True}
    form = desk.services.import_form(a_form(item=[item]))
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, form.canonical)
    other_desk.takes_from(desk)

    with pytest.raises(IncompleteScreenError):
        other_desk.services.complete_screen(opened.screen.id)
    other_desk.services.open_screen(opened.screen.id)
    other_desk.services.answer_question(opened.screen.id, "sleep", Answer(values=(False,)))

    assert other_desk.services.complete_screen(opened.screen.id).answers["sleep"].values == (False,)
    assert other_desk.services.import_form(a_form(item=[item])).id == form.id
