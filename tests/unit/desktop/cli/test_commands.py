"""The command line: what it does, what it says, and how it fails."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.assembly.session import open_session
from desktop.cli.commands import _parser
from desktop.services.questionnaires import built_in_index, newest_of
from desktop.storage.store import FILE_NAME, only_instance
from tests.unit.desktop.cli.command import inside
from tests.unit.desktop.cli.conftest import DETENTIONS, PASSPHRASE, SEED, Place
from tests.unit.desktop.services.screens import a_form


def on_board(place: Place) -> list[tuple[str, str]]:
    with open_session(place.data, "demo", PASSPHRASE) as session:
        rows = session.services.show_board().rows
    return sorted((row.family_name, row.custody_record_number) for row in rows)


# What it does.


def test_check_says_that_a_store_is_whole(place: Place) -> None:
    ended = place.liaison("check")
    assert (ended.code, ended.err) == (0, "")
    assert "The store is whole." in ended.out

    found = place.reported("check")
    assert found["whole"] is True
    assert found["faults"] == []
    assert found["records"] > DETENTIONS * 2
    assert len(found["digest"]) == 64


def test_the_same_seed_makes_the_same_night(made_place: Place, tmp_path: Path) -> None:
    again = Place(tmp_path / "again", made_place.passphrase_file)
    told = again.reported("generate", "--seed", SEED, "--detentions", DETENTIONS)
    assert (told["seed"], told["detentions"]) == (SEED, DETENTIONS)
    assert "passphrase" not in told

    other = Place(tmp_path / "other", made_place.passphrase_file)
    other.reported("generate", "--seed", SEED + 1, "--detentions", DETENTIONS)

    assert on_board(again) == on_board(made_place)
    assert on_board(other) != on_board(made_place)
    assert again.reported("check")["records"] == made_place.reported("check")["records"]


def test_screens_are_listed_looked_at_and_put_to_use(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "sleep.json"
    file.write_bytes(a_form())
    assert len(place.reported("screens", "list")) == len(newest_of(built_in_index()))

    looked = inside("desktop", "screens", "inspect", file, "--json")
    assert looked.code == 0
    verdict = json.loads(looked.out)
    assert (verdict["title"], verdict["items"]) == ("Sleep", 1)
    assert verdict["verdict"] in ("works", "works_with_findings")

    imported = place.reported("screens", "import", file)
    assert imported["canonical"] == "https://forms.example/sleep|1"
    assert place.reported("screens", "import", file) == imported
    listed = [one["title"] for one in place.reported("screens", "list")]
    assert listed[0] == "L&D screen"
    assert len(listed) == len(newest_of(built_in_index())) + 1
    assert "Sleep  https://forms.example/sleep|1  imported" in place.liaison("screens", "list").out


# How it fails: one line, exit code 1, nothing changed.


def test_a_wrong_passphrase_is_said_so_and_then_costs_a_wait(place: Place, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all\n", encoding="utf-8")
    guessing = Place(place.data, wrong)
    for _ in range(5):
        ended = guessing.liaison("check")
        assert ended.code == 1
        assert ended.is_one_line_of_help()
        assert "That passphrase is not right." in ended.err
        assert "not the passphrase" not in ended.err

    assert "Wait" in ended.err


def test_a_store_that_is_not_there_is_said_so(place: Place, tmp_path: Path) -> None:
    for command in (("check",), ("sync",), ("screens", "list")):
        ended = Place(tmp_path / "nothing", place.passphrase_file).liaison(*command)
        assert ended.code == 1
        assert ended.is_one_line_of_help()
        assert "no records on this computer yet" in ended.err
    assert not (tmp_path / "nothing").exists()


def test_a_damaged_store_is_said_so_and_left_alone(place: Place) -> None:
    path = place.data / FILE_NAME
    damaged = b"\x00" * 5000 + path.read_bytes()[5000:]
    path.write_bytes(damaged)

    ended = place.liaison("check")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "damaged" in ended.err
    assert path.read_bytes() == damaged


def test_somebody_who_is_not_admitted_is_told(place: Place) -> None:
    ended = place.liaison("check", "--user", "nobody")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "There is no one of that name" in ended.err


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_passphrase_file_that_cannot_be_read_is_named(
    place: Place, tmp_path: Path, name: str
) -> None:
    ended = Place(place.data, tmp_path / name).liaison("check")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert str(tmp_path / name) in ended.err


def test_a_second_instance_waits_for_nothing_and_says_so(place: Place) -> None:
    with only_instance(place.data):
        ended = place.liaison("check")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "already open" in ended.err
    assert place.liaison("check").code == 0


@pytest.mark.parametrize("raw", [b"", b"hello", b'{"resourceType": "Patient"}', b"[" * 100_000])
def test_a_form_that_is_none_is_refused(place: Place, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "form.json"
    file.write_bytes(raw)
    looked = inside("desktop", "screens", "inspect", file)
    assert looked.code == 1
    assert "Traceback" not in looked.err
    assert "refused" in looked.out

    ended = place.liaison("screens", "import", file)
    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert len(place.reported("screens", "list")) == len(newest_of(built_in_index()))


def test_a_form_file_that_cannot_be_read_is_said_so(place: Place, tmp_path: Path) -> None:
    for command in (("screens", "inspect"), ("screens", "import")):
        ended = place.liaison(*command, tmp_path / "missing.json")
        assert ended.code == 1
        assert ended.is_one_line_of_help()


def test_a_workstation_that_joined_no_service_cannot_send(place: Place) -> None:
    ended = place.liaison("sync")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "Everything is saved here" in ended.err


@pytest.mark.parametrize("content", [None, "hello", "{}", '{"name": "Desk", "suite": "Southend"}'])
def test_a_file_that_is_no_invitation_is_refused(
    place: Place, tmp_path: Path, content: str | None
) -> None:
    invitation = tmp_path / "invitation.json"
    if content is not None:
        invitation.write_text(content, encoding="utf-8")
    new = Place(tmp_path / "new", place.passphrase_file)

    ended = new.liaison("enrol", "--invitation", invitation)

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "not an invitation" in ended.err
    assert not new.data.exists()


def test_a_central_store_that_cannot_be_reached_is_said_so(place: Place, tmp_path: Path) -> None:
    central = tmp_path / "central"
    init = ("init", "--data", central, "--service", "Essex")
    assert inside("sync.central", *init).code == 0
    invitation = tmp_path / "invitation.json"
    invite = ("device", "invite", "--data", central, "--suite", "Southend", "--name", "Desk 1",
              "--url", "https://127.0.0.1:9", "--output", invitation)  # fmt: skip
    invited = inside("sync.central", *invite)
    assert invited.code == 0, invited.err

    ended = Place(tmp_path / "new", place.passphrase_file).liaison(
        "enrol", "--invitation", invitation
    )

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "could not be reached" in ended.err


# Wrong use: exit code 2, before anything is made.


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("--data",),
        ("--data", "folder", "check"),
        ("generate", "--detentions", "0"),
        ("generate", "--detentions", "many"),
        ("generate", "--seed", "x"),
        ("generate", "--suite", "Leeds"),
        ("screens",),
        ("screens", "inspect"),
        ("enrol",),
        ("enrol", "--invitation", "file", "--role", "sheriff"),
        ("check", "--passphrase", "hunter2"),
        ("sync", "--json", "yes"),
    ],
)
def test_wrong_use_is_told_apart_and_makes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    data = tmp_path / "data"
    place = () if words[0].startswith("--data") else ("--data", data)

    ended = inside("desktop", *words, *place)

    assert ended.code == 2
    assert "usage:" in ended.err
    assert "Traceback" not in ended.err
    assert not data.exists()


@pytest.mark.parametrize(
    "words", [("status",), ("status", "--data", "nowhere"), ("serve", "--data", "nowhere")]
)
def test_the_central_command_fails_in_one_line_too(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = inside("sync.central", *words)

    assert ended.code == 1
    assert len(ended.err.strip().splitlines()) == 1
    assert "Traceback" not in ended.err


def test_the_central_command_tells_wrong_use_apart(tmp_path: Path) -> None:
    assert inside("sync.central", "nonsense").code == 2
    assert inside("sync.central", "user", "add", "P. Shah").code == 2


# No secret on the command line.


def _options(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    for action in parser._actions:
        yield parser.prog, action
        if isinstance(action, argparse._SubParsersAction):
            for kind in action.choices.values():
                yield from _options(kind)


def takes_a_secret(action: argparse.Action) -> bool:
    words = ("passphrase", "password", "token", "key", "secret", "pin")
    return any(
        word in option and not option.endswith("-file")
        for option in (*action.option_strings, action.dest.replace("_", "-"))
        for word in words
    )


def test_no_option_takes_a_secret_itself() -> None:
    options = list(_options(_parser()))

    assert len(options) > 40
    assert [(where, one.dest) for where, one in options if takes_a_secret(one)] == []


def test_an_option_that_took_one_would_be_noticed() -> None:
    parser = argparse.ArgumentParser()

    assert takes_a_secret(parser.add_argument("--passphrase"))
    assert not takes_a_secret(parser.add_argument("--passphrase-file"))
