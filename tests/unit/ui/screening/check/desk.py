"""A desk with a form in which something is owed, something repeats and something stops applying."""

from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Absent, Answer, Screen
from desktop.forms import Filling, Questionnaire
from desktop.services.screening import IncompleteScreenError
from desktop.services.values import OpenScreen
from tests.builders.moments import minutes_ago
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR, SHAH
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import DeskInMemory, services_in_memory
from tests.unit.ui.screening.small_form import NEVER, OFTEN, a_form_of, an_item
from ui.page import Page, PageContext

NAMES = {OKAFOR: "J. Okafor", SHAH: "P. Shah"}


def a_checked_form() -> Questionnaire:
    often = {"question": "drink", "operator": "=", "answerCoding": {"code": "often"}}
    codes = [{"valueCoding": {"code": c.code, "display": c.display}} for c in (NEVER, OFTEN)]
    alcohol = [
        an_item("drink", "choice", "How often?", answerOption=codes, required=True),
        an_item("last", "string", "What was the last drink?", enableWhen=[often]),
    ]
    medicine = [an_item("name", "string", "Name"), an_item("dose", "string", "Dose")]
    health = [
        an_item("asthma", "boolean", "Has an inhaler?"),
        an_item("medicine", "group", "Medicine", repeats=True, item=medicine),
        an_item("notes", "text", "What was seen"),
    ]
    return a_form_of(
        an_item("alcohol", "group", "Alcohol & drugs", item=alcohol),
        an_item("health", "group", "Health", item=health),
    )


def some_answers(**more: Answer) -> dict[str, Answer]:
    return {
        "drink": an_answer(OFTEN),
        "last": an_answer("cider"),
        "asthma": an_answer(absent=Absent.DECLINED),
        "name": an_answer("Salbutamol"),
        "name\x1ft000000000000b": an_answer("Ramipril"),
        "notes": an_answer("Calm.\nSlept well.", answered_by=SHAH),
        **more,
    }


class CheckDesk(DeskInMemory):
    """Finishes as the real one does: not while something is owed."""

    def __init__(self, form: Questionnaire | None = None, **answers: Answer) -> None:
        super().__init__(
            screen=replace(a_screen(), title="Small screen", answers=some_answers(**answers))
        )
        self.form = form or a_checked_form()
        self.windows: list[QWidget] = []

    def open_screen(self, _screen_id: Any = None) -> OpenScreen:
        return OpenScreen(
            screen=self.screen, questionnaire=self.form, draft=dict(self.draft), names=NAMES
        )

    def complete_screen(self, _screen_id: ScreenId) -> Screen:
        answers = {**self.screen.answers, **self.draft}
        problems = Filling(self.form, answers, now=minutes_ago(0), is_reopened=True).problems()
        owed = tuple(problem for problem in problems if not problem.is_warning)
        if owed:
            raise IncompleteScreenError(owed)
        return super().complete_screen(_screen_id)


def context_of(desk: CheckDesk, journey: Journey | None = None, **overrides: Any) -> PageContext:
    return a_page_context(services_in_memory(desk, **overrides), journey=journey)


def show(qtbot: QtBot, desk: CheckDesk, page: Page) -> None:
    window = QWidget()
    page.setParent(window)
    qtbot.addWidget(window)
    desk.windows.append(window)  # Kept as long as the desk: nothing else holds it.
    for widget in (window, page):
        widget.resize(1200, 760)
        widget.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    page.begin()
