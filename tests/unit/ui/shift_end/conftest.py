"""The shift end page in front, over one night."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.printing.in_window import in_window
from tests.unit.ui.printing.stand_ins import FakeChooser, FakePrinters
from tests.unit.ui.shift_end.night import Night
from ui.background.task_runner import TaskRunner
from ui.places import ShiftEndPlace
from ui.shift_end.page import ShiftEndPage

Open = Callable[..., ShiftEndPage]


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    windows: list[QWidget] = []

    def opened(
        night: Night,
        *,
        journey: Journey | None = None,
        errands: TaskRunner | None = None,
        tasks: TaskRunner | None = None,
        printers: FakePrinters | None = None,
        chooser: FakeChooser | None = None,
        bundle: FakeChooser | None = None,
        source: FakeChooser | None = None,
    ) -> ShiftEndPage:
        page = ShiftEndPage(
            a_page_context(night.services(), journey=journey, errands=errands, tasks=tasks),
            ShiftEndPlace(),
            printers=printers or FakePrinters(),
            choose_file=chooser or FakeChooser(),
            choose_bundle=bundle or FakeChooser(),
            choose_source=source or FakeChooser(),
        )
        windows.append(in_window(qtbot, page))
        page.begin()
        return page

    return opened
