"""What is due stands first, is recorded with one key, and is said as well as drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.errors import TroubleError
from desktop.services.screen_values import DueInstrument, InstrumentReading
from tests.builders.custody import STAY, a_detention
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.builders.people import KELLY, a_person_file
from tests.builders.screens import a_screen, an_open_screen
from tests.builders.staff import SHAH
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from tests.unit.ui.observations.readings import FORMS, OURS, a_course, a_due, a_reading
from ui.observations.page import ObservationsPage
from ui.observations.presenter import ObservationsPresenter
from ui.places import ObservationsPlace, ScreenPlace

BEGUN = a_screen(
    id=ScreenId(numbered(655)),
    questionnaire=FORMS[1].canonical,
    title="CIWA-Ar: alcohol withdrawal",
    started_at=minutes_ago(4),
)


class DiskFullError(TroubleError):
    message_key = "error.disk_full"


@dataclass
class Night:
    """What was recorded in the stay, which a test may add to while the page looks on."""

    readings: dict[str, tuple[InstrumentReading, ...]] = field(default_factory=dict)
    due: tuple[DueInstrument, ...] = ()
    begun: tuple[Screen, ...] = ()
    now: datetime = NOW
    released_at: datetime | None = None
    asked: list[str] = field(default_factory=list)
    started: list[Any] = field(default_factory=list)

    def open_person(self, _person_id: Any) -> Any:
        done = [
            a_screen(
                id=reading.screen_id,
                questionnaire=f"{OURS}{tool}|1.0.0",
                status=ScreenStatus.COMPLETED,
                completed_at=reading.at,
            )
            for tool, readings in self.readings.items()
            for reading in readings
        ]
        stay = a_detention(released_at=self.released_at)
        return a_person_file(
            detentions=(stay,), screens=(*self.begun, *done), names={SHAH: "P. Shah"}
        )

    def history(self, _stay: Any, tool: str) -> tuple[InstrumentReading, ...]:
        self.asked.append(tool)
        return self.readings.get(tool, ())[::-1]

    def start(self, *asked: Any) -> Any:
        self.started.append(asked)
        return an_open_screen()


Opened = Callable[..., ObservationsPage]


@pytest.fixture
def night() -> Night:
    return Night(
        readings={
            "news2": a_course("news2", (200, 2), (150, 5), (90, None), (64, 6)),
            "gcs": a_course("gcs", (60, 15), (30, 14)),
        },
        due=(a_due("gcs", 25), a_due("news2", -40, why="6, medium, at 01:10: again after 60 min")),
    )


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def opened(qtbot: QtBot, night: Night, journey: Journey) -> Opened:
    def opened(**changes: Any) -> ObservationsPage:
        given = {
            "open_person": night.open_person,
            "instrument_history": night.history,
            "due_instruments": lambda _stay: night.due,
            "list_forms": lambda: FORMS,
            "start_screen": night.start,
            "now": lambda: night.now,
        }
        context = a_page_context(journey=journey, **{**given, **changes})
        page = ObservationsPage(context, ObservationsPlace(KELLY, STAY))
        page.resize(1150, 700)
        in_front(page, qtbot)
        page.begin()
        qtbot.addWidget(page, before_close_func=lambda page: page.leave())
        return page

    return opened


def _due(page: ObservationsPage) -> list[tuple[str, str]]:
    """Return what stands in the list at the top, from top to bottom."""
    rows = sorted(page.view.rows.items(), key=lambda pair: pair[1].y())
    return [(key, row.due_text()) for key, row in rows]


def test_what_is_due_first_stands_first_and_what_was_not_done_last(
    opened: Opened, qtbot: QtBot
) -> None:
    page = opened()
    qtbot.waitUntil(lambda: page.view.rows["cows"].y() > 0)

    assert _due(page) == [
        ("news2", "Overdue by 40min, since 01:34"),
        ("gcs", "Due in 25min, at 02:39"),
        ("ciwa-ar", "Not done in this stay"),
        ("cows", "Not done in this stay"),
    ]


def test_the_first_key_records_what_is_due_first(
    opened: Opened, night: Night, journey: Journey
) -> None:
    page = opened()
    focused = page.focusWidget()
    assert focused is page.view.rows["news2"].record
    assert page.view.rows["news2"].record.text() == "Record &NEWS2"

    QTest.keyClick(focused, Qt.Key.Key_Return)

    assert night.started == [(KELLY, STAY, FORMS[0].canonical)]
    assert journey.places == [ScreenPlace(a_screen().id)]


def test_what_is_half_done_is_gone_on_with(opened: Opened, night: Night, journey: Journey) -> None:
    night.begun = (BEGUN,)
    page = opened()
    button = page.view.rows["ciwa-ar"].record
    assert button.text() == "Continue &CIWA-Ar"

    QTest.keyClick(button, Qt.Key.Key_Space)

    assert night.started == []
    assert journey.places == [ScreenPlace(BEGUN.id)]


def test_time_going_on_is_said_without_asking_again(opened: Opened, night: Night) -> None:
    page = opened()
    asked = list(night.asked)
    night.now = in_minutes(26)
    page.view.tick()

    assert page.view.rows["gcs"].due_text() == "Overdue by 1min, since 02:39"
    assert night.asked == asked


def test_a_new_reading_is_drawn_and_moves_its_tool_down(
    opened: Opened, night: Night, qtbot: QtBot
) -> None:
    page = opened()
    night.readings["news2"] += (a_reading(total=1, at=minutes_ago(1)),)
    night.due = (a_due("gcs", 25), a_due("news2", 239))
    page.context.announcer.happened.emit(a_screen())

    qtbot.waitUntil(lambda: "fell from 2" in page.view.sections["news2"].sentence.text())
    qtbot.waitUntil(lambda: [key for key, _due in _due(page)][:2] == ["gcs", "news2"])
    assert page.view.sections["news2"].chart.cursor_words().startswith("5 of 5")


def test_what_happened_to_somebody_else_is_not_looked_at(opened: Opened) -> None:
    page = opened()
    presenter = page.findChild(ObservationsPresenter)
    assert presenter is not None
    soon = next(timer for timer in presenter.findChildren(QTimer) if timer.isSingleShot())

    page.context.announcer.happened.emit(a_screen(person_id=numbered(77)))
    assert not soon.isActive()

    page.context.announcer.happened.emit(a_screen())
    assert soon.isActive()


def test_chart_table_and_sentence_say_the_same(opened: Opened) -> None:
    section = opened().view.sections["news2"]
    model = section.table.model()
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(4)]

    assert [point.label for point in section.chart.trend().readings] == [
        "2",
        "5",
        "5 of 7 answered",
        "6",
    ]
    assert [row[1] for row in shown] == [
        "6, medium",
        "no total, 5 of 7 answered",
        "5, medium",
        "2, low",
    ]
    assert shown[0] == ["05-Sep-2026 01:10", "6, medium", "J. Okafor", "1"]
    assert section.sentence.text().startswith("NEWS2 rose from 2 at 22:54 to 6 at 01:10;")
    assert section.chart.accessibleDescription().startswith(section.sentence.text())


def test_headings_in_short_lines_are_read_out_whole(opened: Opened) -> None:
    model = opened().view.sections["news2"].table.model()
    heard = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for column in range(model.columnCount())
    ]

    assert heard[:4] == ["Time", "Total", "By", "Breathing rate"]
    assert "Systolic blood pressure" in heard


def test_enter_in_the_table_opens_the_reading(
    opened: Opened, night: Night, journey: Journey
) -> None:
    table = opened().view.sections["news2"].table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert journey.places == [ScreenPlace(night.readings["news2"][-1].screen_id)]


def test_tab_goes_down_the_buttons_and_then_through_chart_and_table(opened: Opened) -> None:
    page = opened()
    seen = []
    for _step in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert seen == [
        "news2RecordButton",
        "gcsRecordButton",
        "ciwa-arRecordButton",
        "cowsRecordButton",
        "news2Chart",
        "news2Table",
        "gcsChart",
        "gcsTable",
    ]
    assert page.view.sections.keys() == {"news2", "gcs"}


def test_nothing_can_be_recorded_of_somebody_released(opened: Opened, night: Night) -> None:
    night.released_at = minutes_ago(5)
    page = opened()

    assert not any(row.record.isVisible() for row in page.view.rows.values())
    assert page.view.rows["news2"].due_text() == "No longer due: released"
    assert page.view.sections["news2"].chart.trend().until is None


def test_only_tools_that_may_have_been_done_are_asked_for(opened: Opened, night: Night) -> None:
    opened()
    assert set(night.asked) == {"news2", "gcs"}

    night.asked.clear()
    night.begun = (a_screen(questionnaire="https://local.example/form|1"),)
    opened()
    assert set(night.asked) == {"news2", "gcs", "ciwa-ar", "cows"}


def test_a_tool_without_a_timer_shows_once_it_was_done_twice(opened: Opened, night: Night) -> None:
    first, second = a_course("gcs", (60, 15), (30, 14))
    night.readings = {"4at": (replace(first, screen_id=ScreenId(numbered(1))), second)}
    page = opened()

    assert "4at" in page.view.sections
    assert page.view.rows["4at"].due_text() == "No time is set for the next"


def test_two_readings_of_one_screen_are_two_rows(opened: Opened, night: Night) -> None:
    first, second = a_course("ciwa-ar", (60, 12), (30, 14))
    night.readings = {"ciwa-ar": (first, replace(second, screen_id=first.screen_id))}

    assert opened().view.sections["ciwa-ar"].table.model().rowCount() == 2


def test_trouble_is_said_and_what_was_shown_stays(opened: Opened, night: Night) -> None:
    def fail(*_asked: Any) -> Any:
        raise DiskFullError

    page = opened(start_screen=fail)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)

    assert page.view.frame.notice.text()
    assert page.view.rows["news2"].record.isEnabled()
    assert "news2" in page.view.sections


def test_keys_are_unique_and_everything_has_a_name(opened: Opened, night: Night) -> None:
    night.begun = (BEGUN,)
    page = opened()

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []
