"""Warnings that a screen's answers give reason for: told once, in plain words, never decided."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from desktop.domain.detention import Detention
from desktop.domain.person import MarkerKind
from desktop.domain.screen import Absent, Answer, Coding
from desktop.services.proposed_warnings import warning_rules
from desktop.services.questionnaires import HEALTH_ASSESSMENT
from desktop.services.values import OpenScreen
from desktop.wording.clinical import clinical_date
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import answer_all, code
from tests.unit.resources.screens_shipped import everything_asked, meanings

RASH = "allergic to penicillin,\nrash"
YES, NO = Answer(values=(True,)), Answer(values=(False,))
ALLERGIC = {"hcp.allergy": YES, "hcp.allergy_words": Answer(values=(RASH,))}
Told = list[tuple[MarkerKind, str, str]]


def assessed(desk: Desk, stay: Detention) -> OpenScreen:
    return desk.services.start_screen(stay.person_id, stay.id, HEALTH_ASSESSMENT)


def told(desk: Desk, opened: OpenScreen, answers: Mapping[str, Answer]) -> Told:
    answer_all(desk, opened, answers)
    found = desk.services.proposed_warnings(opened.screen.id)
    return [(one.kind, one.note, one.because) for one in found]


def chosen(opened: OpenScreen, link_id: str, *codes: str) -> Answer:
    values = (code(opened.questionnaire, link_id, one).values[0] for one in codes)
    return Answer(values=tuple(values))


def test_an_allergy_is_proposed_in_the_words_that_were_typed(desk: Desk) -> None:
    opened = assessed(desk, desk.stay())

    assert told(desk, opened, ALLERGIC) == [
        (MarkerKind.ALLERGY, "allergic to penicillin, rash", "hcp.allergy")
    ]


def test_an_allergy_without_words_is_proposed_all_the_same(desk: Desk) -> None:
    opened = assessed(desk, desk.stay())

    assert told(desk, opened, {"hcp.allergy": YES}) == [(MarkerKind.ALLERGY, "", "hcp.allergy")]


@pytest.mark.parametrize("answer", [NO, Answer(), Answer(absent=Absent.DECLINED)])
def test_what_is_not_so_or_not_told_gives_no_reason(desk: Desk, answer: Answer) -> None:
    opened = assessed(desk, desk.stay())

    assert told(desk, opened, {**ALLERGIC, "hcp.allergy": answer}) == []


def test_what_no_longer_applies_gives_no_reason(desk: Desk) -> None:
    opened = assessed(desk, desk.stay())
    drinks = code(opened.questionnaire, "hcp.alcohol", "4")
    never = code(opened.questionnaire, "hcp.alcohol", "0")
    fits = {"hcp.stopping": chosen(opened, "hcp.stopping", "fits", "seeing_things")}

    while_it_applies = told(desk, opened, {"hcp.alcohol": drinks, **fits})

    assert while_it_applies == [
        (MarkerKind.WITHDRAWAL, "Alcohol: Fits; Seeing or hearing things", "hcp.stopping")
    ]
    assert told(desk, opened, {"hcp.alcohol": never}) == []


def test_what_the_banner_says_already_is_left_out(desk: Desk) -> None:
    stay = desk.stay()
    desk.services.mark_warning(
        stay.person_id, MarkerKind.ALLERGY, "Allergic to penicillin, rash. Seen in 2024"
    )

    assert told(desk, assessed(desk, stay), ALLERGIC) == []


def test_another_allergy_than_the_one_in_the_banner_is_proposed(desk: Desk) -> None:
    stay = desk.stay()
    desk.services.mark_warning(stay.person_id, MarkerKind.ALLERGY, "Nuts")
    desk.services.mark_warning(stay.person_id, MarkerKind.MEDICAL, RASH)

    assert [kind for kind, *_ in told(desk, assessed(desk, stay), ALLERGIC)] == [MarkerKind.ALLERGY]


def test_a_warning_that_was_ended_is_proposed_again(desk: Desk) -> None:
    stay = desk.stay()
    person = desk.services.mark_warning(stay.person_id, MarkerKind.ALLERGY, RASH)
    ended = {key: replace(one, ended_at=desk.clock()) for key, one in person.markers.items()}
    desk.services.change_person(person, replace(person, markers=ended))

    assert len(told(desk, assessed(desk, stay), ALLERGIC)) == 1


def test_only_conditions_that_the_banner_does_not_say_are_proposed(desk: Desk) -> None:
    stay = desk.stay()
    desk.services.mark_warning(stay.person_id, MarkerKind.MEDICAL, "Diabetes, insulin")
    opened = assessed(desk, stay)
    conditions = chosen(opened, "hcp.conditions", "diabetes", "epilepsy", "pain")

    assert told(desk, opened, {"hcp.conditions": conditions}) == [
        (MarkerKind.MEDICAL, "Epilepsy or fits", "hcp.conditions")
    ]


def test_self_harm_says_only_where_to_read_it_and_only_once(desk: Desk) -> None:
    opened = assessed(desk, desk.stay())
    past = {"hcp.past": YES, "hcp.past_words": Answer(values=("cut arm in May",))}

    found = told(desk, opened, {"hcp.thoughts": YES, **past})

    ((kind, note, because),) = found
    assert (kind, because) == (MarkerKind.SELF_HARM, "hcp.thoughts")
    assert note == f"see screen of {clinical_date(desk.clock().date())}"


def test_an_infection_is_not_named_to_everyone(desk: Desk) -> None:
    words = Answer(values=("hepatitis C",))
    opened = assessed(desk, desk.stay())

    ((kind, note, _),) = told(desk, opened, {"hcp.infection": YES, "hcp.infection_words": words})

    assert kind is MarkerKind.MEDICAL
    assert note.startswith("Infection: see screen of ")


def _everything(opened: OpenScreen) -> dict[str, Answer]:
    form = opened.questionnaire
    return {
        **ALLERGIC,
        "hcp.thoughts": YES,
        "hcp.infection": YES,
        "hcp.gender": code(form, "hcp.gender", "2"),
        "hcp.pregnant": code(form, "hcp.pregnant", "Y"),
        "hcp.alcohol": code(form, "hcp.alcohol", "4"),
        "hcp.stopping": chosen(opened, "hcp.stopping", "sick", "fits"),
        "hcp.drugs": YES,
        "hcp.drug_withdrawal": chosen(opened, "hcp.drug_withdrawal", "now"),
        "hcp.signs": chosen(opened, "hcp.signs", "aches", "sick"),
        "hcp.conditions": chosen(opened, "hcp.conditions", "epilepsy", "heart"),
    }


def test_what_was_added_is_not_proposed_again(desk: Desk) -> None:
    stay = desk.stay()
    opened = assessed(desk, stay)

    proposed = told(desk, opened, _everything(opened))
    for kind, note, _because in proposed:
        desk.services.mark_warning(stay.person_id, kind, note)

    assert [f"{kind} {note}".strip() for kind, note, _because in proposed[1:]] == [
        "allergy allergic to penicillin, rash",
        "withdrawal Alcohol: Being sick; Fits",
        "withdrawal Drugs",
        "withdrawal Signs seen: Aches, cramps, yawning, goose bumps; Being sick",
        "medical Epilepsy or fits; Heart trouble",
        f"medical Infection: see screen of {clinical_date(desk.clock().date())}",
        "pregnant",
    ]
    assert desk.services.proposed_warnings(opened.screen.id) == ()


def test_every_rule_asks_for_a_question_and_answers_that_the_screens_have() -> None:
    known = meanings()
    for rule in warning_rules().rules:
        assert rule.question in known
        assert not rule.words or rule.words in known
        assert (rule.note == "words") == bool(rule.words)
        assert rule.note in ("words", "chosen", "see_screen", "none")
        for answer in rule.answers:
            assert answer is True or answer in offered(rule.question), (rule.question, answer)


def offered(question: str) -> set[str]:
    items = [asked.item for asked in everything_asked() if asked.code() == question]
    values = [option.value for item in items for option in item.options]
    return {value.code for value in values if isinstance(value, Coding)}
