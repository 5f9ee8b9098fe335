"""A bug is told in words and kept by its place alone."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import crash

SECRET = "Kelly Marsh drank a bottle of vodka"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[list[str]]:
    before, told = sys.excepthook, list[str]()
    crash.install(tmp_path, lambda: told.append("told"))
    yield told
    sys.excepthook = before


def fall_over() -> None:
    answer = SECRET
    raise KeyError(answer)


def caught() -> KeyError:
    try:
        fall_over()
    except KeyError as error:
        return error
    raise AssertionError("it did not fall over")


def test_a_bug_is_told_and_its_place_is_kept_without_its_text(
    told: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    error = caught()

    sys.excepthook(KeyError, error, error.__traceback__)

    kept = (tmp_path / crash.FILE_NAME).read_text()
    assert told == ["told"]
    assert "KeyError" in kept
    assert "fall_over" in kept
    assert SECRET not in kept
    assert SECRET not in caplog.text
    caplog.clear()


def test_where_the_crash_file_cannot_be_written_the_bug_is_still_told(
    told: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / crash.FILE_NAME).mkdir()
    error = caught()

    sys.excepthook(KeyError, error, error.__traceback__)

    assert told == ["told"]
    caplog.clear()
