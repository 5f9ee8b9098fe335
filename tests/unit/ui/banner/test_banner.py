from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.person import Marker, MarkerKind
from tests.builders.custody import a_detention
from tests.builders.moments import NOW
from tests.builders.people import a_marker, a_person
from tests.unit.ui.people.in_window import alt, in_window
from ui.banner.banner import PatientBanner
from ui.banner.drawn_lines import DrawnLines

LONG_NOTE = "a long note about what was seen, what was said and what to do about it on this shift"


class BannerPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.banner = PatientBanner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addStretch(1)

    def resize_window(self, width: int, height: int) -> None:
        self.window().resize(width, height)
        self.resize(width, height)
        QTest.qWait(1)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[BannerPage]:
    page = BannerPage()
    window = in_window(qtbot, page, 1200, 3000)
    yield page
    window.close()


def every_warning() -> dict[str, Marker]:
    return {str(i): a_marker(kind, note=LONG_NOTE) for i, kind in enumerate(MarkerKind)}


def drawn(banner: PatientBanner) -> str:
    return " ".join(banner.lines())


def shown_labels(banner: PatientBanner) -> list[QLabel]:
    labels = banner.findChildren(QLabel)
    return [label for label in labels if label.isVisible() and not isinstance(label, DrawnLines)]


def details(banner: PatientBanner) -> list[str]:
    return [label.text() for label in shown_labels(banner)]


def test_the_full_form_says_who_it_is_and_each_warning(page: BannerPage) -> None:
    page.banner.show_person(a_person(markers={"a": a_marker()}), a_detention(), NOW)

    assert page.banner.lines() == [
        "MARSH, Kelly (Ms) Born 04-Mar-1991 (35y) Gender Female NHS No. 999 012 3403",
        (
            "Self-harm: cut arm in cell Cell C11 Suite Southend Custody record SN/4473/26 "
            "Interpreter Not recorded"
        ),
    ]


def test_nothing_in_the_banner_is_left_out_or_drawn_outside_at_any_width(page: BannerPage) -> None:
    family = "Featherstonehaugh-Cholmondeley-Wriothes"
    page.banner.show_person(
        a_person(family_name=family, markers=every_warning()), a_detention(), NOW
    )
    lines = page.banner.findChild(DrawnLines)
    assert lines is not None

    for width in (1200, 700, 420, 260):
        page.resize_window(width, 3000)
        said = drawn(page.banner)
        assert family.upper() in said.replace(" ", "")
        assert said.count("a long note") == len(MarkerKind)
        assert lines.width() <= page.banner.width()
        assert lines.height() >= lines.heightForWidth(lines.width())
        assert is_clear_at_its_right_edge(lines)


def is_clear_at_its_right_edge(lines: QWidget) -> bool:
    """Return whether nothing is drawn in the last column: a cut word would reach it."""
    picture = lines.grab().toImage()
    column = {picture.pixel(picture.width() - 1, y) for y in range(picture.height())}
    return len(column) == 1


def test_a_picture_with_ink_at_its_edge_is_told_apart(qtbot: QtBot) -> None:
    label = QLabel("\N{EM DASH}" * 40)
    qtbot.addWidget(label)
    label.resize(40, 20)

    assert not is_clear_at_its_right_edge(label)


def test_a_banner_too_large_for_the_window_scrolls_and_leaves_room_for_the_page(
    qtbot: QtBot, page: BannerPage
) -> None:
    page.resize_window(400, 300)
    page.banner.show_person(a_person(markers=every_warning()), a_detention(), NOW)
    alt(page.window(), Qt.Key.Key_M)

    bar = page.banner.verticalScrollBar()
    qtbot.waitUntil(lambda: page.banner.height() == 180)
    assert bar.maximum() > 0
    assert bar.isVisible()
    assert page.banner.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_a_banner_that_fits_takes_no_focus_and_shows_no_bar(page: BannerPage) -> None:
    page.banner.show_person(a_person(), a_detention(), NOW)
    QTest.qWait(1)

    assert not page.banner.verticalScrollBar().isVisible()
    assert page.banner.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_details_open_and_close_from_the_keyboard(qtbot: QtBot, page: BannerPage) -> None:
    page.banner.show_person(a_person(phone="01702 000000"), None, NOW)
    assert "01702 000000" not in details(page.banner)

    alt(page.window(), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "01702 000000" in details(page.banner))

    alt(page.window(), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "01702 000000" not in details(page.banner))


def test_the_numbers_can_be_copied_from_the_details(page: BannerPage) -> None:
    page.banner.show_person(a_person(), a_detention(), NOW)

    alt(page.window(), Qt.Key.Key_M)
    QTest.qWait(150)

    copied = [
        label.text()
        for label in shown_labels(page.banner)
        if label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    ]
    assert {"999 012 3403", "SN/4473/26"} <= set(copied)


def test_open_details_are_whole_within_the_banner(page: BannerPage) -> None:
    page.banner.show_person(a_person(markers=every_warning()), a_detention(), NOW)

    alt(page.window(), Qt.Key.Key_M)
    QTest.qWait(150)

    for label in shown_labels(page.banner):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        assert label.height() >= max(needed, label.fontMetrics().height()), label.text()
        assert label.geometry().right() <= cast("QWidget", label.parent()).width()


def test_the_details_stay_open_when_the_person_is_shown_again(
    qtbot: QtBot, page: BannerPage
) -> None:
    page.banner.show_person(a_person(phone="01702 000000"), None, NOW)
    alt(page.window(), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "01702 000000" in details(page.banner))

    page.banner.show_person(a_person(gp="Dr Ng"), None, NOW)

    qtbot.waitUntil(lambda: "Dr Ng" in details(page.banner))


def test_showing_two_people_at_once_opens_no_stray_window(page: BannerPage) -> None:
    page.banner.show_person(a_person(), a_detention(), NOW)
    page.banner.show_person(a_person(given_name="Mary"), a_detention(), NOW)
    QTest.qWait(1)

    # The test plugin also complains of any window that asked for a size of its own.
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert windows == [page.window()]


def test_words_from_a_record_are_never_taken_for_markup(page: BannerPage) -> None:
    person = a_person(family_name="<b>Marsh</b>", phone="<i>1</i>")
    page.banner.show_person(person, None, NOW)
    alt(page.window(), Qt.Key.Key_M)
    QTest.qWait(150)

    assert "<B>MARSH</B>, Kelly (Ms)" in drawn(page.banner)
    assert "<i>1</i>" in details(page.banner)
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in shown_labels(page.banner)
        if "<i>" in label.text()
    )


def test_a_screen_reader_is_told_all_that_is_drawn_and_more(page: BannerPage) -> None:
    page.banner.show_person(a_person(markers=every_warning()), a_detention(), NOW)
    lines = page.banner.findChild(DrawnLines)

    interface = QAccessible.queryAccessibleInterface(cast("QObject", lines))
    heard = interface.text(QAccessible.Text.Name)

    assert interface.role() == QAccessible.Role.StaticText
    assert heard.count(LONG_NOTE) == len(MarkerKind)
    assert "SN/4473/26" in heard


class Placings(QObject):
    """Counts how often what stands below the banner is given another place."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        return False


@pytest.mark.parametrize("height", [3000, 380])
def test_nothing_moves_when_the_person_comes_into_the_room_that_was_kept(
    qtbot: QtBot, height: int
) -> None:
    page, below = QWidget(), QPlainTextEdit()
    banner = PatientBanner(keeps_room=True)
    column = QVBoxLayout(page)
    column.addWidget(banner)
    column.addWidget(below, 1)
    window = in_window(qtbot, page, 1280, height)
    QTest.qWait(1)
    moved = Placings(below)

    markers = {str(i): a_marker(kind) for i, kind in enumerate(MarkerKind) if i < 4}
    banner.show_person(a_person(markers=markers if banner.is_short() else {}), a_detention(), NOW)
    QTest.qWait(1)
    still = moved.count
    banner.show_person(a_person(markers=every_warning()), a_detention(), NOW)
    QTest.qWait(1)

    assert still == 0
    assert moved.count > 0
    window.close()
