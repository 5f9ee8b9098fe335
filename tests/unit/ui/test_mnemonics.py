"""The checks that every page's tests use find what they are for, and nothing else."""

from PySide6.QtWidgets import QGroupBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls


def _page(qtbot: QtBot, *parts: QWidget) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in parts:
        column.addWidget(part)
    page.show()
    return page


def test_two_buttons_with_one_key_are_found(qtbot: QtBot) -> None:
    page = _page(qtbot, QPushButton("&Save"), QPushButton("&Sign"))

    assert duplicate_mnemonics(page) == {"S": ["&Save", "&Sign"]}


def test_a_label_and_a_group_claim_keys_too(qtbot: QtBot) -> None:
    field, label = QLineEdit(), QLabel("&Name")
    label.setBuddy(field)
    page = _page(qtbot, label, field, QGroupBox("&needs"))

    assert set(duplicate_mnemonics(page)) == {"N"}


def test_hidden_parts_escaped_signs_and_plain_text_claim_nothing(qtbot: QtBot) -> None:
    hidden = QPushButton("&Save")
    page = _page(qtbot, hidden, QPushButton("&Sign"), QPushButton("A && E"), QLabel("Smith &sons"))
    hidden.hide()

    assert duplicate_mnemonics(page) == {}


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    nameless, named = QLineEdit(), QLineEdit()
    nameless.setObjectName("mystery")
    named.setAccessibleName("Family name")
    page = _page(qtbot, nameless, named)

    assert nameless_controls(page) == ["QLineEdit mystery"]
