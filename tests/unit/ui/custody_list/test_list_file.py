from pathlib import Path

import pytest

from ui.custody_list.list_file import ListFileUnreadableError, NotAListError, read_list_file

TEXT = "Surname,Forename\nÅström,Zoë\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_however_the_spreadsheet_saved_it(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(TEXT.encode(encoding))

    assert read_list_file(file) == TEXT


def test_a_spreadsheet_or_picture_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"PK\x03\x04\x00\x00\x00")

    with pytest.raises(NotAListError):
        read_list_file(file)


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with file.open("wb") as sparse:
        sparse.truncate(50_000_000)

    with pytest.raises(NotAListError):
        read_list_file(file)


def test_a_file_that_is_gone_is_trouble_and_can_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(ListFileUnreadableError):
        read_list_file(tmp_path / "gone.csv")
