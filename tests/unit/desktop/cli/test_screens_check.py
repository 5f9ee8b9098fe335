"""`screens check`: many published forms at once."""

import json
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.unit.desktop.cli.command import Ended, inside, run
from tests.unit.desktop.forms.form_builder import CORPUS, NO_CORPUS, form_bytes, question

FORMS = sorted((CORPUS / "questionnaires").glob("*/questionnaires/*.json"))
_LONGEST_SECONDS = 20


def check(*words: object) -> Ended:
    return inside("desktop", "screens", "check", *words)


def reported(*words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(check(*words, "--json").out)
    return found


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Three forms: one that works, one with findings, one that is refused."""
    contents = {
        "works": form_bytes(question("q")),
        "findings": form_bytes(question("q", text="")),
        "refused": form_bytes(question("q"), question("q")),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def test_every_file_gets_its_verdict_and_reasons(three: list[Path]) -> None:
    ended = check(*three, "--json")

    assert (ended.code, ended.err) == (0, "")
    looked = json.loads(ended.out)
    assert [one["file"] for one in looked] == [str(file) for file in three]
    assert [one["verdict"] for one in looked] == ["works", "findings", "refused"]
    assert [one["items"] for one in looked] == [1, 1, 2]
    assert looked[0]["findings"] == []
    assert [one["level"] for one in looked[1]["findings"]] == ["finding"]
    refusal = looked[2]["findings"][0]
    assert refusal == {
        "linkId": "q",
        "level": "refused",
        "message": "Two items have this linkId, so their answers could not be told apart.",
        "rule": "duplicate_link_id",
    }


def test_it_can_be_read_by_a_person(three: list[Path]) -> None:
    lines = check(*three).out.splitlines()

    assert lines[0].split()[:3] == ["works", "1", "items"]
    assert "  refused: q: Two items have this linkId" in "\n".join(lines)
    assert lines[-1] == "3 looked at: 1 works, 1 findings, 1 refused"


def test_a_file_that_cannot_be_read_is_named_and_stops_no_other(
    three: list[Path], tmp_path: Path
) -> None:
    gone, folder = tmp_path / "gone.json", tmp_path / "folder"
    folder.mkdir()

    ended = check(gone, three[0], folder, three[2], "--json")

    assert ended.code == 1
    assert [one["verdict"] for one in json.loads(ended.out)] == ["works", "refused"]
    assert [
        str(file) in line for file, line in zip((gone, folder), ended.err.splitlines(), strict=True)
    ]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("content", [b"", b"\x00" * 99, b"[]", b'{"resourceType":"Patient"}'])
def test_what_is_no_form_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_bytes(content)

    (looked,) = reported(tmp_path / "odd.json")

    assert (looked["verdict"], looked["items"]) == ("refused", 0)


def test_it_needs_no_store_no_display_and_no_secret(three: list[Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    ended = run(
        "desktop", "screens", "check", *three, "--json",
        home=home, QT_QPA_PLATFORM="", DISPLAY="",
    )  # fmt: skip

    assert (ended.code, ended.err) == (0, "")
    assert len(json.loads(ended.out)) == 3
    assert list(home.iterdir()) == []


@pytest.mark.skipif(not FORMS, reason=NO_CORPUS)
def test_all_published_forms_are_looked_at_in_one_go() -> None:
    begun = monotonic()
    looked = reported(*FORMS)

    assert monotonic() - begun < _LONGEST_SECONDS
    assert [one["file"] for one in looked] == [str(file) for file in FORMS]
    assert all(finding["message"] for one in looked for finding in one["findings"])
    refusing = [any(finding["level"] == "refused" for finding in one["findings"]) for one in looked]
    assert refusing == [one["verdict"] == "refused" for one in looked]
