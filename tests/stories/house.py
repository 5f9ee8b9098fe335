"""The workstations and the central store of a story, worked by their commands alone."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.assembly.session import OpenSession, open_session
from desktop.services.values import BoardRow
from tests.unit.desktop.cli.command import Ended, inside

PASSPHRASE = "harbour lantern seven copper"


@dataclass(frozen=True, slots=True)
class Central:
    """A served central store; everything is asked of it by `custody-central`."""

    folder: Path

    def invite(self, name: str, suite: str = "Southend") -> Path:
        path = self.folder.parent / f"{name}.json"
        ended = inside(
            "sync.central", "device", "invite", "--data", self.folder, "--suite", suite,
            "--name", name, "--output", path,
        )  # fmt: skip
        assert ended.code == 0, ended.err
        return path

    def status(self) -> Any:
        ended = inside("sync.central", "status", "--data", self.folder, "--json")
        assert ended.code == 0, ended.err
        return json.loads(ended.out)


@dataclass(frozen=True, slots=True)
class Workstation:
    """A data folder; its person is called as the folder is."""

    folder: Path

    def _options(self) -> tuple[object, ...]:
        file = self.folder.parent / "passphrase.txt"
        file.write_text(PASSPHRASE, encoding="utf-8")
        return ("--data", self.folder, "--user", self.folder.name, "--passphrase-file", file)

    def try_to(self, *words: object) -> Ended:
        return inside("desktop", *words, *self._options())

    def do(self, *words: object) -> Any:
        ended = self.try_to(*words, "--json")
        assert ended.code == 0, ended.err
        return json.loads(ended.out)

    def join(self, central: Central, name: str) -> None:
        invitation = central.invite(self.folder.name)
        self.do("enrol", "--invitation", invitation, "--name", name, "--registration", "99A0001X")

    def unlocked(self) -> Any:
        return open_session(self.folder, self.folder.name, PASSPHRASE)

    def board(self) -> list[BoardRow]:
        session: OpenSession
        with self.unlocked() as session:
            return list(session.services.show_board().rows)


def names(rows: list[BoardRow]) -> list[tuple[str, str, str]]:
    return [(row.family_name, row.given_name, row.custody_record_number) for row in rows]
