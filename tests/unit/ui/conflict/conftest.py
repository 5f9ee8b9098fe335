"""The conflict page in front, over a desk with things to decide."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from tests.unit.ui.conflict.desk import ConflictDesk
from ui.conflict.opened import place_of
from ui.conflict.page import ConflictPage
from ui.places import ConflictPlace

Open = Callable[..., ConflictPage]
SIZE = (1130, 700)


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    def opened(desk: ConflictDesk, journey: Journey | None = None, **overrides: object) -> object:
        context = a_page_context(desk.services(**overrides), journey=journey)
        place = place_of(desk.conflicts[0])
        assert isinstance(place, ConflictPlace)
        page = ConflictPage(context, place)
        page.resize(*SIZE)
        in_front(page, qtbot)
        page.begin()
        page.focus_first()
        return page

    return opened  # type: ignore[return-value]
