"""A night shift types with one hand: an answer is a key, and one key more goes on."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.forms import ItemType
from tests.unit.ui.screening.keys import Key, Mod, focused, press, section, typed
from tests.unit.ui.screening.small_form import (
    ScreenDesk,
    a_form_of,
    a_known_answer,
    a_shipped_form,
    an_item,
    open_page,
)
from ui.screening.page import ScreenPage
from ui.screening.question import EditorKind, kind_of
from ui.screening.question_row import QuestionRow

_CHOSEN_BY_NUMBER = {EditorKind.CHOICES, EditorKind.YES_NO, EditorKind.OPEN_CHOICE}
_WORDS = {
    ItemType.INTEGER: "2",
    ItemType.DECIMAL: "2",
    ItemType.QUANTITY: "2",
    ItemType.DATE: "5 9 2026",
    ItemType.DATE_TIME: "2230",
    ItemType.TIME: "2230",
}
_NO, _FIRST = Key.Key_2, Key.Key_1


class Typist:
    """Answers whatever has focus, and counts the keys that are not letters of an answer."""

    def __init__(self, page: ScreenPage) -> None:
        self.page = page
        self.keys = 0
        self.asked: list[str] = []

    def key(self, key: Key, modifier: Mod = Mod.NoModifier) -> None:
        press(key, modifier)
        self.keys += 1

    def answer_section(self) -> None:
        while (row := section(self.page).focused_row()) is not None:
            assert isinstance(row, QuestionRow)
            assert row.key not in self.asked, f"{row.key} is asked twice"
            self.asked.append(row.key)
            self._answer(row)
            self._go_on(row)

    def _answer(self, row: QuestionRow) -> None:
        kind = kind_of(row.item)
        if kind in _CHOSEN_BY_NUMBER:
            self.key(_NO if row.item.type is ItemType.BOOLEAN else _FIRST)
        elif kind is EditorKind.COMBO:
            self.key(Key.Key_Down)
        else:
            typed(_WORDS.get(row.item.type, "none"))

    def _go_on(self, row: QuestionRow) -> None:
        """Enter goes on, except after words, where it begins a line."""
        is_page = kind_of(row.item) in {EditorKind.TEXT, EditorKind.LINES}
        self.key(Key.Key_Tab if is_page else Key.Key_Return)
        while section(self.page).focused_row() is row:
            self.key(Key.Key_Tab)


@pytest.mark.parametrize("name", ["consent", "mental", "needs"])
def test_a_section_of_the_screen_takes_two_keys_a_question(qtbot: QtBot, name: str) -> None:
    desk = ScreenDesk(questionnaire=a_shipped_form("liaison-diversion-screen"))
    page = open_page(qtbot, desk)
    page.presenter._go_to(name)
    typist = Typist(page)

    typist.answer_section()

    assert len(typist.asked) > 3
    assert typist.keys <= 2 * len(typist.asked), typist.asked


def test_a_healthy_assessment_takes_two_keys_a_question(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_shipped_form("custody-health-assessment"))
    page = open_page(qtbot, desk)
    typist = Typist(page)
    sections = 0

    while not page.view.finish.isVisible():
        typist.answer_section()
        before = section(page)
        typist.key(Key.Key_Return, Mod.ControlModifier)
        sections += 1
        assert section(page) is not before, page.view.errors.texts()
    typist.answer_section()

    assert len(typist.asked) > 40
    assert typist.keys <= 2 * len(typist.asked) + sections
    assert focused() is page.view.finish


def a_desk_that_knows(*values: str) -> ScreenDesk:
    form = a_form_of(
        an_item(
            "health",
            "group",
            "Health",
            item=[
                an_item("told", "text", "Tell me about it"),
                an_item("allergy", "text", "And allergies"),
            ],
        )
    )
    known = {"told": a_known_answer(*values), "allergy": a_known_answer(*values)}
    return ScreenDesk(questionnaire=form, known=known)


def test_what_is_known_of_a_text_is_confirmed_with_two_enters(qtbot: QtBot) -> None:
    desk = a_desk_that_knows("Uses a blue inhaler")
    page = open_page(qtbot, desk)

    for _ in range(4):
        press(Key.Key_Return)

    answers = [desk.answer_to(name) for name in ("told", "allergy")]
    assert [answer.values for answer in answers] == [("Uses a blue inhaler",)] * 2
    assert all(answer.source for answer in answers)
    assert section(page).focused_row() is None


def test_enter_begins_a_line_once_there_are_words(qtbot: QtBot) -> None:
    desk = a_desk_that_knows("Uses a blue inhaler")
    page = open_page(qtbot, desk)

    typed("asthma")
    press(Key.Key_Return)
    typed("since 2009")
    section(page).flush()

    assert desk.answer_to("told").values == ("asthma\nsince 2009",)


def test_tab_goes_from_an_answer_to_what_is_offered_before_no_answer(qtbot: QtBot) -> None:
    open_page(qtbot, a_desk_that_knows("Uses a blue inhaler"))
    stops = []

    for _ in range(3):
        press(Key.Key_Tab)
        stops.append(focused().accessibleName())

    question = "Tell me about it"
    assert stops[:2] == [f"Confirm: {question}", f"Change: {question}"]
    assert stops[2].startswith("No answer")
