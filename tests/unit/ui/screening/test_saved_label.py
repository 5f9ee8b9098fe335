"""Whether an answer is safe is said where it is news, and moves nothing."""

import pytest
from pytestqt.qtbot import QtBot

from ui.screening.saved_label import SavedLabel


@pytest.fixture
def label(qtbot: QtBot) -> SavedLabel:
    label = SavedLabel()
    qtbot.addWidget(label)
    label.show_saving("Saved 22:30", is_safe=True)
    label.show()
    return label


def test_an_answer_that_is_saved_at_once_is_never_said_to_be_unsaved(
    qtbot: QtBot, label: SavedLabel
) -> None:
    label.show_saving("not saved yet", is_safe=False)
    label.show_saving("Saved 22:31", is_safe=True)

    assert label.text() == "Saved 22:31"
    assert not label.is_waiting()


def test_an_answer_that_takes_longer_is_said_to_be_unsaved(qtbot: QtBot, label: SavedLabel) -> None:
    label.show_saving("not saved yet", is_safe=False)
    before = label.text()

    qtbot.waitUntil(lambda: label.text() == "not saved yet")

    assert before == "Saved 22:30"
    assert label.property("role") == "strong"


def test_an_answer_that_was_refused_is_said_to_be_unsaved_at_once(label: SavedLabel) -> None:
    label.show_saving("not saved yet", is_safe=False, is_refused=True)

    assert label.text() == "not saved yet"


def test_other_words_in_the_same_room_move_nothing(label: SavedLabel) -> None:
    size = label.size()

    label.show_saving("Saved 1:30", is_safe=True)

    assert label.size() == size


def test_larger_type_is_given_its_room(qtbot: QtBot, label: SavedLabel) -> None:
    before = label.width()
    font = label.font()
    font.setPixelSize(2 * label.fontInfo().pixelSize())

    label.setFont(font)

    assert label.width() > before
