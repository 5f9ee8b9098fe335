"""The rules of tests/conftest.py catch what they are for: each is broken here on purpose."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]


def _run(tmp_path: Path, body: str) -> subprocess.CompletedProcess[str]:
    test = tmp_path / "test_broken.py"
    test.write_text(dedent(body), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(
        [*command, "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), str(test)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )


def test_a_warning_nobody_asked_for_fails_the_test(tmp_path: Path) -> None:
    done = _run(
        tmp_path,
        """
        import logging

        def test_quiet():
            logging.getLogger("desktop").warning("disk nearly full")
        """,
    )

    assert done.returncode == 1
    assert "logged without being asked for" in done.stdout


def test_a_warning_that_was_asked_for_is_there_to_be_looked_at(tmp_path: Path) -> None:
    done = _run(
        tmp_path,
        """
        import logging

        def test_loud(logged_warnings):
            logging.getLogger("desktop").warning("disk nearly full")
            assert [r.message for r in logged_warnings.records] == ["disk nearly full"]
        """,
    )

    assert done.returncode == 0, done.stdout


def test_work_that_outlives_its_test_fails_it(tmp_path: Path) -> None:
    done = _run(
        tmp_path,
        """
        import threading
        from ui.background.task_runner import TaskRunner

        def test_hasty(qtbot):
            global runner
            runner = TaskRunner()
            never = threading.Event()
            runner.run(runner, lambda: never.wait(0.5), done=print, failed=print)
        """,
    )

    assert done.returncode == 1
    assert "background work outlived its test" in done.stdout


@pytest.mark.parametrize("seed", ["1", "2"])
def test_chance_can_be_repeated_by_its_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    monkeypatch.setenv("CUSTODY_TEST_SEED", seed)
    body = "def test_chance(rng):\n    assert rng.random() < 0, rng.random()\n"

    first, second = _run(tmp_path, body), _run(tmp_path, body)

    def drawn(done: subprocess.CompletedProcess[str]) -> list[str]:
        return [line for line in done.stdout.splitlines() if "AssertionError" in line]

    assert drawn(first) == drawn(second) != []
    assert f"CUSTODY_TEST_SEED={seed}" in first.stdout
