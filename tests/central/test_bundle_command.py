"""`custody-central answer`: what an administrator types to take a file in and write one back."""

import io
from pathlib import Path

import pytest

from sync.bundle.bundle import Opening, read_bundle, write_bundle
from sync.bundle.code import new_code
from sync.central.__main__ import main
from sync.central.commands import open_core
from sync.central.folder import DataFolder
from tests.central.stores import NURSE, join
from tests.fakes.replica import MemoryReplica

CODE = new_code()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    assert main(["init", "--data", str(tmp_path / "store"), "--service", "Essex"]) == 0
    return tmp_path / "store"


def a_desk(data: Path) -> MemoryReplica:
    with open_core(DataFolder(data)) as core:
        desk = join(core)
    desk.save(b"r" * 16, {"note": "ours"})
    return desk


def brought(desk: MemoryReplica, folder: Path) -> tuple[str, str]:
    """Write the desk's file and its code, and return where they are."""
    out = io.BytesIO()
    opening = Opening(desk.central, desk.device, 1, dict(desk.vector()), NURSE)
    batches = desk.batches_beyond({}, own_only=False, most=50)
    write_bundle(out, CODE, desk.private_key, opening, batches)
    (folder / "desk.bundle").write_bytes(out.getvalue())
    (folder / "code").write_text(CODE + "\n")
    return str(folder / "desk.bundle"), str(folder / "code")


def answer(data: Path, file: str, code: str) -> int:
    output = str(Path(file).with_name("answer.bundle"))
    return main(["answer", "--data", str(data), file, output, "--code-file", code])


def test_a_file_is_answered_with_a_receipt(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, code = brought(a_desk(data), tmp_path)

    assert answer(data, file, code) == 0

    assert "A receipt is in it" in capsys.readouterr().out
    written = tmp_path / "answer.bundle"
    assert written.stat().st_mode & 0o077 == 0
    assert read_bundle(io.BytesIO(written.read_bytes()), CODE).opening.receipt is not None


def test_what_cannot_be_answered_says_why_and_leaves_no_file(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, code = brought(a_desk(data), tmp_path)
    (tmp_path / "other-code").write_text(new_code())
    (tmp_path / "no.bundle").write_text("not one of ours")

    assert answer(data, file, str(tmp_path / "other-code")) == 1
    assert answer(data, str(tmp_path / "no.bundle"), code) == 1

    said = capsys.readouterr().err
    assert "the code does not open this file" in said
    assert "was not written by a workstation" in said
    assert not list(tmp_path.glob("answer*"))
