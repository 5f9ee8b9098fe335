"""Where a workstation keeps its store when nobody says otherwise. On the start path: light."""

import os
import sys
from pathlib import Path

_NAME = "custody-liaison"


def default_data_folder() -> Path:
    """Return the folder of this operating system user; CUSTODY_LIAISON_DATA overrides it."""
    if given := os.environ.get("CUSTODY_LIAISON_DATA"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / _NAME
