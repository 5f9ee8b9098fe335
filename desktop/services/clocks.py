"""Times the program counts against: data with source and status, never constants in code."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """`value` is in `unit`; None where nobody has set it. `status` is verified or unverified."""

    key: str
    title: str
    value: int | str | None
    unit: str
    source: str
    status: str


@cache
def clock_settings() -> dict[str, ClockSetting]:
    data = json.loads((files("resources") / "settings" / "clocks.json").read_text("utf-8"))
    names = ("key", "title", "value", "unit", "source", "status")
    settings = (ClockSetting(*(clock[name] for name in names)) for clock in data["clocks"])
    return {setting.key: setting for setting in settings}


def minutes(key: str) -> int:
    """Return a clock's minutes. Raises KeyError for an unknown clock, a fault of ours."""
    setting = clock_settings()[key]
    if not isinstance(setting.value, int):
        raise KeyError(key)
    return setting.value * (60 if setting.unit == "hours" else 1)
