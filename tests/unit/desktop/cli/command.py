"""Runs the two commands: as a person would, in a process of its own, or quicker inside this one."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from desktop.__main__ import main as liaison
from sync.central.__main__ import main as central

_LONGEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    def is_one_line_of_help(self) -> bool:
        """Say whether it failed as promised: one line on standard error, no trace of our code."""
        lines = self.err.strip().splitlines()
        return len(lines) == 1 and "Traceback" not in self.err and lines[0].endswith((".", ")"))


_COMMANDS = {"desktop": liaison, "sync.central": central}


def inside(module: str, *words: object, stdin: str = "") -> Ended:
    """Call the command as its process does; nothing of this process is behind standard input."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(stdin)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = _COMMANDS[module]([str(word) for word in words])
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdin = before
    return Ended(code, out.getvalue(), err.getvalue())


def environment(home: Path, **changes: str) -> dict[str, str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "LC_ALL", "SYSTEMROOT") if name in os.environ
    }
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", **changes}


def run(module: str, *words: object, home: Path, stdin: str = "", **changes: str) -> Ended:
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home, **changes),
        check=False,
        timeout=_LONGEST_SECONDS,
        start_new_session=True,  # no terminal to ask for a passphrase
    )
    return Ended(done.returncode, done.stdout, done.stderr)
