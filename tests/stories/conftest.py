"""A central store served by its own process, as at a customer's, and workstations beside it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stories.house import Central
from tests.unit.desktop.cli.command import environment, inside

_STOP_SECONDS = 20


@contextmanager
def served(folder: Path) -> Iterator[Central]:
    """Serve the store in `folder` until the story ends; it must stop when it is asked to."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.central", "serve", "--data", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(folder.parent),
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline().strip()
        assert line.startswith("ready https://127.0.0.1:"), line
        yield Central(folder)
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)
        process.stdout.close()


@pytest.fixture
def set_up_central(tmp_path: Path) -> Path:
    folder = tmp_path / "central"
    init = inside("sync.central", "init", "--data", folder, "--service", "Essex custody health")
    assert init.code == 0, init.err
    return folder


@pytest.fixture
def central(set_up_central: Path) -> Iterator[Central]:
    with served(set_up_central) as central:
        yield central


@pytest.fixture
def postgresql_central(tmp_path: Path, postgresql_url: str) -> Iterator[Central]:
    folder, address = tmp_path / "central", tmp_path / "address.txt"
    address.write_text(postgresql_url, encoding="utf-8")
    init = inside(
        "sync.central", "init", "--data", folder, "--service", "Essex custody health",
        "--database-file", address,
    )  # fmt: skip
    assert init.code == 0, init.err
    with served(folder) as central:
        yield central
