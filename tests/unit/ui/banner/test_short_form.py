"""In a window of few lines the banner is short by itself, and never leaves out a warning."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.person import MarkerKind
from desktop.wording.terms import term
from tests.builders.custody import a_detention
from tests.builders.moments import NOW
from tests.builders.people import a_marker, a_person
from tests.fakes.windows import in_front
from tests.unit.ui.banner.test_banner import LONG_NOTE, details, drawn, every_warning
from ui.banner.banner import PatientBanner


@pytest.fixture
def large_type(qapp: QApplication) -> Iterator[QFont]:
    """Show everything at twice the size, as after Ctrl with =."""
    before = qapp.font()
    font = QFont(before)
    font.setPixelSize(30)
    qapp.setFont(font)
    yield font
    qapp.setFont(before)


MakeBanner = Callable[..., PatientBanner]


@pytest.fixture
def a_banner(qtbot: QtBot) -> MakeBanner:
    """Return what makes a banner at the top of a window as large as asked."""
    windows = []

    def make(width: int = 1027, height: int = 800) -> PatientBanner:
        window = QWidget()
        windows.append(window)
        banner = PatientBanner()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(banner)
        column.addStretch(1)
        window.resize(width, height)
        in_front(window, qtbot)
        return banner

    return make


@pytest.mark.usefixtures("large_type")
def test_the_short_form_says_name_birth_numbers_and_warnings(a_banner: MakeBanner) -> None:
    banner = a_banner()
    markers = {"a": a_marker(), "b": a_marker(MarkerKind.ALLERGY, note="Penicillin")}

    banner.show_person(a_person(markers=markers), a_detention(), NOW)

    assert banner.is_short()
    assert drawn(banner) == (
        "MARSH, Kelly (Ms) Born 04-Mar-1991 (35y) NHS No. 999 012 3403"
        " Custody record SN/4473/26 2 warnings Self-harm: cut arm in cell Allergy: Penicillin"
    )
    assert len(banner.lines()) <= 3


@pytest.mark.usefixtures("large_type")
def test_no_warnings_are_said_in_words(a_banner: MakeBanner) -> None:
    banner = a_banner()

    banner.show_person(a_person(), None, NOW)

    assert "No current warnings recorded" in drawn(banner)


@pytest.mark.usefixtures("large_type")
@pytest.mark.parametrize("width", [1027, 771, 547])
def test_many_warnings_are_each_named_and_their_notes_are_under_more(
    a_banner: MakeBanner, qtbot: QtBot, width: int
) -> None:
    banner = a_banner(width)
    banner.show_person(a_person(markers=every_warning()), a_detention(), NOW)

    said = " ".join(drawn(banner).split())
    assert "10 warnings, notes under More" in said
    for kind in MarkerKind:
        assert term(kind) in said
    # Of an allergy the note is the warning.
    assert f"Allergy: {LONG_NOTE}" in said

    QTest.keyClick(banner.window(), Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: any("Self-harm: a long note" in text for text in details(banner)))
    assert sum(text.count(LONG_NOTE) for text in details(banner)) == len(MarkerKind)


@pytest.mark.usefixtures("large_type")
def test_what_the_short_form_leaves_out_is_under_more(a_banner: MakeBanner, qtbot: QtBot) -> None:
    banner = a_banner()
    banner.show_person(a_person(known_as="Kel", phone="01702 000000"), a_detention(), NOW)

    QTest.keyClick(banner.window(), Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: "01702 000000" in details(banner))
    assert {"Kel", "Female", "C11", "Southend"} <= set(details(banner))


@pytest.mark.usefixtures("large_type")
def test_a_screen_reader_hears_the_whole_of_every_warning_in_the_short_form(
    a_banner: MakeBanner,
) -> None:
    banner = a_banner()
    banner.show_person(a_person(markers=every_warning()), a_detention(), NOW)

    heard = banner.accessibleName()

    assert heard.count(LONG_NOTE) == len(MarkerKind)
    assert banner.findChild(QWidget, "moreDetailsButton").accessibleDescription() == heard  # type: ignore[union-attr]


def test_the_form_follows_the_size_of_the_window(a_banner: MakeBanner, qtbot: QtBot) -> None:
    banner = a_banner()
    banner.show_person(a_person(), a_detention(), NOW)
    full, was_short = banner.height(), banner.is_short()

    banner.window().resize(1027, 300)
    qtbot.waitUntil(banner.is_short)
    qtbot.waitUntil(lambda: banner.height() < full)
    banner.window().resize(1027, 800)

    qtbot.waitUntil(lambda: not banner.is_short())
    qtbot.waitUntil(lambda: banner.height() == full)
    assert not was_short


def test_the_form_follows_the_size_of_the_type(
    a_banner: MakeBanner, qtbot: QtBot, qapp: QApplication
) -> None:
    banner = a_banner()
    banner.show_person(a_person(), a_detention(), NOW)
    before, was_short = QFont(qapp.font()), banner.is_short()
    font = QFont(before)
    font.setPixelSize(30)

    qapp.setFont(font)
    qtbot.waitUntil(banner.is_short)
    qapp.setFont(before)

    qtbot.waitUntil(lambda: not banner.is_short())
    assert not was_short
