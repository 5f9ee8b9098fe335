"""The command as its own process: what only a real one shows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.desktop.cli.command import environment, inside, run
from tests.unit.desktop.cli.conftest import PASSPHRASE, Place
from tests.unit.desktop.services.screens import a_form


@pytest.mark.parametrize("as_json", [True, False])
def test_a_passphrase_that_was_made_up_is_shown_once(tmp_path: Path, *, as_json: bool) -> None:
    wanted = ("generate", "--data", tmp_path / "data", "--detentions", 1)
    reported = ("--json",) if as_json else ()
    ended = run("desktop", *wanted, *reported, home=tmp_path)
    assert ended.code == 0, ended.err
    if as_json:
        passphrase = json.loads(ended.out)["passphrase"]
    else:
        passphrase = ended.out.partition("shown once: ")[2].split()[0]

    again = run(
        "desktop", "check", "--data", tmp_path / "data", "--passphrase-file", "-",
        home=tmp_path, stdin=passphrase + "\n",
    )  # fmt: skip
    assert again.code == 0, again.err
    assert passphrase not in again.out + again.err


@pytest.mark.parametrize("line_end", ["\n", "\r\n", ""])
def test_the_passphrase_may_come_from_standard_input(place: Place, line_end: str) -> None:
    ended = inside(
        "desktop", "check", "--data", place.data, "--passphrase-file", "-",
        stdin=PASSPHRASE + line_end,
    )  # fmt: skip

    assert ended.code == 0, ended.err


def test_what_a_terminal_cannot_show_stops_nothing(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "sleep.json"
    file.write_bytes(a_form(title="Çava, Świętosława?"))
    assert place.liaison("screens", "import", file).code == 0

    ended = run(
        "desktop", "screens", "list", *place.options(), home=tmp_path, PYTHONIOENCODING="ascii"
    )

    assert (ended.code, ended.err) == (0, "")
    assert "forms.example/sleep" in ended.out


def test_whoever_stops_reading_causes_no_trace(place: Place) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "screens", "list", "--data", str(place.data),
         "--passphrase-file", str(place.passphrase_file)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(place.data.parent),
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    error = process.stderr.read()
    process.stderr.close()

    assert process.wait(30) == 1
    assert error == b""


def test_without_a_terminal_or_a_file_it_says_how_to_give_the_passphrase(place: Place) -> None:
    ended = run("desktop", "check", "--data", place.data, home=place.data.parent)

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "--passphrase-file" in ended.err


def test_every_command_explains_itself(tmp_path: Path) -> None:
    assert run("desktop", "--help", home=tmp_path).out.startswith("usage: custody-liaison")
    for words in (("generate",), ("enrol",), ("screens", "import"), ("demo",), ("bench",)):
        ended = inside("desktop", *words, "--help")
        assert ended.code == 0
        assert ended.out.startswith("usage: custody-liaison")
