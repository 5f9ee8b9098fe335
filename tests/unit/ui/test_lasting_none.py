"""Under Python 3.11 a program that uses Qt for long must not die of lost references to None."""

import subprocess
import sys
from textwrap import dedent

import pytest

BUSY = dedent(
    """
    {first}
    from PySide6.QtWidgets import QApplication, QPushButton
    app = QApplication([])
    button = QPushButton()
    for _ in range(100_000):
        button.setText("Save")
    print("alive")
    """
)


def _run(first: str) -> subprocess.CompletedProcess[str]:
    code = BUSY.format(first=first)
    return subprocess.run(  # noqa: PLW1510 -- the outcome is what is looked at
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60
    )


def test_the_program_outlives_a_hundred_thousand_calls_of_qt() -> None:
    done = _run("import ui.background.task_runner")

    assert done.stdout.strip() == "alive", done.stderr


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_without_help_this_pyside_ends_python_311() -> None:
    """The negative control: when this fails, ui/lasting_none.py can go."""
    done = _run("")

    assert "deallocating None" in done.stderr


def test_asking_often_does_no_harm() -> None:
    done = _run(
        "from ui.lasting_none import keep_singletons\nfor _ in range(20): keep_singletons()"
    )

    assert done.stdout.strip() == "alive", done.stderr
