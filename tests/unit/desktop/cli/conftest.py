"""One store made by the command itself; tests that change it get a copy."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.unit.desktop.cli.command import Ended, inside

PASSPHRASE = "harbour lantern seven copper"
SEED = 11
DETENTIONS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a store, the file with its passphrase, and the command run on it."""

    data: Path
    passphrase_file: Path

    def options(self) -> tuple[object, ...]:
        """Return the options of the store: they stand after the subcommand."""
        return ("--data", self.data, "--passphrase-file", self.passphrase_file)

    def liaison(self, *words: object) -> Ended:
        return inside("desktop", *words, *self.options())

    def reported(self, *words: object) -> Any:
        ended = self.liaison(*words, "--json")
        assert ended.code == 0, ended.err
        return json.loads(ended.out)


@pytest.fixture(scope="session")
def made_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("generated")
    place = Place(folder / "data", folder / "passphrase.txt")
    place.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    ended = place.liaison("generate", "--seed", SEED, "--detentions", DETENTIONS)
    assert ended.code == 0, ended.err
    assert PASSPHRASE not in ended.out + ended.err
    return place


@pytest.fixture
def place(made_place: Place, tmp_path: Path) -> Place:
    shutil.copytree(made_place.data, tmp_path / "data")
    return Place(tmp_path / "data", made_place.passphrase_file)
