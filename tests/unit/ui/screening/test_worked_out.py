"""What the form works out is shown as such, can be typed over where allowed, and followed again."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.screen import Answer
from desktop.forms import Filling, ItemType
from tests.builders.moments import NOW
from tests.unit.ui.screening.keys import Key, Mod, focused, press, row_at, section, typed
from tests.unit.ui.screening.rich_form import a_rich_form, answered
from tests.unit.ui.screening.small_form import ScreenDesk, a_shipped_form, open_page
from ui.screening.calculated_row import CalculatedRow
from ui.screening.page import ScreenPage
from ui.screening.score_row import ScoreRow
from ui.screening.section_page import SectionPage
from ui.screening.shown_form import ShownForm
from ui.screening.typed_over import origin_words


def at_the_sum(qtbot: QtBot, desk: ScreenDesk) -> ScreenPage:
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("sums")
    return page


def the_sum(page: ScreenPage) -> CalculatedRow:
    row = row_at(page, "week")
    assert isinstance(row, CalculatedRow)
    return row


def answer_both(page: ScreenPage) -> None:
    page.view.asks.values_given.emit("glasses", (3,))
    page.view.asks.values_given.emit("days", (5,))


def origin(page: ScreenPage) -> str:
    assert page.presenter._hand is not None
    question = page.presenter._hand.form.question("week")
    assert question is not None
    return origin_words(question)


def test_a_calculated_answer_follows_the_others_and_is_saved_with_them(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    page = at_the_sum(qtbot, desk)
    before = the_sum(page).words()

    answer_both(page)

    assert before == "No value yet: it follows from other answers."
    assert the_sum(page).words() == "15"
    assert origin(page) == "worked out by the form"
    assert desk.answer_to("week").values == (15,)
    assert desk.answer_to("week").is_calculated


def test_a_total_typed_over_stays_is_marked_and_can_follow_again(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    page = at_the_sum(qtbot, desk)
    answer_both(page)
    part = the_sum(page).origin
    assert part.over is not None

    part.over.click()
    press(Key.Key_A, Mod.ControlModifier)
    typed("20")
    press(Key.Key_Return)
    page.view.asks.values_given.emit("days", (6,))
    kept, said = the_sum(page).words(), origin(page)
    assert part.follow is not None
    part.follow.click()

    assert kept == "20"
    assert said == "typed over by J. Okafor; the form would say 18"
    assert the_sum(page).words() == "18"
    assert desk.answer_to("week").is_calculated


def test_undo_lets_a_typed_over_total_follow_the_form_again(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    page = at_the_sum(qtbot, desk)
    answer_both(page)
    page.view.asks.values_given.emit("week", (20,))

    page.view.undo.click()

    assert the_sum(page).words() == "15"
    assert desk.answer_to("week").values == (15,)


def test_a_total_stored_with_another_value_stands_and_says_so(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    stored = {"glasses": answered(3), "days": answered(5)}
    desk.screen = replace(
        desk.screen, answers={**stored, "week": Answer(values=(99,), is_calculated=True)}
    )

    page = at_the_sum(qtbot, desk)

    assert the_sum(page).words() == "99"
    assert origin(page) == "stands as it was stored; the form would say 15 now"


def test_a_question_is_put_in_the_words_that_follow_from_the_answers(qtbot: QtBot) -> None:
    page = at_the_sum(qtbot, ScreenDesk(questionnaire=a_rich_form()))
    page.view.asks.values_given.emit("glasses", (3,))

    assert row_at(page, "why").item.text == "Why 3 a day?"


def test_focus_stays_when_the_words_of_its_question_change(qtbot: QtBot) -> None:
    page = at_the_sum(qtbot, ScreenDesk(questionnaire=a_rich_form()))
    page.view.focus_question("why")

    page.view.asks.values_given.emit("glasses", (4,))

    assert section(page).focused_row() is row_at(page, "why")
    assert focused().isVisible()


def liaison_screen() -> ScreenDesk:
    return ScreenDesk(questionnaire=a_shipped_form("liaison-diversion-screen"))


def test_a_score_has_no_total_before_every_part_is_answered(qtbot: QtBot) -> None:
    desk = liaison_screen()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("substances")
    parts = ("alcohol.frequency", "alcohol.amount", "alcohol.heavy")
    items = desk.open_screen().questionnaire.items
    row = row_at(page, "alcohol.score")
    assert isinstance(row, ScoreRow)
    said = []

    for part in parts:
        page.view.asks.values_given.emit(part, (items[part].options[3].value,))
        said.append(row.texts()[0])

    assert said[0] == "AUDIT-C (UK): 1 of 3 answered, no total yet"
    assert said[1] == "AUDIT-C (UK): 2 of 3 answered, no total yet"
    assert said[2] == "AUDIT-C (UK): 9 · higher risk"
    assert "not a diagnosis" in row.texts()[1]


def test_a_score_shows_its_parts_its_bands_and_its_source_on_demand(qtbot: QtBot) -> None:
    page = open_page(qtbot, liaison_screen())
    page.view.section_asked.emit("substances")
    row = row_at(page, "alcohol.score")
    assert isinstance(row, ScoreRow)
    before = row.texts()

    row.why.click()

    more = "\n".join(row.texts())
    assert len(before) == 2
    assert "How often · no answer yet" in more
    assert "8 to 10  higher risk" in more
    assert "Source: " in more


def test_what_a_score_asks_for_is_said_beside_it_in_words(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk(questionnaire=a_shipped_form("instruments/4at")))
    row = section(page).findChild(ScoreRow)
    assert isinstance(row, ScoreRow)
    before = row.texts()

    for asked in section(page).asked_rows():
        last = asked.item.options[-1].value if asked.item.options else True
        if asked.item.options or asked.item.type is ItemType.BOOLEAN:
            page.view.asks.values_given.emit(asked.key, (last,))

    flag = "4 or more: possible delirium. Find the cause now."
    assert flag not in before
    assert flag in row.texts()
    assert flag in row.accessibleName()


def test_a_page_can_be_built_without_any_service(qtbot: QtBot) -> None:
    form = ShownForm(Filling(a_rich_form(), {}, now=NOW))
    page = SectionPage("2  Drinks", form.questions("sums"), lambda: NOW)
    qtbot.addWidget(page)

    page.show_changed(form.changed("sums", form.filling.put("glasses", answered(3))))

    assert page.row("glasses") is not None
    assert len(page.asked_rows()) == 3
