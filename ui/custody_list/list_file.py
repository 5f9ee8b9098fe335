"""Reads a custody list that police saved as a file. Refuses what cannot be a list of people."""

from pathlib import Path

from desktop.errors import RuleBrokenError, TroubleError

_LARGEST_BYTES = 2_000_000


class ListFileUnreadableError(TroubleError):
    message_key = "error.custody_list_unreadable"


class NotAListError(RuleBrokenError):
    message_key = "error.custody_list_unreadable"


def read_list_file(path: Path) -> str:
    """Return the file's text. Spreadsheets save as UTF-8, UTF-16 with a mark, or Windows-1252."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise NotAListError
        raw = path.read_bytes()
    except OSError as error:
        raise ListFileUnreadableError from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16")
    if b"\x00" in raw:
        raise NotAListError
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(raw, "cp1252")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotAListError from error
