"""A machine of stand-ins: only the commands that a test gives it, and a note of what was run."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import copy, which

ROOT = Path(__file__).resolve().parents[2]
_TOOLS = (
    "cat", "cut", "dirname", "env", "grep", "mktemp", "rm", "sh", "sha256sum", "tail",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Machine:
    """`project` holds the script and a lock file; `bin` is all that stands on its PATH."""

    project: Path
    bin: Path
    notes: Path

    def has(self, command: str, does: str = "", *, where: Path | None = None) -> None:
        """Give this machine a command that notes its arguments and then does this in sh."""
        path = (where or self.bin) / command
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{command} $*" >>"{self.notes}"\n{does}\n')
        path.chmod(0o755)

    def libraries(self, *names: str) -> None:
        lines = "\n".join(f"\t{name} (libc6,x86-64) => /lib/{name}" for name in names)
        self.has("ldconfig", f"cat <<'END'\n{lines}\nEND")

    def environment(self) -> Path:
        """Make a .venv of stand-ins, as if pip and uv had been there."""
        made = self.project / ".venv" / "bin"
        for command in ("python", "pytest", "custody-liaison"):
            self.has(command, where=made)
        self.has("uv", '[ "$1" != --version ] || echo "uv 0.13.9"', where=made)
        return made

    def run(self, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(self.project / "installer" / "bootstrap.sh"), *arguments],
            env={"PATH": str(self.bin), "HOME": str(self.project), **surroundings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def noted(self, command: str) -> list[str]:
        """Return with what arguments this command was run, oldest first."""
        if not self.notes.exists():
            return []
        lines = self.notes.read_text().splitlines()
        return [line.removeprefix(command).strip() for line in lines if line.startswith(command)]


def a_machine(folder: Path, *, user: int = 1000) -> Machine:
    machine = Machine(folder / "project", folder / "bin", folder / "notes.txt")
    (machine.project / "installer").mkdir(parents=True)
    machine.bin.mkdir()
    copy(ROOT / "installer" / "bootstrap.sh", machine.project / "installer")
    (machine.project / "uv.lock").write_text("locked\n")
    (machine.project / "pyproject.toml").write_text("[project]\n")
    for tool in _TOOLS:
        (machine.bin / tool).symlink_to(which(tool) or f"/bin/{tool}")
    machine.has("id", f"echo {user}")
    return machine
