"""Who may know whom: the contracts of pyproject.toml, and proof that a broken one is noticed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("desktop", "ui", "sync", "resources", "pyproject.toml")

# A line that no contract allows, where it would stand, and what the linter says of it.
TRESPASSES = {
    "the domain knows storage": (
        "desktop/domain/person.py",
        "import desktop.storage.tables",
        "desktop.domain is not allowed to import desktop.storage",
    ),
    "a window knows SQL": (
        "ui/places.py",
        "import sqlalchemy",
        "ui is not allowed to import sqlalchemy",
    ),
    "the merge knows the workstation": (
        "sync/merge/record.py",
        "import desktop.errors",
        "sync is not allowed to import desktop",
    ),
    "a service knows Qt": (
        "desktop/services/values.py",
        "import PySide6.QtCore",
        "desktop.services is not allowed to import PySide6",
    ),
    "a window knows the sync client": (
        "ui/page.py",
        "import sync.client.round",
        "ui is not allowed to import sync.client",
    ),
    "the wire knows the client": (
        "sync/wire/messages.py",
        "import sync.client.round",
        "sync.wire is not allowed to import sync.client",
    ),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    return subprocess.run(
        [*command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_every_room_knows_only_whom_it_may() -> None:
    done = _lint(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("trespass", TRESPASSES)
def test_a_room_that_reaches_too_far_is_noticed(trespass: str, tmp_path: Path) -> None:
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    path, line, said = TRESPASSES[trespass]
    with (tmp_path / path).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")

    done = _lint(tmp_path)

    assert done.returncode != 0
    assert said in done.stdout
