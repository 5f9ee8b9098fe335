"""A file is attached within the limits that were told, and named once it is kept."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.attached import Attached
from desktop.forms import ItemType
from desktop.services.attached_files import largest_bytes
from desktop.wording.file_words import size_words
from tests.unit.ui.screening.one_question import (
    Asked,
    Key,
    an_item,
)
from ui.screening.file_editor import FileEditor

A_FILE = Attached("a" * 64, 235_000, "image/jpeg", "left arm.jpg").text()


def _file(qtbot: QtBot, path: Path, **more: Any) -> tuple[Asked, list[tuple[bytes, str]]]:
    item = an_item(ItemType.ATTACHMENT, **more)
    asked = Asked(qtbot, item, FileEditor(item, ask=lambda _owner, chosen: chosen(path)))
    given: list[tuple[bytes, str]] = []
    asked.editor.file_chosen.connect(lambda content, title: given.append((content, title)))
    return asked, given


def _words(widget: QWidget) -> list[str]:
    return [button.text() for button in widget.findChildren(QAbstractButton)]


def test_a_chosen_file_is_handed_over_and_named_once_it_is_kept(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "left arm.jpg"
    path.write_bytes(b"picture")
    asked, given = _file(qtbot, path)
    asked.press(Key.Key_Space)
    before = asked.answer()
    asked.editor.take_file(A_FILE)
    editor = asked.editor
    assert isinstance(editor, FileEditor)

    assert given == [(b"picture", "left arm.jpg")]
    assert before == ()
    assert asked.answer() == (A_FILE,)
    assert editor.rows.words() == ["left arm.jpg, 235 KB"]
    assert "Choose another file" in _words(editor)

    editor.rows.remove_buttons()[0].click()
    assert asked.answer() == ()
    assert "Add a file" in _words(editor)


def test_size_and_types_are_told_before_and_kept_to(tmp_path: Path, qtbot: QtBot) -> None:
    large, other, gone = tmp_path / "a.jpg", tmp_path / "b.txt", tmp_path / "c.jpg"
    large.write_bytes(b"x" * 2001)
    other.write_text("words")
    limits: dict[str, Any] = {"largest_bytes": 2000, "content_types": ("image/jpeg",)}
    said = []
    for path in (large, other, gone):
        asked, given = _file(qtbot, path, **limits)
        asked.press(Key.Key_Space)
        said.append(asked.error())
        assert given == []

    assert (
        "Files of these types: JPEG. Up to 2 KB."
        in asked.editor.focus_target().accessibleDescription()
    )
    assert "larger than 2 KB" in said[0]
    assert "types: JPEG" in said[1]
    assert "cannot be read" in said[2]


def test_where_the_form_sets_no_limits_those_of_the_service_are_told(
    tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"%PDF-" + b"x" * largest_bytes())
    asked, given = _file(qtbot, large)
    told = asked.editor.focus_target().accessibleDescription()
    asked.press(Key.Key_Space)

    assert "PDF, JPEG, PNG, plain text" in told
    assert size_words(largest_bytes()) in told
    assert "larger than" in asked.error()
    assert given == []


def test_a_question_that_takes_several_files_keeps_each(tmp_path: Path, qtbot: QtBot) -> None:
    asked, _given = _file(qtbot, tmp_path, repeats=True)
    other = Attached("b" * 64, 99, "image/jpeg", "right.jpg").text()
    asked.editor.take_file(A_FILE)
    asked.editor.take_file(other)
    asked.editor.take_file(other)

    assert asked.answer() == (A_FILE, other)
