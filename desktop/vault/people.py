"""Who shares this machine, read without any key: what the unlock window lists.

On the start path: imports nothing heavy.
"""

import json
from pathlib import Path
from typing import Any

SLOTS_NAME = "slots.json"
WORKSTATION_NAME = "workstation.json"


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a file, or an empty one where there is no file. Raises ValueError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004 -- one kind of damage to callers
    return found


def people(folder: Path) -> list[tuple[str, str, str]]:
    """Return (user, name, profession) of everybody admitted to this machine, by name."""
    slots = read_json(folder / SLOTS_NAME).get("slots", [])
    found = [
        (slot["header"]["user"], slot["header"]["name"], slot["header"]["profession"])
        for slot in slots
    ]
    return sorted(found, key=lambda one: one[1].casefold())


def workstation(folder: Path) -> tuple[str, str]:
    """Return (name of the workstation, suite); empty before it is set up."""
    found = read_json(folder / WORKSTATION_NAME)
    return found.get("name", ""), found.get("suite", "")
