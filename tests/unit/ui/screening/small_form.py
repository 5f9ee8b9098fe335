"""A small published form with one of everything the screen page must do."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Answer, Coding, Screen
from desktop.errors import TroubleError
from desktop.forms import Questionnaire, load
from desktop.services.values import KnownAnswer, OpenScreen
from tests.builders.moments import NOW
from tests.builders.screens import a_screen
from tests.builders.staff import OKAFOR, SHAH
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import DeskInMemory, services_in_memory
from ui.places import ScreenPlace
from ui.screening.page import ScreenPage

NEVER, OFTEN = Coding(code="never", display="Never"), Coding(code="often", display="Often")


class DiskFullError(TroubleError):
    message_key = "error.disk_full"


def an_item(link_id: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": kind, "text": text, **more}


def _options(*codings: Coding) -> list[dict[str, Any]]:
    return [{"valueCoding": {"code": c.code, "display": c.display}} for c in codings]


def _shown_when_often() -> dict[str, Any]:
    asked = {"question": "drink", "operator": "=", "answerCoding": {"code": "often"}}
    return {"enableWhen": [asked]}


def a_small_form() -> Questionnaire:
    """Return three sections: alcohol with skip logic, notes, and a last one with a date."""
    alcohol = [
        an_item(
            "drink", "choice", "How often?", answerOption=_options(NEVER, OFTEN), required=True
        ),
        an_item("last", "string", "What was the last drink?", **_shown_when_often()),
        an_item("when", "dateTime", "When was it?", **_shown_when_often()),
        an_item("known", "boolean", "Has an inhaler?"),
    ]
    notes = [an_item("notes", "text", "What was seen"), an_item("units", "integer", "Units a week")]
    end = [an_item("review", "date", "Look again on", required=True)]
    return a_form_of(
        an_item("alcohol", "group", "Alcohol & drugs", item=alcohol),
        an_item("seen", "group", "Notes", item=notes),
        an_item("end", "group", "Plan", item=end),
    )


def a_form_of(*items: dict[str, Any]) -> Questionnaire:
    form = {
        "resourceType": "Questionnaire",
        "url": "https://forms.example/small",
        "version": "1",
        "status": "active",
        "title": "Small screen",
        "item": list(items),
    }
    return load(json.dumps(form).encode())


def a_shipped_form(name: str) -> Questionnaire:
    return load(resources.files("resources").joinpath(f"questionnaires/{name}.json").read_bytes())


def a_long_form(sections: int, questions: int) -> Questionnaire:
    return a_form_of(
        *(
            an_item(
                f"s{s}",
                "group",
                f"Section {s}",
                item=[
                    an_item(
                        f"s{s}.q{q}", "choice", "How often?", answerOption=_options(NEVER, OFTEN)
                    )
                    for q in range(questions)
                ],
            )
            for s in range(sections)
        )
    )


def a_known_answer(*values: Any) -> KnownAnswer:
    return KnownAnswer(
        answer=Answer(values=values),
        source="HCP assessment",
        recorded_at=NOW - timedelta(days=1),
        recorded_by="A. Lee",
    )


class ScreenDesk(DeskInMemory):
    """A desk with the small form open; told to, it cannot save."""

    def __init__(self, **opened: Any) -> None:
        super().__init__(screen=replace(a_screen(), title="Small screen", current_section=""))
        self.is_disk_full = False
        self.left: list[tuple[str, str]] = []
        self.windows: list[QWidget] = []
        self._opened = {"questionnaire": a_small_form(), **opened}

    def open_screen(self, _screen_id: Any = None) -> OpenScreen:
        names = {OKAFOR: "J. Okafor", SHAH: "P. Shah"}
        return OpenScreen(screen=self.screen, draft=dict(self.draft), names=names, **self._opened)

    def answer_question(self, screen_id: Any, link_id: str, answer: Answer) -> None:
        if self.is_disk_full:
            raise DiskFullError
        super().answer_question(screen_id, link_id, answer)

    def leave_section(self, screen_id: Any, section: str, next_section: str) -> Screen:
        self.left.append((section, next_section))
        return super().leave_section(screen_id, section, next_section)

    def answer_to(self, link_id: str) -> Answer:
        return {**self.screen.answers, **self.draft}.get(link_id, Answer())


def open_page(
    qtbot: QtBot, desk: ScreenDesk, journey: Journey | None = None, **overrides: Any
) -> ScreenPage:
    context = a_page_context(services_in_memory(desk, **overrides), journey=journey)
    page = ScreenPage(context, ScreenPlace(desk.screen.id))
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
    return page
