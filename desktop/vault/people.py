"""Who shares this machine, read without any key: what the unlock window lists.

On the start path: imports nothing heavy.
"""

import json
from pathlib import Path
from typing import Any

SLOTS_NAME = "slots.json"
SLOTS_VERSION = 1
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
    """Return (user, name, profession) of everybody admitted to this machine, by name.

    A damaged slot is left out, so that it keeps nobody else from work. Raises ValueError, OSError.
    """
    found = [shown for slot in slots_in(folder) if (shown := _shown(slot)) is not None]
    return sorted(found, key=lambda one: one[1].casefold())


def slots_in(folder: Path) -> list[Any]:
    """Return the slots as they stand. Raises ValueError, OSError for a file that is not ours.

    Nothing is guessed: taken for an empty list, a damaged file would be written over.
    """
    found = read_json(folder / SLOTS_NAME)
    if not found:
        return []
    slots = found.get("slots")
    if found.get("version") != SLOTS_VERSION or not isinstance(slots, list):
        raise ValueError("not a list of slots of this version")
    return slots


def _shown(slot: Any) -> tuple[str, str, str] | None:
    try:
        header = slot["header"]
        shown = header["user"], header["name"], header["profession"]
    except (KeyError, TypeError):
        return None
    return shown if all(isinstance(one, str) for one in shown) else None


def workstation(folder: Path) -> tuple[str, str]:
    """Return (name of the workstation, suite); empty before it is set up."""
    found = read_json(folder / WORKSTATION_NAME)
    return found.get("name", ""), found.get("suite", "")
