"""What another screen was told: joined by what a question means, offered while it holds."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.detention import Detention
from desktop.domain.identity import ConsentId, new_uuid
from desktop.domain.screen import Absent, Answer, Consent, ConsentScope, ConsentStatus
from desktop.services.joined_forms import QUESTION_SYSTEM
from desktop.services.questionnaires import HEALTH_ASSESSMENT, LIAISON_SCREEN, STREET_TRIAGE
from desktop.services.values import KnownAnswer
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import a_form

REUSE = "https://custodyliaison.example/fhir/StructureDefinition/reuse"
LOINC = "http://loinc.org"
FOUR_DAYS = 4 * 24 * 60


def text(words: str) -> Answer:
    return Answer(values=(words,))


def tell(desk: Desk, stay: Detention, canonical: str, answers: dict[str, Answer]) -> Any:
    """Answer a screen of this stay and leave it; return its id."""
    opened = desk.services.start_screen(stay.person_id, stay.id, canonical)
    for key, answer in answers.items():
        desk.services.answer_question(opened.screen.id, key, answer)
    desk.services.pause_screen(opened.screen.id)
    return opened.screen.id


def known(desk: Desk, stay: Detention, canonical: str = LIAISON_SCREEN) -> dict[str, KnownAnswer]:
    return dict(desk.services.start_screen(stay.person_id, stay.id, canonical).known)


def a_question(link_id: str, meaning: str = "", reuse: str = "", **more: Any) -> dict[str, Any]:
    question: dict[str, Any] = {"linkId": link_id, "text": "Asked", "type": "string", **more}
    if meaning:
        question["code"] = [{"system": QUESTION_SYSTEM, "code": meaning}]
    if reuse:
        question["extension"] = [{"url": REUSE, "valueCode": reuse}]
    return question


def a_form_of(desk: Desk, *questions: dict[str, Any], url: str = "https://forms.example/a") -> str:
    return desk.services.import_form(a_form(url=url, item=list(questions))).canonical


def test_a_screen_is_told_what_the_assessment_of_tonight_was_told(desk: Desk) -> None:
    stay = desk.stay()
    told_at = desk.clock()
    screen_id = tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": Answer(values=(True,))})
    desk.clock.on(90)

    (offered,) = [one for one in known(desk, stay).values() if one.link_id == "hcp.allergy"]

    assert offered.answer.values == (True,)
    assert offered.is_from_this_detention
    assert (offered.recorded_at, offered.recorded_by) == (told_at, "J. Okafor")
    assert offered.screen_id == screen_id
    assert "assessment" in offered.source.lower()


def test_a_no_of_tonight_is_offered_and_a_no_of_last_week_is_not(desk: Desk) -> None:
    person = desk.person()
    stay = desk.stay(person)
    tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": Answer(values=(False,))})
    assert known(desk, stay)["physical.allergy"].answer.values == (False,)

    desk.clock.on(FOUR_DAYS)
    assert "physical.allergy" not in known(desk, desk.stay(person))


def test_what_holds_for_one_detention_is_not_offered_in_the_next(desk: Desk) -> None:
    form = a_form_of(
        desk,
        a_question("now", "solicitor", "detention"),
        a_question("ever", "gp-practice", "lasting"),
    )
    person = desk.person()
    stay = desk.stay(person)
    tell(desk, stay, form, {"now": text("Smith & Co"), "ever": text("Kent Elms")})
    assert known(desk, stay, form).keys() == {"now", "ever"}
    desk.clock.on(FOUR_DAYS)

    later = known(desk, desk.stay(person), form)

    assert later.keys() == {"ever"}
    assert not later["ever"].is_from_this_detention


@pytest.mark.parametrize(
    ("absent", "is_offered"),
    [
        (Absent.DECLINED, True),
        (Absent.NOT_KNOWN, True),
        (Absent.UNABLE, False),
        (Absent.NOT_ASKED, False),
    ],
)
def test_a_question_refused_tonight_is_not_put_again_but_one_asked_in_vain_is(
    desk: Desk, absent: Absent, *, is_offered: bool
) -> None:
    person = desk.person()
    stay = desk.stay(person)
    tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": Answer(absent=absent)})

    offered = known(desk, stay).get("physical.allergy")

    assert (offered is not None) == is_offered
    if offered is not None:
        assert (offered.answer.absent, offered.answer.values) == (absent, ())
    desk.clock.on(FOUR_DAYS)
    assert "physical.allergy" not in known(desk, desk.stay(person))


def test_a_refusal_does_not_hide_what_was_told_before_it(desk: Desk) -> None:
    stay = desk.stay()
    tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": Answer(values=(True,))})
    desk.clock.on(30)
    tell(desk, stay, LIAISON_SCREEN, {"physical.allergy": Answer(absent=Absent.DECLINED)})

    assert known(desk, stay)["physical.allergy"].answer.values == (True,)


def test_what_stands_unsent_in_another_unfinished_screen_counts_too(desk: Desk) -> None:
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, HEALTH_ASSESSMENT)
    desk.services.answer_question(opened.screen.id, "hcp.allergy", Answer(values=(True,)))

    assert known(desk, stay)["physical.allergy"].answer.values == (True,)


def test_a_screen_whose_consent_was_taken_back_tells_nothing(desk: Desk) -> None:
    stay = desk.stay()
    screen_id = tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": Answer(values=(True,))})
    consent = Consent(
        id=ConsentId(new_uuid()),
        person_id=stay.person_id,
        detention_id=stay.id,
        scope=ConsentScope.SCREENING,
        status=ConsentStatus.GIVEN,
        recorded_at=desk.clock(),
        recorded_by=desk.services.session.practitioner.id,
        screen_id=screen_id,
    )
    desk.services.record_consent(consent)
    assert "physical.allergy" in known(desk, stay)

    desk.clock.on(5)
    taken_back = replace(
        consent,
        id=ConsentId(new_uuid()),
        status=ConsentStatus.WITHDRAWN,
        recorded_at=desk.clock(),
    )
    desk.services.record_consent(taken_back)

    assert "physical.allergy" not in known(desk, stay)
    assert "triage.allergy" not in known(desk, stay, STREET_TRIAGE)


def test_what_a_form_began_with_is_not_taken_for_what_the_person_told(desk: Desk) -> None:
    given = a_question("a", "gp-practice", "lasting", initial=[{"valueString": "as usual"}])
    form = a_form_of(desk, given)
    stay = desk.stay()
    tell(desk, stay, form, {})
    assert "identity.gp" not in known(desk, stay)

    tell(desk, stay, form, {"a": text("as usual")})
    assert known(desk, stay)["identity.gp"].answer.values == ("as usual",)


# Forms of other publishers.


def test_a_published_form_is_joined_by_a_code_that_both_know(desk: Desk) -> None:
    loinc = [{"system": LOINC, "code": "21112-8"}]
    form = a_form_of(desk, a_question("dob", type="date", code=loinc))
    stay = desk.stay()
    tell(desk, stay, form, {"dob": text("1991-03-04")})

    assert known(desk, stay)["identity.born"].answer.values == ("1991-03-04",)


def test_a_form_that_says_nothing_of_reuse_is_offered_nothing_unless_our_list_does(
    desk: Desk,
) -> None:
    other = [{"system": LOINC, "code": "99999-9"}]
    form = a_form_of(
        desk, a_question("plain"), a_question("coded", code=other), a_question("gp", "gp-practice")
    )
    stay = desk.stay()
    tell(desk, stay, form, {key: text("told") for key in ("plain", "coded", "gp")})

    assert known(desk, stay, form).keys() == {"gp"}


def test_a_code_that_several_questions_share_joins_none_of_them(desk: Desk) -> None:
    shared = [{"system": LOINC, "code": "1234-5"}]
    source = a_form_of(desk, a_question("a", code=shared, reuse="lasting"))
    target = a_form_of(
        desk,
        a_question("x", code=shared, reuse="lasting"),
        a_question("y", code=shared, reuse="lasting"),
        url="https://forms.example/b",
    )
    stay = desk.stay()
    tell(desk, stay, source, {"a": text("told")})

    assert known(desk, stay, target) == {}


def coded(*codes: str) -> list[dict[str, Any]]:
    return [{"valueCoding": {"system": "https://forms.example/c", "code": one}} for one in codes]


@pytest.mark.parametrize(
    ("there", "is_offered"),
    [
        ({"type": "choice", "answerOption": coded("a", "b", "c")}, True),
        ({"type": "open-choice", "answerOption": coded("a")}, True),
        ({"type": "choice", "answerOption": coded("b")}, False),
        (
            {"type": "choice", "answerOption": [{"valueCoding": {"code": "a", "system": "x"}}]},
            False,
        ),
        ({"type": "string"}, False),
        ({"type": "boolean"}, False),
    ],
)
def test_an_answer_is_offered_only_where_it_could_have_been_given(
    desk: Desk, there: dict[str, Any], *, is_offered: bool
) -> None:
    here = a_question("a", "gp-practice", "lasting", type="choice", answerOption=coded("a", "z"))
    source = a_form_of(desk, here)
    target = a_form_of(
        desk, a_question("t", "gp-practice", "lasting", **there), url="https://forms.example/b"
    )
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, source)
    chosen = opened.questionnaire.items["a"].options[0].value
    tell(desk, stay, source, {"a": Answer(values=(chosen,))})

    assert ("t" in known(desk, stay, target)) == is_offered


def test_several_answers_are_not_offered_where_one_is_asked(desk: Desk) -> None:
    options = coded("a", "b")
    several = a_question(
        "a", "gp-practice", "lasting", type="choice", repeats=True, answerOption=options
    )
    source = a_form_of(desk, several)
    one = a_question("t", "gp-practice", "lasting", type="choice", answerOption=options)
    target = a_form_of(desk, one, url="https://forms.example/b")
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, source)
    values = tuple(option.value for option in opened.questionnaire.items["a"].options)
    tell(desk, stay, source, {"a": Answer(values=values)})

    assert "t" not in known(desk, stay, target)
    assert known(desk, stay, source)["a"].answer.values == values
