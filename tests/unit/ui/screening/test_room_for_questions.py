"""At twice the size on a small window most of what is in sight is still the questions."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.person import MarkerKind
from tests.builders.custody import a_detention
from tests.builders.people import a_marker, a_person, a_person_file
from tests.fakes.pages import a_page_context
from tests.fakes.services import services_in_memory
from tests.fakes.windows import in_front
from tests.unit.ui.screening.small_form import ScreenDesk
from ui.main_window import MainWindow
from ui.places import ScreenPlace
from ui.screening.actions_bar import ActionsBar
from ui.screening.page import ScreenPage
from ui.screening.section_area import SectionArea
from ui.theme import Theme, apply_theme
from ui.widgets.error_summary import ErrorSummary


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Dress everything as the program does, and undress it afterwards."""
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    yield apply_theme(qapp, dark=False)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def a_window(theme: Theme, desk: ScreenDesk) -> MainWindow:
    """Return the program's window with a screen of somebody who has two warnings."""
    markers = {"a": a_marker(), "b": a_marker(MarkerKind.ALLERGY, note="Penicillin")}
    stay = a_detention()
    desk.screen = replace(desk.screen, detention_id=stay.id)
    file = a_person_file(person=a_person(markers=markers), detentions=(stay,))
    context = a_page_context(services_in_memory(desk, open_person=lambda _person: file))
    return MainWindow(
        lambda _place: ScreenPage(context, ScreenPlace(desk.screen.id)),
        suite="Southend",
        practitioner="J. Okafor",
        role="Liaison nurse",
        theme=theme,
    )


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_half_of_the_window_is_questions_however_large_the_type(
    qtbot: QtBot, theme: Theme, percent: int
) -> None:
    theme.set_zoom(percent)
    desk = ScreenDesk()
    window = a_window(theme, desk)
    in_front(window, qtbot)
    window.resize(1280, 800)

    window.go(ScreenPlace(desk.screen.id))
    area = window.findChild(SectionArea)
    assert area is not None

    qtbot.waitUntil(lambda: area.viewport().height() >= 400)
    assert (window.width(), window.height()) == (1280, 800)


def test_the_room_follows_ctrl_and_equals(qtbot: QtBot, theme: Theme) -> None:
    desk = ScreenDesk()
    window = a_window(theme, desk)
    in_front(window, qtbot)
    window.resize(1280, 800)
    window.go(ScreenPlace(desk.screen.id))
    area = window.findChild(SectionArea)
    assert area is not None

    for _step in range(5):
        QTest.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)

    assert theme.zoom == 200
    QTest.qWait(50)
    assert area.viewport().height() >= 400


@pytest.mark.parametrize("width", [1200, 700, 400])
def test_no_button_of_the_bar_is_squeezed(qtbot: QtBot, width: int) -> None:
    window, bar = QWidget(), ActionsBar()
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(bar)
    bar.show_ways(is_read_only=True)
    window.resize(width, 400)
    in_front(window, qtbot)

    shown = [button for button in bar.findChildren(QPushButton) if button.isVisible()]
    places = [button.geometry() for button in shown]

    assert window.width() == width
    assert len(shown) == 3
    for button, place in zip(shown, places, strict=True):
        assert place.width() >= button.sizeHint().width()
        assert bar.rect().contains(place)
        assert [place.intersects(other) for other in places].count(True) == 1
    # The way on stands at the right, and last.
    assert bar.next.geometry().right() == max(place.right() for place in places)
    assert bar.next.y() == max(button.y() for button in shown)


def test_the_error_summary_takes_focus_at_the_top_of_what_scrolls(qtbot: QtBot) -> None:
    area, errors, field = SectionArea(), ErrorSummary(), QLineEdit()
    holder = area.widget()
    assert holder is not None
    rows = holder.layout()
    assert isinstance(rows, QVBoxLayout)
    for _row in range(40):
        rows.addWidget(QLineEdit())
    rows.addWidget(field)
    area.above.addWidget(errors)
    area.resize(500, 300)
    in_front(area, qtbot)
    field.setFocus()
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)

    errors.show_problems([(f"Answer question {number}", field) for number in range(20)])

    assert errors.hasFocus()
    assert area.isAncestorOf(errors)
    assert errors.sizeHint().height() > area.viewport().height()
    qtbot.waitUntil(lambda: bar.value() <= errors.y())
    QTest.keyClick(errors, Qt.Key.Key_Return)
    assert field.hasFocus()
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())


def test_what_is_wrong_with_a_section_stands_in_what_scrolls(qtbot: QtBot, theme: Theme) -> None:
    theme.set_zoom(200)
    desk = ScreenDesk()
    window = a_window(theme, desk)
    in_front(window, qtbot)
    window.resize(1280, 800)
    window.go(ScreenPlace(desk.screen.id))
    area = window.findChild(SectionArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.viewport().height() >= 400)
    before = area.viewport().height()

    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    errors = area.findChild(ErrorSummary)

    assert errors is not None
    assert errors.hasFocus()
    assert area.viewport().height() == before
    qtbot.waitUntil(lambda: not errors.visibleRegion().isEmpty())
    stops = []
    for _step in range(3):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        stops.append(type(window.focusWidget()).__name__)
    # The line that leads to the question, the way past it, and the first question.
    assert stops == ["WrappingLink", "Button", "QRadioButton"]


def test_the_title_scrolls_only_where_lines_are_few(qtbot: QtBot, theme: Theme) -> None:
    desk = ScreenDesk()
    window = a_window(theme, desk)
    in_front(window, qtbot)
    window.resize(1280, 800)
    window.go(ScreenPlace(desk.screen.id))
    area = window.findChild(SectionArea)
    page = window.page()
    assert area is not None
    assert isinstance(page, ScreenPage)
    stood = not area.isAncestorOf(page.view.title)

    theme.set_zoom(200)
    qtbot.waitUntil(lambda: area.isAncestorOf(page.view.title))
    theme.set_zoom(100)

    qtbot.waitUntil(lambda: not area.isAncestorOf(page.view.title))
    assert stood
    qtbot.waitUntil(page.view.title.isVisible)
