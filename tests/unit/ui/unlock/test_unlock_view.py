"""The desk is unlocked by keyboard alone, and what goes wrong is said where it is mended."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.windows import in_front
from ui.unlock.choice import UnlockChoice
from ui.unlock.view import UnlockView

STAFF = (
    UnlockChoice("okafor", "J. Okafor", "Liaison and diversion practitioner"),
    UnlockChoice("shah", "P. Shah", "Healthcare professional"),
)


@pytest.fixture
def view(qtbot: QtBot) -> UnlockView:
    made = UnlockView(STAFF, suite="Southend", workstation="WS-07")
    in_front(made, qtbot)
    return made


def test_the_desk_is_unlocked_by_keyboard_alone(view: UnlockView, qtbot: QtBot) -> None:
    assert view.focusWidget() is view.people
    QTest.keyClick(view.people, Qt.Key.Key_Down)
    QTest.keyClick(view.people, Qt.Key.Key_Tab)
    QTest.keyClicks(view.focusWidget(), "correct horse")

    with qtbot.waitSignal(view.unlock_asked) as asked:
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Return)

    assert asked.args == ["shah", "correct horse"]


def test_the_passphrase_is_forgotten_as_soon_as_it_is_given(view: UnlockView) -> None:
    QTest.keyClicks(view.passphrase, "correct horse")

    view.unlock_button.click()

    assert view.passphrase.text() == ""


def test_nothing_is_asked_twice_while_it_is_tried(view: UnlockView, qtbot: QtBot) -> None:
    QTest.keyClicks(view.passphrase, "correct horse")
    view.unlock_button.click()

    with qtbot.assertNotEmitted(view.unlock_asked):
        view.unlock_button.click()
        QTest.keyClick(view.passphrase, Qt.Key.Key_Return)
    assert "Unlocking" in view.unlock_button.text()


def test_a_refusal_says_why_and_waits_for_the_passphrase_again(view: UnlockView) -> None:
    QTest.keyClicks(view.passphrase, "wrong")
    view.unlock_button.click()

    view.show_message("That passphrase does not open this computer.")

    assert view.notice.text() == "That passphrase does not open this computer."
    assert view.passphrase.isEnabled()
    assert view.focusWidget() is view.passphrase


def test_an_empty_passphrase_is_asked_for_and_not_tried(view: UnlockView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.unlock_asked):
        view.unlock_button.click()

    assert "Type your passphrase" in view.notice.text()


def test_who_was_here_last_need_only_type_the_passphrase(view: UnlockView) -> None:
    view.choose("shah")

    assert view.chosen() == "shah"
    assert view.focusWidget() is view.passphrase


def test_a_person_who_left_cannot_be_chosen(view: UnlockView) -> None:
    view.choose("nobody")

    assert view.chosen() == "okafor"


def _press(view: UnlockView, letter: str, *, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    key = Qt.Key(ord(letter.upper()))
    QCoreApplication.sendEvent(
        view.passphrase, QKeyEvent(QKeyEvent.Type.KeyPress, key, held, letter)
    )


@pytest.mark.parametrize(
    ("letter", "shift", "is_on"),
    [("A", False, True), ("a", True, True), ("a", False, False), ("A", True, False)],
)
def test_the_letter_that_comes_tells_whether_caps_lock_is_on(
    view: UnlockView, letter: str, *, shift: bool, is_on: bool
) -> None:
    hint = view.findChild(QLabel, "capsLockLabel")
    assert isinstance(hint, QLabel)

    _press(view, letter, shift=shift)

    assert hint.isVisible() == is_on


def test_a_digit_tells_nothing_of_caps_lock(view: UnlockView) -> None:
    hint = view.findChild(QLabel, "capsLockLabel")
    assert isinstance(hint, QLabel)
    _press(view, "A")

    _press(view, "1")

    assert hint.isVisible()


def test_a_computer_without_people_says_so(qtbot: QtBot) -> None:
    view = UnlockView((), suite="Southend", workstation="WS-07")
    in_front(view, qtbot)

    assert "Nobody has been set up" in view.notice.text()
    assert not view.passphrase.isVisible()


def test_every_key_leads_one_way_and_every_control_has_a_name(view: UnlockView) -> None:
    assert duplicate_mnemonics(view) == {}
    assert nameless_controls(view) == []


def test_the_title_holds_no_name(view: UnlockView) -> None:
    assert view.windowTitle() == "Custody Liaison"


HEAVY = (
    "sqlalchemy",
    "reportlab",
    "httpx2",
    "cryptography",
    "msgspec",
    "sqlcipher3",
    "PySide6.QtSvg",
    "desktop.domain",
)


def test_nothing_heavy_is_loaded_before_the_first_window() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from ui.theme import apply_theme\n"
        "from ui.unlock.choice import UnlockChoice\n"
        "from ui.unlock.view import UnlockView\n"
        "theme = apply_theme(app)\n"
        "view = UnlockView([UnlockChoice('okafor', 'J. Okafor')])\n"
        "view.show()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_check_for_heavy_modules_sees_one() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, msgspec; print('msgspec' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "True"
