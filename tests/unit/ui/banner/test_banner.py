from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.person import MarkerKind
from tests.builders.custody import a_detention
from tests.builders.moments import NOW
from tests.builders.people import a_marker, a_person
from tests.unit.ui.people.in_window import alt, in_window
from ui.banner.banner import PatientBanner

LONG_NOTE = "a long note about what was seen, what was said and what to do about it on this shift"


class BannerPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.banner = PatientBanner()
        column = QVBoxLayout(self)
        column.addWidget(self.banner)
        column.addStretch(1)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[BannerPage]:
    page = BannerPage()
    window = in_window(qtbot, page, 1200, 3000)
    yield page
    window.close()


def test_nothing_in_the_banner_is_cut_at_any_width(page: BannerPage) -> None:
    markers = {str(i): a_marker(kind, note=LONG_NOTE) for i, kind in enumerate(MarkerKind)}
    family = "Featherstonehaugh-Cholmondeley-Wriothes"
    page.banner.show_person(a_person(family_name=family, markers=markers), a_detention(), NOW)

    for width in (1200, 700, 420):
        page.resize(width, 3000)
        QTest.qWait(1)
        for label in seen(page.banner):
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= max(needed, label.fontMetrics().height()), label.text()
            assert label.geometry().right() <= cast("QWidget", label.parent()).width()


def test_a_banner_too_large_for_the_window_scrolls_and_leaves_room_for_the_page(
    qtbot: QtBot, page: BannerPage
) -> None:
    page.window().resize(800, 300)
    page.resize(800, 300)
    markers = {str(i): a_marker(kind, note=LONG_NOTE) for i, kind in enumerate(MarkerKind)}
    page.banner.show_person(a_person(markers=markers), a_detention(), NOW)

    bar = page.banner.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.isVisible())
    assert page.banner.height() == 180
    assert page.banner.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_a_banner_that_fits_takes_no_focus_and_shows_no_bar(page: BannerPage) -> None:
    page.banner.show_person(a_person(), a_detention(), NOW)
    QTest.qWait(1)

    assert not page.banner.verticalScrollBar().isVisible()
    assert page.banner.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_details_open_and_close_from_the_keyboard(qtbot: QtBot, page: BannerPage) -> None:
    page.banner.show_person(a_person(phone="01702 000000"), None, NOW)
    assert "01702 000000" not in texts(page.banner)

    alt(page.window(), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "01702 000000" in texts(page.banner))

    alt(page.window(), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "01702 000000" not in texts(page.banner))


def test_the_details_stay_open_when_the_person_is_shown_again(
    qtbot: QtBot, page: BannerPage
) -> None:
    page.banner.show_person(a_person(phone="01702 000000"), None, NOW)
    alt(page.window(), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "01702 000000" in texts(page.banner))

    page.banner.show_person(a_person(gp="Dr Ng"), None, NOW)

    qtbot.waitUntil(lambda: "Dr Ng" in texts(page.banner))


def test_showing_two_people_at_once_opens_no_stray_window(page: BannerPage) -> None:
    page.banner.show_person(a_person(), a_detention(), NOW)
    page.banner.show_person(a_person(given_name="Mary"), a_detention(), NOW)
    QTest.qWait(1)

    # The test plugin also complains of any window that asked for a size of its own.
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert windows == [page.window()]


def test_words_from_a_record_are_never_taken_for_markup(page: BannerPage) -> None:
    page.banner.show_person(a_person(family_name="<b>Marsh</b>"), None, NOW)

    assert "<B>MARSH</B>, Kelly (Ms)" in texts(page.banner)
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in seen(page.banner)
        if "MARSH" in label.text()
    )


def seen(banner: PatientBanner) -> list[QLabel]:
    return [label for label in banner.findChildren(QLabel) if label.isVisible()]


def texts(banner: PatientBanner) -> list[str]:
    return [label.text() for label in seen(banner)]
