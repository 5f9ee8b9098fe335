from pathlib import Path

import pytest

from ui.printing.chosen_file import write_whole
from ui.printing.trouble import FileNotSavedError


def test_the_chosen_file_holds_the_bytes_and_nothing_else_is_left_in_the_folder(
    tmp_path: Path,
) -> None:
    chosen = tmp_path / "report.pdf"

    write_whole(chosen, b"%PDF report")

    assert chosen.read_bytes() == b"%PDF report"
    assert list(tmp_path.iterdir()) == [chosen]
    assert chosen.stat().st_mode & 0o077 == 0


def test_an_older_file_of_that_name_is_replaced_whole(tmp_path: Path) -> None:
    chosen = tmp_path / "report.pdf"
    chosen.write_bytes(b"older and longer than the new one")

    write_whole(chosen, b"new")

    assert chosen.read_bytes() == b"new"


def test_a_folder_that_refuses_leaves_the_older_file_and_no_half(tmp_path: Path) -> None:
    chosen = tmp_path / "report.pdf"
    chosen.mkdir()
    (chosen / "keeps it from being replaced").touch()

    with pytest.raises(FileNotSavedError):
        write_whole(chosen, b"new")
    assert list(tmp_path.iterdir()) == [chosen]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotSavedError) as told:
        write_whole(tmp_path / "stick pulled out" / "report.pdf", b"new")

    assert "report.pdf" in told.value.details["path"]
