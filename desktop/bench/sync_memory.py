"""What a round takes of memory: the workstation in a process of its own, and the server's worker.

The workstation's is what the highest point has over the open store before its first round, the
modules that the round loads included. Only Linux tells a process's highest point.
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from desktop.bench.row import Row, within
from desktop.bench.sync_central import Site, started
from desktop.bench.sync_desk import DeskFiles, opened, workstation_of
from desktop.bench.sync_payload import payloads
from desktop.vault.device import Workstation

_CLIENT_MB, _SERVER_MB = 40, 100
_KILO = 1024


def memory(site: Site, new_desk: DeskFiles, sizes: Sequence[int]) -> list[Row]:
    if not Path("/proc/self/status").exists():
        print("Memory is measured on Linux alone: left out.", file=sys.stderr)
        return []
    return [row for size in sizes for row in _at(site, new_desk, size)]


def _at(site: Site, new_desk: DeskFiles, size: int) -> list[Row]:
    with site.room() as folder, site.central() as central:
        full_desk = DeskFiles(folder / "A").make(payloads(size))
        over_idle = [
            _in_own_process(files, workstation_of(files, central))
            for files in (full_desk, new_desk.as_another(folder / "B"))
        ]
        server = status_of(central.process_id, "VmHWM")
    return [
        within(f"client over idle, {size:,} pushed", over_idle[0], _CLIENT_MB, "MB"),
        within(f"client over idle, {size:,} pulled", over_idle[1], _CLIENT_MB, "MB"),
        within(f"server worker, {size:,} records", server, _SERVER_MB, "MB"),
    ]


def _in_own_process(files: DeskFiles, workstation: Workstation) -> float:
    asked = {
        "folder": str(files.folder),
        "signing_key": files.signing_key.hex(),
        "workstation": {**asdict(workstation), "device_id": str(workstation.device_id)},
    }
    file = files.folder / "asked.json"
    file.write_text(json.dumps(asked))
    with started("-m", "desktop.bench.sync_memory", str(file)) as (_process, line):
        return float(line)


def status_of(process_id: int | str, name: str) -> float:
    """Return a figure of /proc in MB."""
    text = Path(f"/proc/{process_id}/status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB$", text, re.MULTILINE)
    assert found is not None
    return int(found[1]) / _KILO


def _measure_here(file: Path) -> float:
    asked = json.loads(file.read_text())
    where = asked["workstation"]
    workstation = Workstation(**{**where, "device_id": UUID(where["device_id"])})
    files = DeskFiles(
        Path(asked["folder"]), workstation.device_id, bytes.fromhex(asked["signing_key"])
    )
    with opened(files, workstation) as desk:
        idle = status_of("self", "VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # begins the highest point anew
        desk.send()
        return status_of("self", "VmHWM") - idle


if __name__ == "__main__":
    print(_measure_here(Path(sys.argv[1])), flush=True)
