"""Nobody at the desk: the program notices by the wall clock, once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.clocks import minutes
from ui.idle import IdleWatch


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(qapp: QApplication, clock: Clock) -> IdleWatch:
    return IdleWatch(qapp, clock=clock)


def test_nobody_at_the_desk_for_the_set_minutes_is_noticed(watch: IdleWatch, clock: Clock) -> None:
    noticed: list[str] = []
    watch.idle.connect(lambda: noticed.append("idle"))

    clock.seconds += minutes("idle_lock") * 60 - 1
    watch.look()
    assert noticed == []

    clock.seconds += 2
    watch.look()
    assert noticed == ["idle"]


def test_a_key_begins_the_count_anew(watch: IdleWatch, clock: Clock, qtbot: QtBot) -> None:
    noticed: list[str] = []
    watch.idle.connect(lambda: noticed.append("idle"))
    window = QWidget()
    qtbot.addWidget(window)
    clock.seconds += minutes("idle_lock") * 60 - 1

    QTest.keyClick(window, Qt.Key.Key_A)
    clock.seconds += 2
    watch.look()

    assert noticed == []
