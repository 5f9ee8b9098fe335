"""A screen is answered by keyboard, section by section, and nothing typed is lost."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Absent, Answer, ScreenStatus
from desktop.forms import SectionState
from tests.builders.moments import NOW
from tests.builders.screens import an_answer
from tests.builders.staff import OKAFOR
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey
from tests.unit.ui.screening.small_form import (
    NEVER,
    OFTEN,
    ScreenDesk,
    a_known_answer,
    a_long_form,
    open_page,
)
from ui.places import CheckAnswersPlace
from ui.screening.page import ScreenPage
from ui.screening.question_row import QuestionRow

Key, Mod = Qt.Key, Qt.KeyboardModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def row(page: ScreenPage, link_id: str) -> QuestionRow:
    assert page.view.page is not None
    found = page.view.page.row(link_id)
    assert found is not None
    return found


def heading(page: ScreenPage) -> str:
    assert page.view.page is not None
    return page.view.page.heading.text()


def test_a_whole_screen_is_answered_without_a_mouse(qtbot: QtBot) -> None:
    desk = ScreenDesk(known={"known": a_known_answer(True)})
    journey = Journey()
    open_page(qtbot, desk, journey)

    press(Key.Key_2)  # Often: the last drink is asked about.
    press(Key.Key_Return)
    QTest.keyClicks(focused(), "cider")
    press(Key.Key_Return)
    QTest.keyClicks(focused(), "2230")
    press(Key.Key_Return)  # On to the inhaler, which is known.
    press(Key.Key_Return)  # To "Confirm".
    press(Key.Key_Return)
    press(Key.Key_Return, Mod.ControlModifier)
    press(Key.Key_D, Mod.ControlModifier)
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    QTest.keyClicks(focused(), "12")
    press(Key.Key_Return, Mod.ControlModifier)
    QTest.keyClicks(focused(), "6 sep 2026")
    press(Key.Key_Return)  # After the last question comes "Check answers".
    press(Key.Key_Return)

    assert desk.answer_to("drink").values == (OFTEN,)
    assert desk.answer_to("last").values == ("cider",)
    assert desk.answer_to("when").values == ("2026-09-05T21:30:00+00:00",)
    assert desk.answer_to("known").values == (True,)
    assert desk.answer_to("known").source == "HCP assessment, 04-Sep-2026, A. Lee"
    assert desk.answer_to("notes").absent is Absent.DECLINED
    assert desk.answer_to("units").values == (12,)
    assert desk.answer_to("review").values == ("2026-09-06",)
    assert desk.screen.status is not ScreenStatus.COMPLETED
    assert journey.places == [CheckAnswersPlace(desk.screen.id)]


def test_an_answer_shows_and_hides_what_depends_on_it_and_focus_stays(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk())
    press(Key.Key_2)
    shown = row(page, "last").is_shown
    where = focused()

    press(Key.Key_1)

    assert shown
    assert not row(page, "last").is_shown
    assert isinstance(where, QRadioButton)
    assert focused().parentWidget() is where.parentWidget()


def test_tab_follows_the_reading_order_when_a_question_comes_in_between(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk())
    press(Key.Key_2)

    press(Key.Key_Tab)
    press(Key.Key_Tab)
    on_new = focused() is row(page, "last").editor.focus_target()
    press(Key.Key_Tab)
    press(Key.Key_Tab)

    assert on_new
    assert row(page, "when").isAncestorOf(focused())


def test_each_reason_for_no_answer_can_be_chosen_and_taken_back(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    reasons = row(page, "known").no_answer.reasons().actions()

    reasons[1].trigger()
    absent = desk.answer_to("known").absent
    reasons[-1].trigger()

    assert [action.text() for action in reasons] == [
        "Declined",
        "Unable to answer",
        "Not asked",
        "Not known",
        "",
        "Clear the answer",
    ]
    assert absent is Absent.UNABLE
    assert not desk.answer_to("known").is_given()


def test_an_answer_that_is_hidden_comes_back_with_its_question(qtbot: QtBot) -> None:
    desk = ScreenDesk(known={})
    desk.draft = {"drink": an_answer(OFTEN), "last": an_answer("cider")}
    page = open_page(qtbot, desk)

    press(Key.Key_1)
    press(Key.Key_2)

    assert row(page, "last").is_shown
    assert row(page, "last").editor.findChild(QWidget, "") is not None
    assert page.presenter._hand is not None
    assert page.presenter._hand.answer_to("last").values == ("cider",)


def test_text_typed_and_left_at_once_is_saved(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    QTest.keyClicks(focused(), "bruise on the left arm")
    before = desk.answer_to("notes").values

    page.leave()

    assert before == ()
    assert desk.answer_to("notes").values == ("bruise on the left arm",)


def test_text_is_saved_after_a_pause_in_typing(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    QTest.keyClicks(focused(), "calm")

    qtbot.waitUntil(lambda: desk.answer_to("notes").values == ("calm",), timeout=2000)
    assert page.view.saving.text().startswith("saved 0")


def test_a_failed_save_keeps_the_text_and_says_so_until_it_is_safe(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    desk.is_disk_full = True
    QTest.keyClicks(focused(), "bruise")
    page.view.flush()
    said, header = page.view.notice.text(), page.view.saving.text()

    desk.is_disk_full = False
    page.presenter.saver.try_again()

    assert "not saved yet" in said
    assert "every 5 seconds" in said
    assert header == "not saved yet"
    assert desk.answer_to("notes").values == ("bruise",)
    assert "now saved" in page.view.notice.text()


def test_what_cannot_be_read_as_a_number_stays_and_is_pointed_at(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    QTest.keyClicks(focused(), "a lot")

    press(Key.Key_Return, Mod.ControlModifier)

    assert heading(page) == "2  Notes"
    assert page.view.errors.isVisible()
    assert desk.answer_to("units").values == ("a lot",)


def test_a_section_with_something_missing_says_so_and_may_be_left_all_the_same(
    qtbot: QtBot,
) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)

    press(Key.Key_Return, Mod.ControlModifier)
    stayed, listed = heading(page), page.view.errors.texts()
    page.view.messages.go_on.click()

    assert stayed == "1  Alcohol & drugs"
    assert listed[0].startswith("How often? · ")
    assert heading(page) == "2  Notes"
    assert desk.left == [("alcohol", "seen")]


def test_the_section_list_says_how_far_each_section_is(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk())
    press(Key.Key_1)

    page.view.step_asked.emit(1)

    listed = page.view.sections
    states = [listed.entry(number).state for number in range(listed.count())]
    assert states == [SectionState.COMPLETED, SectionState.NOT_BEGUN, SectionState.NOT_BEGUN]
    spoken = listed.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1  Alcohol & drugs, done"


def test_alt_and_arrows_walk_the_sections_with_focus_on_the_first_question(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk())

    press(Key.Key_Down, Mod.AltModifier)
    below = heading(page)
    on_first = focused() is row(page, "notes").editor.focus_target()
    press(Key.Key_Up, Mod.AltModifier)

    assert (below, on_first) == ("2  Notes", True)
    assert heading(page) == "1  Alcohol & drugs"


def test_undo_takes_back_the_last_answer_wherever_it_was_given(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    press(Key.Key_2)
    page.view.step_asked.emit(1)

    page.view.undo.click()

    assert heading(page) == "1  Alcohol & drugs"
    assert desk.answer_to("drink").values == ()
    assert not any(button.isChecked() for button in row(page, "drink").findChildren(QRadioButton))


def test_a_known_fact_can_be_answered_afresh_instead(qtbot: QtBot) -> None:
    desk = ScreenDesk(known={"known": a_known_answer(True)})
    page = open_page(qtbot, desk)
    offer = row(page, "known").offer
    assert offer is not None

    offer.change.click()
    press(Key.Key_2)

    assert desk.answer_to("known").values == (False,)
    assert desk.answer_to("known").source == ""
    assert not row(page, "known").is_offered()


def test_a_declined_question_can_still_be_answered(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    press(Key.Key_D, Mod.ControlModifier)
    button = row(page, "drink").no_answer.text()

    press(Key.Key_1)

    assert button == "Declined ▾"
    assert desk.answer_to("drink").absent is None
    assert desk.answer_to("drink").values == (NEVER,)


def test_what_is_missing_is_listed_at_the_end_and_leads_there(qtbot: QtBot) -> None:
    journey = Journey()
    page = open_page(qtbot, ScreenDesk(), journey)

    page.view.section_asked.emit("end")
    qtbot.waitUntil(page.view.end.missing.isVisible)
    lines = page.view.end.missing.findChildren(QPushButton)
    words = [line.text() for line in lines]
    lines[0].click()

    assert journey.places == []
    assert words == ["1 Alcohol && drugs · How often?", "3 Plan · Look again on"]
    assert heading(page) == "1  Alcohol & drugs"


def test_ctrl_enter_never_finishes_in_passing(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("end")

    press(Key.Key_Return, Mod.ControlModifier)

    assert desk.screen.status is not ScreenStatus.COMPLETED
    assert focused() is page.view.finish


def test_a_colleagues_screen_says_who_began_it_and_what_they_left_to_know(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    desk.screen = replace(
        desk.screen,
        status=ScreenStatus.HANDED_OVER,
        handed_over_to="nights",
        handover_note="Ask about the inhaler.",
    )
    page = open_page(qtbot, desk)

    assert "P. Shah · you continue" in page.view.standing.text()
    assert "Ask about the inhaler." in page.view.notice.text()


def test_handing_over_asks_to_whom_and_takes_the_last_words_along(qtbot: QtBot) -> None:
    desk, journey = ScreenDesk(), Journey()
    page = open_page(qtbot, desk, journey)
    panel = page.view.hand_over_panel
    page.view.hand_over.click()
    panel.give.click()
    without_name = desk.screen.status

    panel.to.setText("A. Lee")
    panel.note.setPlainText("Section 2 is left")
    panel.give.click()

    assert without_name is ScreenStatus.IN_PROGRESS
    assert desk.screen.handed_over_to == "A. Lee"
    assert desk.screen.handover_note == "Section 2 is left"
    assert len(journey.places) == 1


def test_a_finished_screen_can_be_read_and_not_changed(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    answers = {"drink": an_answer(OFTEN), "review": an_answer("2026-09-06")}
    desk.screen = replace(desk.screen, answers=answers).complete(NOW, OKAFOR)
    page = open_page(qtbot, desk)
    assert page.view.page is not None

    page.view.asks.values_given.emit("drink", (NEVER,))

    assert page.view.page.asked_rows() == []
    assert "read only" in page.view.standing.text()
    assert desk.draft == {}
    assert not page.view.pause.isVisible()


def test_what_came_from_elsewhere_is_shown_and_what_was_typed_here_stands(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    press(Key.Key_1)
    colleagues: dict[str, Answer] = {"drink": an_answer(OFTEN), "known": an_answer(True)}
    desk.screen = replace(desk.screen, answers=colleagues)

    page.begin()

    assert page.presenter._hand is not None
    assert page.presenter._hand.answer_to("drink").values == (NEVER,)
    assert page.presenter._hand.answer_to("known").values == (True,)


def test_a_long_form_builds_only_the_section_in_sight(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk(questionnaire=a_long_form(12, 25)))
    assert page.view.page is not None

    page.view.page.build_all()

    assert len(page.findChildren(QuestionRow)) == 25


def test_every_control_has_a_name_and_no_two_claim_one_key(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk(known={"known": a_known_answer(True)}))
    page.view.hand_over.click()
    claimed, nameless = duplicate_mnemonics(page), nameless_controls(page)
    page.view.section_asked.emit("seen")

    assert claimed == {}
    assert nameless == []
    assert nameless_controls(page) == []
