"""The night on which every test happens: 02:14 in the UK on Saturday 5 September 2026."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

NOW = datetime(2026, 9, 5, 1, 14, tzinfo=UTC)


def minutes_ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def in_minutes(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def numbered(number: int) -> UUID:
    """Return an identity that reads the same in every run."""
    return UUID(int=0x0199_0000_0000_7000_8000_0000_0000_0000 + number)
