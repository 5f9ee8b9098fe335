"""The one moment these tests happen at."""

from datetime import UTC, datetime

NOON = datetime(2026, 9, 5, 12, 0, tzinfo=UTC)
