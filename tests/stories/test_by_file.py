"""A workstation without a network: records leave by file, and the receipt comes by file."""

from pathlib import Path

import pytest

from tests.stories.house import Central, Workstation
from tests.unit.desktop.cli.command import Ended, inside

NIGHT = ("generate", "--seed", 3, "--detentions", 3)


def exported(desk: Workstation, path: Path, *more: object) -> Path:
    """Export, and put the code that was shown beside the file, as a person would write it down."""
    ended = desk.try_to("export", path, *more)
    assert ended.code == 0, ended.err
    code = next(line for line in ended.out.splitlines() if "code that opens it" in line)
    path.with_suffix(".code").write_text(code.partition(": ")[2], encoding="utf-8")
    return path


def imported(desk: Workstation, path: Path, code: Path) -> Ended:
    return desk.try_to("import", path, "--code-file", code)


@pytest.fixture
def desks(central: Central, tmp_path: Path) -> tuple[Workstation, Workstation]:
    one, other = Workstation(tmp_path / "desk-1"), Workstation(tmp_path / "desk-2")
    one.join(central, "Joseph Okafor")
    other.join(central, "Priya Shah")
    one.do("sync")
    other.do("sync")
    return one, other


def test_a_file_there_and_back_is_worth_a_round(
    desks: tuple[Workstation, Workstation], central: Central, tmp_path: Path
) -> None:
    one, other = desks
    one.do(*NIGHT)
    file, answer = exported(one, tmp_path / "night.bundle"), tmp_path / "answer.bundle"
    code = file.with_suffix(".code")

    ended = inside("sync.central", "answer", "--data", central.folder, file, answer,
                   "--code-file", code)  # fmt: skip
    back = imported(one, answer, code)

    assert ended.code == 0, ended.err
    assert "A receipt is in it" in ended.out
    assert back.code == 0, back.err
    assert "it holds what was brought to it" in back.out
    with one.unlocked() as session:
        assert session.services.sync_state().waiting == 0
        assert session.services.last_receipt() is not None
    other.do("sync")
    assert one.do("check")["digest"] == other.do("check")["digest"]


def test_a_file_goes_from_desk_to_desk(
    desks: tuple[Workstation, Workstation], tmp_path: Path
) -> None:
    one, other = desks
    one.do(*NIGHT)
    file = exported(one, tmp_path / "night.bundle")

    first = imported(other, file, file.with_suffix(".code"))
    again = imported(other, file, file.with_suffix(".code"))

    assert first.code == 0, first.err
    assert again.out.startswith("0 new entries")
    assert one.do("check")["digest"] == other.do("check")["digest"]
    with one.unlocked() as session:
        assert session.services.sync_state().waiting > 0  # The central store has proved nothing.


def test_a_wrong_code_and_a_broken_file_say_what_to_do(
    desks: tuple[Workstation, Workstation], tmp_path: Path
) -> None:
    one, other = desks
    file = exported(one, tmp_path / "night.bundle", "--everything")
    wrong = tmp_path / "wrong.code"
    wrong.write_text("00000-00000-00000-00000-00000-0", encoding="utf-8")
    cut = tmp_path / "cut.bundle"
    cut.write_bytes(file.read_bytes()[:-1])

    assert "The code does not open this file" in imported(other, file, wrong).err
    assert "damaged or incomplete" in imported(other, cut, file.with_suffix(".code")).err
    assert "not written by this program" in imported(other, wrong, wrong).err
