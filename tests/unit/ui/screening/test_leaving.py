"""Leaving a section and coming to the end: what stops, what only warns, what is left out."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.screen import Absent
from desktop.forms import Problem
from tests.builders.moments import NOW, minutes_ago
from tests.unit.ui.screening.keys import Key, Mod, focused, focused_key, press, section, typed
from tests.unit.ui.screening.rich_form import a_rich_form, answered
from tests.unit.ui.screening.small_form import (
    OFTEN,
    ScreenDesk,
    a_form_of,
    a_known_answer,
    a_shipped_form,
    an_item,
    open_page,
)
from ui.screening.known_words import known_words, when_words
from ui.screening.page import ScreenPage
from ui.screening.problem_lines import problem_lines
from ui.screening.question_row import QuestionRow
from ui.screening.section_row import ReadRow


def at_the_range(qtbot: QtBot, low: int, high: int) -> tuple[ScreenDesk, ScreenPage]:
    desk = ScreenDesk(questionnaire=a_rich_form())
    desk.draft = {"low": answered(low), "high": answered(high)}
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("range")
    return desk, page


def test_a_rule_of_the_form_stops_in_its_own_words(qtbot: QtBot) -> None:
    _desk, page = at_the_range(qtbot, 9, 3)

    page.view.next.click()

    assert section(page).heading.text() == "3  Range"
    assert "The lowest cannot be above the highest." in page.view.errors.texts()[0]


def test_what_is_only_a_warning_does_not_stop_and_is_not_lost(qtbot: QtBot) -> None:
    _desk, page = at_the_range(qtbot, 3, 500)

    page.view.next.click()

    assert section(page).heading.text() == "4  End"
    assert "More than 100 is unusual." in page.view.notice.text()
    listed = page.view.end.to_check
    qtbot.waitUntil(listed.isVisible)


def test_a_warning_stands_apart_from_what_has_to_be_mended(qtbot: QtBot) -> None:
    _desk, page = at_the_range(qtbot, 900, 500)

    page.view.next.click()

    assert len(page.view.errors.texts()) == 1
    assert page.view.messages.to_check.isVisible()


def test_answers_that_no_longer_apply_are_named_at_the_end(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    desk.draft = {"taking": answered(False), "medicine.name": answered("Sertraline")}
    page = open_page(qtbot, desk)

    page.view.section_asked.emit("end")

    qtbot.waitUntil(page.view.end.dropped.isVisible)
    said = page.view.end.dropped.text()
    assert said == "1 answer no longer applies and will be left out: Name"


def test_what_could_not_be_decided_says_what_to_do(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    page = open_page(qtbot, desk)
    hand = page.presenter._hand
    assert hand is not None

    lines = problem_lines(hand, [Problem("why", "form.not_worked_out")])

    assert "whoever" in lines[0].sentence


def test_what_the_form_could_not_work_out_is_told_once(qtbot: QtBot) -> None:
    url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
    path = "(%resource.descendants().where(linkId = 'word').answer.value) + 1"
    broken = {"url": url, "valueExpression": {"language": "text/fhirpath", "expression": path}}
    form = a_form_of(
        an_item(
            "only",
            "group",
            "Only",
            item=[
                an_item("word", "string", "A word"),
                an_item("sum", "integer", "Sum", extension=[broken]),
            ],
        )
    )
    page = open_page(qtbot, ScreenDesk(questionnaire=form))
    before = page.view.messages.form_note.text()

    page.view.asks.values_given.emit("word", ("three",))

    assert before == ""
    qtbot.waitUntil(lambda: "Sum" in page.view.messages.form_note.text())


def test_a_finished_screen_is_walked_by_keyboard(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    desk.screen = desk.screen.with_answers({"drink": answered(OFTEN), "last": answered("cider")})
    desk.screen = desk.screen.complete(NOW, desk.session.practitioner.id)
    page = open_page(qtbot, desk)
    where = [focused_key(page)]

    press(Key.Key_Return)
    where.append(focused_key(page))
    press(Key.Key_Tab)
    where.append(focused_key(page))
    spoken = focused().accessibleName()
    press(Key.Key_Return, Mod.ControlModifier)

    assert where == ["drink", "last", "when"]
    assert spoken == "When was it?: Not answered"
    assert section(page).heading.text() == "2  Notes"
    assert isinstance(section(page).focused_row(), ReadRow)
    assert section(page).findChildren(QuestionRow) == []


def test_a_finished_screen_shows_only_what_applied(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    desk.screen = desk.screen.complete(NOW, desk.session.practitioner.id)
    page = open_page(qtbot, desk)

    assert section(page).shown_row("drink") is not None
    assert section(page).shown_row("last") is None


def test_what_is_known_says_when_by_whom_and_whether_it_is_old() -> None:
    item = a_shipped_form("liaison-diversion-screen").items["physical.smoking"]
    known = a_known_answer(True)
    today = replace(known, recorded_at=minutes_ago(30), is_from_this_detention=True)
    declined = replace(
        today, answer=replace(known.answer, values=(), absent=Absent.DECLINED), recorded_by=""
    )

    assert known_words(item, today, NOW).startswith("answered today 01:44 by A. Lee, HCP")
    assert known_words(item, declined, NOW) == "asked today 01:44 by HCP assessment: declined"
    assert when_words(NOW.replace(month=3, day=14), NOW).startswith("14-Mar-2026, 5 months ago")


def test_only_the_rows_an_answer_concerns_are_shown_again(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk())
    shown: list[str] = []
    for row in section(page).asked_rows():
        row.show_question = lambda question: shown.append(question.key)  # type: ignore[method-assign]

    page.view.asks.values_given.emit("known", (True,))

    assert shown == ["known"]


def test_rows_made_later_keep_the_reading_order_and_the_focus(qtbot: QtBot) -> None:
    items = [an_item(f"q{n}", "string", f"Question {n}") for n in range(60)]
    desk = ScreenDesk(questionnaire=a_form_of(an_item("all", "group", "All", item=items)))
    page = open_page(qtbot, desk)
    built_at_once = section(page).is_built()
    typed("first")

    qtbot.waitUntil(lambda: section(page).is_built())
    here = focused_key(page)
    walked = []
    for _question in range(60):
        walked.append(focused_key(page))
        press(Key.Key_Tab)
        press(Key.Key_Tab)

    assert not built_at_once
    assert here == "q0"
    assert walked == [f"q{n}" for n in range(60)]


def test_enter_goes_on_to_a_question_that_is_not_made_yet(qtbot: QtBot) -> None:
    items = [an_item(f"q{n}", "string", f"Question {n}") for n in range(60)]
    desk = ScreenDesk(questionnaire=a_form_of(an_item("all", "group", "All", item=items)))
    page = open_page(qtbot, desk)

    for _question in range(30):
        press(Key.Key_Return)

    assert focused_key(page) == "q30"
