"""Process start to painted unlock window, each time a new process, beside a bare PySide6 window.

The machine is noisy: ours and the baseline take turns, and medians are compared.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from desktop.assembly.setting_up import generated_passphrase, new_practitioner
from desktop.bench.row import Row
from desktop.vault.device import Workstation
from desktop.vault.unlock import Vault

_RUNS = 31
_GOAL = 1.3


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="custody-liaison-bench-") as name:
        folder = Path(name)
        Vault(folder).create(
            Workstation(device_id=uuid4(), name="Bench 1", suite="Southend"),
            "bench",
            new_practitioner("A. Bench"),
            generated_passphrase(),
        )
        ours, bare = [], []
        for turn in range(_RUNS + 1):
            took = _seconds("unlock", folder), _seconds("bare", folder)
            if turn:  # the first turn fills the file cache
                ours.append(took[0])
                bare.append(took[1])
    return [
        Row(
            name="painted unlock window",
            ours=statistics.median(ours) * 1000,
            baseline=statistics.median(bare) * 1000,
            unit="ms",
            goal=_GOAL,
        )
    ]


def _seconds(window: str, folder: Path) -> float:
    """Return how long a new process took until its window was painted, as seen from outside."""
    environment = dict(os.environ)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    child = Path(__file__).with_name("painted.py")
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 -- our own file
        (sys.executable, str(child), window, str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
        process.kill()
    if line.strip() != b"painted":
        raise RuntimeError("the window was never painted")
    return took
