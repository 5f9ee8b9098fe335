"""From the command to the painted unlock window: nothing heavy on the way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.launch import LOCKED_BY

HEAVY = ("sqlalchemy", "reportlab", "httpx2", "cryptography", "msgspec", "sqlcipher3", "pikepdf")

# What `python -m desktop` does up to its event loop, then what had been imported by then.
START = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import desktop.__main__
from desktop.launch import Launch
from ui.theme import STYLE, apply_theme
{extra}
app = QApplication(["custody-liaison", *STYLE])
launch = Launch(app, Path(sys.argv[1]), apply_theme(app))
launch.show_unlock()
app.processEvents()
print(json.dumps([name for name in {heavy!r} if name in sys.modules]))
"""


def heavy_modules(folder: Path, extra: str = "") -> list[str]:
    code = START.format(heavy=HEAVY, extra=extra)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_nothing_heavy_is_imported_before_the_unlock_window_is_painted(tmp_path: Path) -> None:
    assert heavy_modules(tmp_path) == []


@pytest.mark.parametrize("module", ["sqlalchemy", "reportlab", "httpx2"])
def test_the_check_sees_each_of_them(tmp_path: Path, module: str) -> None:
    assert module in heavy_modules(tmp_path, extra=f"import {module}")


def test_people_who_cannot_be_read_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "slots.json").write_text("not json")
    code = (
        START.format(heavy=HEAVY, extra="") + "print(json.dumps(launch.unlock.notice.isVisible()))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    assert json.loads(done.stdout.splitlines()[-1]) is True


@pytest.mark.parametrize(("locked_by", "chosen"), [("shah", "shah"), ("", "lee"), ("gone", "lee")])
def test_whoever_locked_it_needs_only_their_passphrase(
    locked_by: str, chosen: str, tmp_path: Path
) -> None:
    two = """
import desktop.launch
desktop.launch.people = lambda _folder: [("lee", "A. LEE", ""), ("shah", "P. SHAH", "")]
desktop.launch.workstation = lambda _folder: ("Desk 2", "Southend")
"""
    code = START.format(heavy=HEAVY, extra=two) + "print(json.dumps(launch.unlock.chosen()))"

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", LOCKED_BY: locked_by},
    )

    assert json.loads(done.stdout.splitlines()[-1]) == chosen
