"""A short tool leads on to its longer one, which asks nothing that was answered just before."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib.resources import files

import pytest

from desktop.domain.detention import Detention
from desktop.domain.screen import Absent, Answer, Coding
from desktop.forms import Score
from desktop.forms.instruments import all_instruments
from desktop.services.longer_forms import answers_stay, longer_form_for, longer_forms
from desktop.services.questionnaires import LIAISON_SCREEN, built_in_index
from desktop.services.values import KnownAnswer, OpenScreen
from tests.builders.staff import SHAH, a_practitioner
from tests.unit.desktop.services.desk import Desk

PHQ_9 = longer_forms()["phq-2"].opens
GAD_7 = longer_forms()["gad-2"].opens
TWO_WEEKS = "https://custodyliaison.example/fhir/CodeSystem/two-weeks"
LOINC = "http://loinc.org"
SCORE = Score(
    link_id="mood.score",
    title="PHQ-2",
    total=Decimal(3),
    answered=2,
    of=2,
    band="3 or more",
    source="",
    instrument="phq-2",
)


def often(points: int) -> Answer:
    return Answer(values=(Coding(code=str(points), system=TWO_WEEKS),))


def begin(desk: Desk, stay: Detention, canonical: str) -> OpenScreen:
    return desk.services.start_screen(stay.person_id, stay.id, canonical)


def short_tools_answered(desk: Desk, stay: Detention) -> OpenScreen:
    """Answer PHQ-2 and GAD-2 in the L&D screen and leave it paused."""
    opened = begin(desk, stay, LIAISON_SCREEN)
    answers = {"mood.interest": 2, "mood.low": 1, "worry.nervous": 3, "worry.control": 0}
    for link_id, points in answers.items():
        desk.services.answer_question(opened.screen.id, link_id, often(points))
    desk.services.pause_screen(opened.screen.id)
    return opened


def offered(opened: OpenScreen) -> dict[str, Coding]:
    found = {}
    for key, known in opened.known.items():
        (value,) = known.answer.values
        assert isinstance(value, Coding)
        found[key] = value
    return found


def test_what_phq_2_was_told_is_offered_in_phq_9_and_nothing_else_is(desk: Desk) -> None:
    stay = desk.stay()
    first = short_tools_answered(desk, stay)
    asked_at = desk.clock()
    desk.clock.on(15)

    opened = begin(desk, stay, PHQ_9)

    assert {key: (one.system, one.code) for key, one in offered(opened).items()} == {
        "phq-9.1": (LOINC, "LA6570-1"),
        "phq-9.2": (LOINC, "LA6569-3"),
    }
    known = opened.known["phq-9.1"]
    assert known == KnownAnswer(
        answer=known.answer,
        source=first.screen.title,
        recorded_at=asked_at,
        recorded_by=desk.services.session.practitioner.name,
        is_from_this_detention=True,
        link_id="mood.interest",
        screen_id=first.screen.id,
    )


def test_the_longer_form_takes_the_answers_that_it_is_offered(desk: Desk) -> None:
    stay = desk.stay()
    short_tools_answered(desk, stay)
    opened = begin(desk, stay, GAD_7)

    for key, known in opened.known.items():
        desk.services.answer_question(opened.screen.id, key, known.answer)
    screen = desk.services.leave_section(opened.screen.id, "gad-7", "gad-7")

    assert [screen.answers[key].values[0] for key in ("gad-7.1", "gad-7.2")] == [
        Coding(code="LA6571-9", system=LOINC, display="Nearly every day"),
        Coding(code="LA6568-5", system=LOINC, display="Not at all"),
    ]


def test_answers_typed_and_not_filed_yet_are_offered_to_whoever_typed_them(desk: Desk) -> None:
    stay = desk.stay()
    opened = begin(desk, stay, LIAISON_SCREEN)
    desk.services.answer_question(opened.screen.id, "mood.low", often(3))

    assert offered(begin(desk, stay, PHQ_9)).keys() == {"phq-9.2"}
    colleague = desk.again(a_practitioner(id=SHAH, name="P. Shah"))
    assert not begin(colleague, stay, PHQ_9).known


@pytest.mark.parametrize(("hours", "is_offered"), [(23, True), (25, False)])
def test_an_answer_stays_good_for_as_long_as_the_settings_say(
    desk: Desk, hours: int, *, is_offered: bool
) -> None:
    assert answers_stay() == timedelta(hours=24)
    stay = desk.stay()
    short_tools_answered(desk, stay)

    desk.clock.on(hours * 60)

    assert bool(begin(desk, stay, PHQ_9).known) is is_offered


def test_in_another_detention_both_are_asked_anew(desk: Desk) -> None:
    stay = desk.stay()
    short_tools_answered(desk, stay)
    desk.services.release(stay.id, desk.clock.on(10), "Released")

    person = desk.services.open_person(stay.person_id).person
    other = desk.stay(person, custody_record_number="SN/4999/26")

    assert not begin(desk, other, PHQ_9).known


def test_the_longer_form_is_done_anew_each_time(desk: Desk) -> None:
    stay = desk.stay()
    opened = begin(desk, stay, PHQ_9)
    answer = Answer(values=(Coding(code="LA6570-1", system=LOINC),))
    desk.services.answer_question(opened.screen.id, "phq-9.1", answer)
    desk.services.pause_screen(opened.screen.id)

    assert not begin(desk, stay, PHQ_9).known
    assert "mood.interest" not in begin(desk, stay, LIAISON_SCREEN).known


def test_a_question_declined_in_the_short_tool_is_asked_again(desk: Desk) -> None:
    stay = desk.stay()
    opened = begin(desk, stay, LIAISON_SCREEN)
    desk.services.answer_question(opened.screen.id, "mood.low", Answer(absent=Absent.DECLINED))

    assert not begin(desk, stay, PHQ_9).known


def test_a_total_leads_on_from_where_its_band_says_so() -> None:
    for key, longer in longer_forms().items():
        tool = all_instruments()[key]
        names = [band.label for band in tool.bands if band.low == longer.from_total]
        assert tool.part_of == longer.longer
        assert all_instruments()[longer.longer].title == longer.name
        assert names
        assert longer.name in names[0]


def test_what_a_total_leads_to_is_a_form_that_ships() -> None:
    shipped = {canonical.partition("|")[0] for canonical in built_in_index()}

    assert {longer.opens for longer in longer_forms().values()} <= shipped


@pytest.mark.parametrize(("total", "leads_on"), [(None, False), (2, False), (3, True), (6, True)])
def test_only_a_total_that_is_there_and_high_enough_leads_on(
    total: int | None, *, leads_on: bool
) -> None:
    score = replace(SCORE, total=None if total is None else Decimal(total))

    assert (longer_form_for(score) is not None) is leads_on
    assert longer_form_for(replace(score, instrument="phq-9")) is None


def test_a_total_that_was_typed_over_counts_as_it_stands() -> None:
    assert longer_form_for(replace(SCORE, total=Decimal(1), kept=(4,))) is not None
    assert longer_form_for(replace(SCORE, total=Decimal(5), kept=(2,))) is None


def test_the_settings_say_where_they_come_from_and_that_nobody_confirmed_them() -> None:
    settings = json.loads((files("resources") / "settings" / "longer_forms.json").read_text())

    for one in (settings["answers_stay"], *settings["longer_forms"]):
        assert one["source"]
        assert one["status"] in ("verified", "unverified")
