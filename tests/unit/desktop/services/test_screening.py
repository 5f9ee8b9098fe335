"""A screen from its first question to its last, at one desk and continued at another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.conflict import Choice
from desktop.domain.detention import Setting
from desktop.domain.identity import ConsentId, new_uuid
from desktop.domain.person import Person
from desktop.domain.screen import (
    Absent,
    Answer,
    Coding,
    ConsentScope,
    ConsentStatus,
    ScreenAlreadyCompleteError,
    ScreenStatus,
)
from desktop.errors import FieldProblemError
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.screening import IncompleteScreenError
from desktop.services.values import OpenScreen
from tests.builders.staff import SHAH, a_practitioner
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import (
    answer_all,
    code,
    fill_what_is_needed,
    refuse_everything,
)

MINUTES = "today.minutes"
WORDS = "today.reason_words"


def begun(desk: Desk, person: Person | None = None) -> OpenScreen:
    stay = desk.stay(person)
    return desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)


def say(desk: Desk, opened: OpenScreen, words: str, link_id: str = WORDS) -> None:
    desk.services.answer_question(opened.screen.id, link_id, Answer(values=(words,)))


def shown(desk: Desk, opened: OpenScreen, link_id: str = WORDS) -> tuple[object, ...]:
    found = desk.services.open_screen(opened.screen.id).answers().get(link_id)
    return () if found is None else found.values


def leave(desk: Desk, opened: OpenScreen) -> None:
    desk.services.leave_section(opened.screen.id, "today", "identity")


def conflicts(desk: Desk, opened: OpenScreen) -> tuple[str, ...]:
    return desk.services.open_screen(opened.screen.id).screen.standing.conflicts


def test_a_screen_begins_at_its_first_section_with_nothing_answered(desk: Desk) -> None:
    opened = begun(desk)

    assert opened.screen.status is ScreenStatus.IN_PROGRESS
    assert opened.screen.current_section == opened.questionnaire.sections[0].link_id
    assert opened.screen.started_by == desk.services.session.practitioner.id
    assert opened.answers() == {}
    assert opened.screen.questionnaire.startswith(LIAISON_SCREEN + "|")
    assert opened.screen.questionnaire_sha256 == opened.questionnaire.sha256


def test_an_answer_is_there_after_a_restart_though_nothing_was_journalled(desk: Desk) -> None:
    opened = begun(desk)
    waiting = desk.services.sync_state().waiting
    say(desk, opened, "He was shouting")

    again = desk.again().services.open_screen(opened.screen.id)

    assert again.draft[WORDS].values == ("He was shouting",)
    assert again.draft[WORDS].answered_by == desk.services.session.practitioner.id
    assert again.draft[WORDS].answered_at == desk.clock()
    assert again.screen.answers == {}
    assert desk.services.sync_state().waiting == waiting


def test_a_colleague_at_the_same_desk_sees_no_draft_of_mine(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "He was shouting")
    colleague = desk.again(a_practitioner(id=SHAH, name="P. Shah"))

    assert colleague.services.open_screen(opened.screen.id).answers() == {}


def test_leaving_a_section_journals_it_with_when_it_was_left(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "He was shouting")
    left_at = desk.clock.on(7)

    screen = desk.services.leave_section(opened.screen.id, "today", "identity")

    assert screen.answers[WORDS].values == ("He was shouting",)
    assert screen.sections_left == {"today": left_at}
    assert screen.current_section == "identity"
    assert desk.services.open_screen(opened.screen.id).draft == {}


def test_leaving_a_section_a_second_time_with_nothing_new_loses_nothing(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "He was shouting")
    leave(desk, opened)
    leave(desk, opened)

    assert shown(desk, opened) == ("He was shouting",)
    assert conflicts(desk, opened) == ()


def test_an_answer_that_was_mended_replaces_the_first_one(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "first")
    leave(desk, opened)
    say(desk, opened, "second")
    say(desk, opened, "third")
    leave(desk, opened)
    say(desk, opened, "fourth")
    leave(desk, opened)

    assert shown(desk, opened) == ("fourth",)
    assert conflicts(desk, opened) == ()


def test_no_answer_and_its_reason_are_kept_apart_from_no(desk: Desk) -> None:
    opened = begun(desk)
    answers = {
        "identity.phone": Answer(absent=Absent.DECLINED),
        "identity.care_leaver": Answer(values=(False,)),
    }
    answer_all(desk, opened, answers)
    leave(desk, opened)

    kept = desk.services.open_screen(opened.screen.id).screen.answers
    assert kept["identity.phone"].absent is Absent.DECLINED
    assert kept["identity.care_leaver"].values == (False,)


def test_a_screen_is_handed_over_and_finished_at_another_desk(desk: Desk, other_desk: Desk) -> None:
    opened = begun(desk)
    consent = code(opened.questionnaire, "consent.screening", "given")
    answer_all(desk, opened, {"consent.screening": consent})
    desk.services.leave_section(opened.screen.id, "consent", "today")
    say(desk, opened, "He was shouting")
    handed = desk.services.hand_over_screen(opened.screen.id, " P. Shah ", " tired ")
    assert handed.status is ScreenStatus.HANDED_OVER
    other_desk.takes_from(desk)

    there = other_desk.services.open_screen(opened.screen.id)
    assert (there.screen.handed_over_to, there.screen.handover_note) == ("P. Shah", "tired")
    assert there.answers()[WORDS].values == ("He was shouting",)
    assert there.names[there.screen.started_by] == "J. Okafor"
    assert there.screen.current_section == "today"

    fill_what_is_needed(other_desk, there)
    done = other_desk.services.complete_screen(there.screen.id)
    desk.takes_from(other_desk)

    here = desk.services.open_screen(opened.screen.id).screen
    assert here == done
    assert here.completed_by == SHAH
    assert here.answers[WORDS].answered_by == desk.services.session.practitioner.id
    assert here.answers["risk.plan"].answered_by == SHAH
    assert here.standing.conflicts == ()


def test_a_screen_is_handed_over_to_somebody(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "He was shouting")
    with pytest.raises(FieldProblemError) as caught:
        desk.services.hand_over_screen(opened.screen.id, "  ", "tired")

    assert caught.value.problems == {"to": "field.required"}
    assert desk.services.open_screen(opened.screen.id).draft[WORDS].values == ("He was shouting",)


def test_a_paused_screen_goes_on_where_it_was(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "He was shouting")
    paused = desk.services.pause_screen(opened.screen.id)
    assert paused.status is ScreenStatus.PAUSED
    assert paused.answers[WORDS].values == ("He was shouting",)

    leave(desk, opened)
    assert desk.services.open_screen(opened.screen.id).screen.status is ScreenStatus.IN_PROGRESS


def test_two_people_may_answer_different_questions_at_once(desk: Desk, other_desk: Desk) -> None:
    opened = begun(desk)
    other_desk.takes_from(desk)
    other_desk.services.open_screen(opened.screen.id)
    say(desk, opened, "He was shouting")
    say(other_desk, opened, "Mother came", "identity.next_of_kin")
    leave(desk, opened)
    other_desk.services.leave_section(opened.screen.id, "identity", "home")
    desk.takes_from(other_desk)

    screen = desk.services.open_screen(opened.screen.id).screen
    assert screen.answers[WORDS].values == ("He was shouting",)
    assert screen.answers["identity.next_of_kin"].values == ("Mother came",)
    assert {"today", "identity"} <= screen.sections_left.keys()
    assert not [name for name in screen.standing.conflicts if name.startswith("answers/")]


# A value that arrives while the form is open was not shown, whatever its author does next.


def arrives_meanwhile(desk: Desk, other: Desk) -> OpenScreen:
    """Both desks have the screen open; the other one's answer comes in after I typed mine."""
    opened = begun(desk)
    other.takes_from(desk)
    other.services.open_screen(opened.screen.id)
    say(other, opened, "theirs")
    leave(other, opened)
    say(desk, opened, "mine")
    desk.takes_from(other)
    return opened


def test_a_value_that_arrived_while_the_form_was_open_is_a_conflict(
    desk: Desk, other_desk: Desk
) -> None:
    opened = arrives_meanwhile(desk, other_desk)

    leave(desk, opened)

    assert conflicts(desk, opened) == (f"answers/{WORDS}",)


def test_it_stays_a_conflict_when_the_answer_is_typed_again_before_leaving(
    desk: Desk, other_desk: Desk
) -> None:
    opened = arrives_meanwhile(desk, other_desk)
    say(desk, opened, "mine, mended")

    leave(desk, opened)

    assert conflicts(desk, opened) == (f"answers/{WORDS}",)


def test_it_stays_a_conflict_when_the_screen_is_opened_again_under_my_draft(
    desk: Desk, other_desk: Desk
) -> None:
    opened = arrives_meanwhile(desk, other_desk)
    assert shown(desk, opened) == ("mine",)  # my draft covers theirs: I have not seen it
    say(desk, opened, "mine, mended")

    leave(desk, opened)

    assert conflicts(desk, opened) == (f"answers/{WORDS}",)


def test_it_stays_a_conflict_after_a_restart(desk: Desk, other_desk: Desk) -> None:
    opened = arrives_meanwhile(desk, other_desk)
    again = desk.again()
    again.services.open_screen(opened.screen.id)
    say(again, opened, "mine, mended")

    leave(again, opened)

    assert conflicts(again, opened) == (f"answers/{WORDS}",)


def test_it_stays_a_conflict_when_the_author_goes_on_typing_after_leaving(
    desk: Desk, other_desk: Desk
) -> None:
    opened = arrives_meanwhile(desk, other_desk)
    leave(desk, opened)
    say(desk, opened, "mine, mended")

    leave(desk, opened)

    assert conflicts(desk, opened) == (f"answers/{WORDS}",)


def test_an_edit_of_one_value_leaves_the_other_until_somebody_settles_it(
    desk: Desk, other_desk: Desk
) -> None:
    opened = arrives_meanwhile(desk, other_desk)
    leave(desk, opened)
    desk.services.open_screen(opened.screen.id)
    say(desk, opened, "both of us")
    leave(desk, opened)
    assert conflicts(desk, opened) == (f"answers/{WORDS}",)

    (conflict,) = desk.services.open_conflicts()
    keep = next(n for n, side in enumerate(conflict.sides) if side.is_shown)
    desk.services.settle_conflict(conflict, Choice.KEEP, keep=keep, reason="We spoke")
    other_desk.takes_from(desk)

    assert conflicts(desk, opened) == conflicts(other_desk, opened) == ()
    assert shown(other_desk, opened) == ("both of us",)


def test_a_value_that_was_shown_is_replaced_without_a_conflict(
    desk: Desk, other_desk: Desk
) -> None:
    opened = begun(desk)
    say(desk, opened, "mine")
    leave(desk, opened)
    other_desk.takes_from(desk)
    other_desk.services.open_screen(opened.screen.id)
    say(other_desk, opened, "theirs, having read mine")
    leave(other_desk, opened)
    desk.takes_from(other_desk)

    assert shown(desk, opened) == ("theirs, having read mine",)
    assert conflicts(desk, opened) == ()


# Finishing.


def test_a_screen_that_lacks_answers_says_which(desk: Desk) -> None:
    opened = begun(desk)
    given = code(opened.questionnaire, "consent.screening", "given")
    answer_all(desk, opened, {"consent.screening": given})

    with pytest.raises(IncompleteScreenError) as caught:
        desk.services.complete_screen(opened.screen.id)

    lacking = {problem.link_id for problem in caught.value.problems}
    assert {"today.setting", "risk.thoughts", "risk.plan", "needs.housing"} <= lacking
    assert "physical.allergy_words" not in lacking  # nobody said that there is an allergy
    assert desk.services.open_screen(opened.screen.id).screen.status is ScreenStatus.IN_PROGRESS
    assert desk.services.open_screen(opened.screen.id).draft.keys() == {"consent.screening"}


def test_a_question_that_nobody_could_answer_does_not_hold_up_the_end(desk: Desk) -> None:
    opened = begun(desk)
    given = code(opened.questionnaire, "consent.screening", "given")
    answer_all(desk, opened, {"consent.screening": given})
    fill_what_is_needed(desk, opened)
    unable = Answer(absent=Absent.UNABLE)
    answer_all(desk, opened, {"risk.thoughts": unable, "alcohol.frequency": unable})

    done = desk.services.complete_screen(opened.screen.id)

    assert done.status is ScreenStatus.COMPLETED
    assert (done.completed_at, done.completed_by) == (
        desk.clock(),
        desk.services.session.practitioner.id,
    )
    assert done.sections_left.keys() == {one.link_id for one in opened.questionnaire.sections}


def test_who_refuses_the_screen_is_asked_nothing_about_themself(desk: Desk) -> None:
    opened = begun(desk)
    refuse_everything(desk, opened)

    done = desk.services.complete_screen(opened.screen.id)

    assert done.status is ScreenStatus.COMPLETED
    assert not {"alcohol.frequency", "needs.housing"} & done.answers.keys()


def finished(desk: Desk) -> OpenScreen:
    opened = begun(desk)
    refuse_everything(desk, opened)
    desk.services.complete_screen(opened.screen.id)
    return opened


def test_a_finished_screen_is_only_read(desk: Desk) -> None:
    opened = finished(desk)
    before = desk.services.open_screen(opened.screen.id)
    for change in (
        lambda: say(desk, opened, "later"),
        lambda: leave(desk, opened),
        lambda: desk.services.pause_screen(opened.screen.id),
        lambda: desk.services.hand_over_screen(opened.screen.id, "P. Shah", ""),
        lambda: desk.services.complete_screen(opened.screen.id),
    ):
        with pytest.raises(ScreenAlreadyCompleteError):
            change()

    again = desk.again()
    assert again.services.open_screen(opened.screen.id).answers() == before.answers()
    with pytest.raises(ScreenAlreadyCompleteError):
        say(again, opened, "later")


def test_a_screen_that_was_finished_elsewhere_takes_no_more_and_keeps_what_was_typed(
    desk: Desk, other_desk: Desk
) -> None:
    opened = begun(desk)
    other_desk.takes_from(desk)
    there = other_desk.services.open_screen(opened.screen.id)
    refuse_everything(other_desk, there)
    other_desk.services.complete_screen(there.screen.id)
    say(desk, opened, "typed before it came")
    desk.takes_from(other_desk)

    with pytest.raises(ScreenAlreadyCompleteError):
        leave(desk, opened)

    assert WORDS not in desk.services.open_screen(opened.screen.id).screen.answers
    assert shown(desk, opened) == ("typed before it came",)


def test_a_volunteer_is_screened_without_a_stay_in_a_cell(desk: Desk) -> None:
    person = desk.person()
    desk.stay(person, setting=Setting.VOLUNTARY_ATTENDANCE, custody_record_number="", cell="")
    opened = desk.services.start_screen(person.id, None, LIAISON_SCREEN)
    refuse_everything(desk, opened)

    done = desk.services.complete_screen(opened.screen.id)

    assert done.detention_id is None
    assert desk.services.open_person(person.id).screens == (done,)


# Consents.


def consents(desk: Desk, opened: OpenScreen) -> dict[ConsentScope, ConsentStatus]:
    file = desk.services.open_person(opened.screen.person_id)
    return {one.scope: one.status for one in reversed(file.consents)}


def test_consents_are_recorded_as_soon_as_their_section_is_left(desk: Desk) -> None:
    opened = begun(desk)
    form = opened.questionnaire
    answers = {
        "consent.screening": code(form, "consent.screening", "given"),
        "consent.court": code(form, "consent.court", "given"),
        "consent.defence": code(form, "consent.defence", "refused"),
        "consent.gp": Answer(absent=Absent.DECLINED),
        "consent.research": Answer(absent=Absent.NOT_ASKED),
    }
    answer_all(desk, opened, answers)
    assert consents(desk, opened) == {}
    asked_at = desk.clock()
    desk.clock.on(5)

    desk.services.leave_section(opened.screen.id, "consent", "today")

    assert consents(desk, opened) == {
        ConsentScope.SCREENING: ConsentStatus.GIVEN,
        ConsentScope.COURT: ConsentStatus.GIVEN,
        ConsentScope.DEFENCE: ConsentStatus.REFUSED,
        ConsentScope.GP: ConsentStatus.REFUSED,
        ConsentScope.RESEARCH: ConsentStatus.NOT_ASKED,
    }
    file = desk.services.open_person(opened.screen.person_id)
    assert {one.recorded_at for one in file.consents} == {asked_at}
    assert {one.screen_id for one in file.consents} == {opened.screen.id}
    assert {one.detention_id for one in file.consents} == {opened.screen.detention_id}


def test_a_consent_is_recorded_again_only_when_it_changes(desk: Desk) -> None:
    opened = begun(desk)
    form = opened.questionnaire
    answer_all(desk, opened, {"consent.court": code(form, "consent.court", "given")})
    leave(desk, opened)
    leave(desk, opened)
    assert len(desk.services.open_person(opened.screen.person_id).consents) == 1

    desk.clock.on(10)
    answer_all(desk, opened, {"consent.court": code(form, "consent.court", "refused")})
    leave(desk, opened)

    file = desk.services.open_person(opened.screen.person_id)
    assert [one.status for one in file.consents] == [ConsentStatus.REFUSED, ConsentStatus.GIVEN]


def test_an_answer_under_a_question_that_no_longer_applies_is_no_consent(desk: Desk) -> None:
    opened = begun(desk)
    form = opened.questionnaire
    answers = {
        "consent.court": code(form, "consent.court", "given"),
        "consent.defence": code(form, "consent.defence", "given"),
    }
    answer_all(desk, opened, answers)
    answer_all(desk, opened, {"consent.court": code(form, "consent.court", "refused")})

    leave(desk, opened)

    assert consents(desk, opened) == {ConsentScope.COURT: ConsentStatus.REFUSED}


def test_every_way_of_sharing_that_the_screen_asks_about_can_be_recorded(desk: Desk) -> None:
    opened = begun(desk)
    form = opened.questionnaire
    asked = [
        link for link in form.items if link.startswith("consent.") and form.items[link].options
    ]
    given = {
        link: code(form, link, "given")
        for link in asked
        if "given"
        in {
            value.value.code
            for value in form.items[link].options
            if isinstance(value.value, Coding)
        }
    }
    answer_all(desk, opened, given)
    leave(desk, opened)

    assert consents(desk, opened) == dict.fromkeys(ConsentScope, ConsentStatus.GIVEN)


def test_a_consent_recorded_by_hand_stands_beside_those_of_the_screen(desk: Desk) -> None:
    opened = begun(desk)
    answer_all(
        desk, opened, {"consent.court": code(opened.questionnaire, "consent.court", "given")}
    )
    leave(desk, opened)
    (given,) = desk.services.open_person(opened.screen.person_id).consents
    desk.clock.on(30)
    desk.services.record_consent(
        replace(
            given,
            id=ConsentId(new_uuid()),
            status=ConsentStatus.WITHDRAWN,
            recorded_at=desk.clock() - timedelta(minutes=1),
        )
    )

    assert consents(desk, opened) == {ConsentScope.COURT: ConsentStatus.WITHDRAWN}
