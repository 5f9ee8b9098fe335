"""The page over real services and a real store: what is recorded is what is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from tests.unit.desktop.services.desk import Desk, SetClock, a_desk, empty_store
from tests.unit.desktop.services.test_instrument_readings import FAST_PULSE, WELL, do_news2
from ui.observations.page import ObservationsPage
from ui.places import ObservationsPlace, ScreenPlace


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "empty").mkdir()
    with a_desk(empty_store(tmp_path / "empty"), tmp_path / "desk", SetClock()) as opened:
        yield opened


def test_a_night_of_observations_is_shown_and_the_next_is_begun(desk: Desk, qtbot: QtBot) -> None:
    stay = desk.stay()
    for said in (WELL, FAST_PULSE):
        do_news2(desk, stay, said)
        desk.clock.on(70)
    journey = Journey()
    context = a_page_context(desk.services, journey=journey)
    page = ObservationsPage(context, ObservationsPlace(stay.person_id, stay.id))
    in_front(page, qtbot)
    page.begin()

    news2 = page.view.sections["news2"]
    assert page.view.rows["news2"].due_text().startswith("Overdue by 10min")
    assert news2.sentence.text().startswith("NEWS2 rose from 0 at ")
    assert [zone.name for zone in news2.chart.trend().zones] == ["low", "medium", "high"]

    QTest.keyClick(page.view.rows["ciwa-ar"].record, Qt.Key.Key_Return)
    (place,) = journey.places
    assert isinstance(place, ScreenPlace)
    page.begin()

    assert page.view.rows["ciwa-ar"].record.text() == "Continue &CIWA-Ar"
    page.leave()
