"""A workstation without a network: records leave by file, and the receipt comes by file."""

from pathlib import Path

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


def what_is_wrong_is_said(desk: Workstation, file: Path) -> None:
    code, wrong = file.with_suffix(".code"), file.with_suffix(".wrong")
    wrong.write_text("00000-00000-00000-00000-00000-0", encoding="utf-8")
    cut = file.with_suffix(".cut")
    cut.write_bytes(file.read_bytes()[:-1])

    assert "The code does not open this file" in imported(desk, file, wrong).err
    assert "damaged or incomplete" in imported(desk, cut, code).err
    assert "not written by this program" in imported(desk, code, code).err


def test_a_night_reaches_a_neighbour_and_the_central_store_by_file(
    central: Central, tmp_path: Path
) -> None:
    one, other = Workstation(tmp_path / "desk-1"), Workstation(tmp_path / "desk-2")
    one.join(central, "Joseph Okafor")
    other.join(central, "Priya Shah")
    one.do("sync")
    other.do("sync")
    one.do(*NIGHT)
    file, answer = exported(one, tmp_path / "night.bundle"), tmp_path / "answer.bundle"
    code = file.with_suffix(".code")

    what_is_wrong_is_said(other, file)
    first, again = imported(other, file, code), imported(other, file, code)
    assert first.code == 0, first.err
    assert again.out.startswith("0 new entries")
    assert one.do("check")["digest"] == other.do("check")["digest"]
    with one.unlocked() as session:
        assert session.services.sync_state().waiting > 0  # The central store has proved nothing.

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
