"""A chart must be true: to scale, unbroken only where there are totals, and sayable in words."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.wording.clinical import clock_time
from tests.builders.moments import NOW, in_minutes, minutes_ago
from tests.fakes.windows import in_front
from ui.widgets.trend import ChartReading, ChartZone, Trend
from ui.widgets.trend_axis import clock_marks, midnights, value_marks
from ui.widgets.trend_chart import TrendChart

LOW = ChartZone(low=0, high=4, name="low")
MEDIUM = ChartZone(low=5, high=6, name="medium")
HIGH = ChartZone(low=7, high=20, name="high")


def a_point(minutes: int, value: float | None) -> ChartReading:
    label = "5 of 7 answered" if value is None else f"{value:g}"
    return ChartReading(at=minutes_ago(minutes), value=value, label=label, said=f"total {label}")


def a_trend(*points: tuple[int, float | None], zones: tuple[ChartZone, ...] = ()) -> Trend:
    readings = tuple(a_point(minutes, value) for minutes, value in points)
    return Trend(readings=readings, zones=zones, lowest=0, highest=20, until=NOW)


THREE = a_trend((200, 2), (150, 5), (30, 6), zones=(LOW, MEDIUM, HIGH))


@pytest.fixture
def chart(qtbot: QtBot) -> TrendChart:
    chart = TrendChart("NEWS2 over time")
    chart.resize(900, 300)
    in_front(chart, qtbot)
    chart.show_trend(THREE, "NEWS2 rose from 2 to 6.")
    chart.setFocus()
    return chart


def test_time_is_to_scale() -> None:
    scale = THREE.scale(0, 1000, 0, 100)
    first, second, third = (scale.x(reading.at) for reading in THREE.readings)

    assert (third - second) / (second - first) == pytest.approx(120 / 50)


def test_no_line_runs_through_a_reading_without_a_total() -> None:
    broken = a_trend((200, 2), (150, None), (100, 5), (50, 6))

    assert [(a.value, b.value) for a, b in broken.lines()] == [(5, 6)]
    assert len(THREE.lines()) == 2


def test_zones_meet_half_way_between_their_values() -> None:
    assert THREE.edges() == [4.5, 6.5]


def test_the_last_zone_is_in_sight_and_a_long_one_is_not_shown_to_its_end() -> None:
    assert THREE.values() == (-0.5, 11.5)
    assert a_trend((30, 18), zones=(LOW, MEDIUM, HIGH)).values() == (-0.5, 20.5)


def test_arrow_keys_go_from_reading_to_reading_and_say_each(chart: TrendChart) -> None:
    assert chart.cursor_words() == "3 of 3: total 6"

    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.cursor_words() == "2 of 3: total 5"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.cursor_words() == "1 of 3: total 2"
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)

    assert chart.cursor_words() == "3 of 3: total 6"


def test_a_screen_reader_hears_what_it_is_and_what_it_shows(chart: TrendChart) -> None:
    told = QAccessible.queryAccessibleInterface(chart)
    assert told is not None

    assert told.role() == QAccessible.Role.Graphic
    assert told.text(QAccessible.Text.Name) == "NEWS2 over time"
    description = told.text(QAccessible.Text.Description)
    assert description == "NEWS2 rose from 2 to 6. 3 of 3: total 6"


def test_the_cursor_stays_when_time_goes_on_and_follows_a_new_reading(chart: TrendChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Home)
    chart.show_trend(THREE, "")
    assert chart.cursor_words().startswith("1 of 3")

    QTest.keyClick(chart, Qt.Key.Key_End)
    chart.show_trend(a_trend((200, 2), (150, 5), (30, 6), (1, 7)), "")
    assert chart.cursor_words().startswith("4 of 4")


def test_the_mouse_points_at_the_nearest_reading(chart: TrendChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.reading_chosen) as chosen:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(2, 20))

    assert chosen.args == [0]


def test_zones_can_be_told_apart_without_colour(chart: TrendChart) -> None:
    """In grey, the rows of pixels of one zone differ from those of its neighbour: a pattern."""
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    right = round(image.width() * 0.8)
    patterned = [_changes(image, y, right) for y in range(40, image.height() - 60)]

    assert max(patterned) > 5
    assert min(patterned) == 0


def test_a_chart_of_nothing_paints_nothing_and_takes_keys(qtbot: QtBot) -> None:
    chart = TrendChart("empty")
    in_front(chart, qtbot)
    QTest.keyClick(chart, Qt.Key.Key_Left)

    assert chart.cursor_words() == ""


def test_marks_are_round_times_in_the_uk_and_as_many_as_fit() -> None:
    marks = clock_marks(minutes_ago(230), NOW, 10)

    assert 4 <= len(marks) <= 10
    assert all(mark.minute in (0, 30) for mark in marks)
    assert clock_marks(NOW - timedelta(days=900), NOW, 10) == []


def test_on_the_night_the_clocks_go_back_an_hour_is_marked_twice() -> None:
    start = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    marks = clock_marks(start, start + timedelta(hours=4), 5)

    assert [clock_time(mark) for mark in marks] == ["00:00", "01:00", "01:00", "02:00"]
    assert [mark.hour for mark in midnights(start, start + timedelta(hours=4))] == [23]


def test_a_new_day_begins_at_uk_midnight() -> None:
    assert list(midnights(minutes_ago(300), in_minutes(60))) == [
        datetime(2026, 9, 4, 23, 0, tzinfo=UTC)
    ]


def test_values_beside_the_chart_are_round() -> None:
    assert value_marks(0, 20, 6) == [0, 5, 10, 15, 20]
    assert value_marks(3, 15, 6) == [5, 10, 15]


def _changes(image: QImage, y: int, right: int) -> int:
    row = [image.pixelColor(x, y).lightness() for x in range(right - 80, right)]
    return sum(abs(a - b) > 3 for a, b in pairwise(row))
