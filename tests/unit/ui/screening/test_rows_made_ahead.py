"""Rows out of sight are made while nobody waits, and come into place many at a time."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Answer
from desktop.forms import Filling
from tests.builders.moments import NOW
from tests.unit.ui.screening.small_form import NEVER, a_long_form
from ui.screening import section_rows
from ui.screening.question_row import QuestionRow
from ui.screening.section_page import SectionPage
from ui.screening.shown_form import ShownForm

COUNT = 120


@pytest.fixture(autouse=True)
def _slices_of_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be as slow as a machine that makes one row at a time."""
    monkeypatch.setattr(section_rows, "_SLICE_SECONDS", 0.0)


@pytest.fixture
def form() -> ShownForm:
    return ShownForm(Filling(a_long_form(1, COUNT), {}))


class CountingPage(SectionPage):
    """Counts how often the rows were placed anew."""

    placed = 0

    def event(self, event: QEvent) -> bool:
        self.placed += event.type() is QEvent.Type.LayoutRequest
        return super().event(event)


@pytest.fixture
def page(qtbot: QtBot, form: ShownForm) -> CountingPage:
    page = CountingPage("1  Long", form.questions("s0"), lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    return page


def test_all_rows_come_into_place_in_reading_order(qtbot: QtBot, page: CountingPage) -> None:
    assert not page.is_built()
    qtbot.waitUntil(page.is_built)

    rows = sorted(page.findChildren(QuestionRow), key=lambda row: row.y())
    assert [row.key for row in rows] == [f"s0.q{n}" for n in range(COUNT)]
    assert all(row.isVisible() for row in rows)


def test_many_rows_do_not_place_all_others_anew_one_by_one(
    qtbot: QtBot, page: CountingPage
) -> None:
    page.placed = 0
    qtbot.waitUntil(page.is_built)

    assert page.placed < COUNT / 4


def test_tab_follows_the_reading_order_through_rows_made_ahead(
    qtbot: QtBot, page: CountingPage
) -> None:
    qtbot.waitUntil(page.is_built)

    last = page.row(f"s0.q{COUNT - 2}")
    following = page.row(f"s0.q{COUNT - 1}")
    assert last is not None
    assert following is not None
    stop: QWidget | None = last.stops()[-1].nextInFocusChain()
    while stop is not None and stop.focusPolicy() is Qt.FocusPolicy.NoFocus:
        stop = stop.nextInFocusChain()
    assert stop is following.stops()[0]


def test_a_row_made_ahead_shows_what_was_answered_before_it_came_into_place(
    qtbot: QtBot, form: ShownForm, page: CountingPage
) -> None:
    ahead = next(iter(_made_ahead(qtbot, page)))
    change = form.filling.put(ahead, Answer(values=(NEVER,)))
    page.show_changed(form.changed("s0", change))
    qtbot.waitUntil(page.is_built)

    row = page.row(ahead)
    assert row is not None
    assert [button.isChecked() for button in row.editor.choices.buttons()] == [True, False]  # type: ignore[attr-defined]


def test_rows_made_ahead_are_shown_on_a_page_that_is_shown_later(
    qtbot: QtBot, form: ShownForm
) -> None:
    page = SectionPage("1  Long", form.questions("s0"), lambda: NOW)
    qtbot.addWidget(page)
    qtbot.waitUntil(page.is_built)
    page.show()

    assert all(row.isVisible() for row in page.findChildren(QuestionRow))


def _made_ahead(qtbot: QtBot, page: SectionPage) -> dict[str, object]:
    qtbot.waitUntil(lambda: bool(page.rows._made_ahead) or page.is_built())
    assert page.rows._made_ahead
    return dict(page.rows._made_ahead)
