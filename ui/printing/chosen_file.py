"""Writes bytes to the file a person chose: whole or not at all, and readable by its owner only."""

import os
import secrets
from pathlib import Path

from ui.printing.trouble import FileNotSavedError


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and then take its place, so that a full disk leaves the old one."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _write_new(beside, content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileNotSavedError(path=str(path)) from error


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
