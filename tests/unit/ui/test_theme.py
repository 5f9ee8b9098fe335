"""The look can be read in light and dark, at twice the size, and steps back for high contrast."""

from collections.abc import Iterator
from string import Template

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.theme import Theme, apply_theme, palette_of, sheet_of, tokens_now, zoomed
from ui.tokens import DARK, LIGHT, Tokens


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = apply_theme(qapp, dark=False)
    yield made
    made.set_zoom(100)
    qapp.setStyleSheet("")
    made.deleteLater()


def _luminance(name: str) -> float:
    colour = QColor(name)

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of the Web Content Accessibility Guidelines."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "chosen"),
    ("ink", "hover"),
    ("secondary", "paper"),
    ("secondary", "ground"),
    ("danger", "paper"),
    ("danger", "ground"),
    ("action", "paper"),
    ("action", "ground"),
    ("confirm", "paper"),
    ("on_bar", "bar"),
    ("on_bar", "bar_hover"),
    ("on_action", "action_ground"),
    ("on_confirm", "confirm_ground"),
    ("on_confirm", "confirm_hover"),
    ("on_danger", "danger_ground"),
    ("warn_ink", "warn_ground"),
    ("focus_ink", "focus"),
    ("focus_ground_ink", "focus_ground"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_and_of_focus_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.paper) >= 3
    assert contrast(tokens.focus_edge, tokens.paper) >= 3


def test_the_measure_of_contrast_knows_what_cannot_be_read() -> None:
    assert contrast("#ffffff", "#ffeb3b") < 1.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_blank_of_the_sheet_is_filled() -> None:
    for tokens in (LIGHT, DARK):
        assert not Template(sheet_of(tokens, 200)).get_identifiers()


def test_dark_is_dark_and_what_is_painted_by_hand_knows(qapp: QApplication) -> None:
    theme = apply_theme(qapp, dark=True)
    assert tokens_now() == DARK
    assert qapp.palette() == palette_of(DARK)
    theme.deleteLater()

    light = apply_theme(qapp, dark=False)
    assert tokens_now() == LIGHT
    light.deleteLater()


def test_high_contrast_drops_our_colours_and_comes_back(theme: Theme, qapp: QApplication) -> None:
    qapp.setProperty("highContrast", True)
    theme.apply()
    assert "palette(window-text)" in qapp.styleSheet()
    assert "#" not in qapp.styleSheet()
    ours = set(tokens_now()) - {"#ffffff", "#000000"}
    assert not ours & {LIGHT.danger, LIGHT.confirm, LIGHT.focus}

    qapp.setProperty("highContrast", False)
    theme.apply()
    assert "QPushButton" in qapp.styleSheet()


def test_zoom_goes_to_twice_the_size_and_back(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    label = QLabel("Saved on this computer")
    qtbot.addWidget(label)
    label.show()
    small = label.sizeHint().width()

    for _press in range(20):
        theme.zoom_in()
    assert theme.zoom == 200
    assert zoomed(10) == 20
    assert label.sizeHint().width() > 1.8 * small

    for _press in range(20):
        theme.zoom_out()
    assert theme.zoom == 100
    assert label.sizeHint().width() == small


def test_the_keys_for_size_work_in_a_window(theme: Theme, qtbot: QtBot) -> None:
    window = QLabel("Board")
    theme.listen_for_zoom(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    QTest.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert theme.zoom == 110
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.zoom == 100
