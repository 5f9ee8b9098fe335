"""Turns what a journal may hold into what any database takes: no NUL, no infinity, no raw bytes.

Total: whatever an entry holds, there is a value for it, and the same one every time.
"""

import hashlib
import math
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_NUL, _SHOWN_NUL = "\0", "\u2400"
_LONGEST_BYTES = 64  # a key or a hash is shown, a file is only named
_PLAIN = frozenset({bool, int, type(None)})
_UK = ZoneInfo("Europe/London")


def plain_text(text: str) -> str:
    return text.replace(_NUL, _SHOWN_NUL) if _NUL in text else text


def plain(value: Any) -> Json:
    """Return the value as JSON that PostgreSQL and SQLite both store."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        return {_key(name): plain(one) for name, one in value.items()}
    if type(value) in _PLAIN:
        return value  # type: ignore[no-any-return]
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return _scalar(value)


def _scalar(value: Any) -> Json:
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bytes):
        return _bytes(value)
    return plain_text(value.isoformat() if isinstance(value, date) else repr(value))


def _key(name: Any) -> str:
    return plain_text(name) if isinstance(name, str) else str(plain(name))


def _bytes(value: bytes) -> Json:
    if len(value) <= _LONGEST_BYTES:
        return value.hex()
    return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}


def text_of(value: Any, length: int) -> str | None:
    return plain_text(value)[:length] if isinstance(value, str) else None


def identity_of(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment_of(value: Any) -> datetime | None:
    """Return the moment in UTC; one without a zone is taken for UTC, as the workstations do."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None:
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_of(value: Any) -> date | None:
    """Return a date that was written as one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def uk_day(moment: datetime | None) -> date | None:
    """Return the day that it was in the United Kingdom."""
    try:
        return None if moment is None else moment.astimezone(_UK).date()
    except OverflowError:
        return None


def minutes_between(start: datetime | None, end: datetime | None) -> int | None:
    """Return whole minutes, rounded down: what the workstations show."""
    if start is None or end is None:
        return None
    return int((end - start).total_seconds() // 60)


def moment_text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds")
