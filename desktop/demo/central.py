"""An embedded central store on loopback, for as long as a demonstration lasts."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import TroubleError

_STOP_SECONDS = 10
_COMMAND = (sys.executable, "-m", "sync.central")


class CentralNotStartedError(TroubleError):
    message_key = "error.central_not_started"


@dataclass(frozen=True, slots=True)
class EmbeddedCentral:
    """A served store; `url` is on 127.0.0.1 at a free port."""

    folder: Path
    url: str

    def invite(self, suite: str, name: str) -> bytes:
        """Return an invitation file for one workstation."""
        path = self.folder / "invitation.json"
        wanted = ("--suite", suite, "--name", name, "--output", str(path))
        _ask(self.folder, "device", "invite", *wanted)
        invitation = path.read_bytes()
        path.unlink()
        return invitation


def _ask(folder: Path, *words: str) -> None:
    verbs, rest = [word for word in words[:2] if not word.startswith("-")], words
    place = len(verbs)
    command = (*_COMMAND, *rest[:place], "--data", str(folder), *rest[place:])
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- our own program
    if done.returncode != 0:
        raise CentralNotStartedError


@contextmanager
def embedded_central(folder: Path, service: str) -> Iterator[EmbeddedCentral]:
    """Set a store up in `folder`, serve it, and stop it at the end whatever happens."""
    if not folder.exists():
        _ask(folder, "init", "--service", service)
    process = subprocess.Popen(  # noqa: S603 -- our own program
        (*_COMMAND, "serve", "--data", str(folder)), stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not line.startswith("ready "):
            raise CentralNotStartedError
        yield EmbeddedCentral(folder, line.removeprefix("ready "))
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
