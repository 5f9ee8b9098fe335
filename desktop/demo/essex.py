"""The suites and courts that an invented night takes place in."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """`first_court` is the name of the magistrates' court that the morning list goes to."""

    name: str
    record_prefix: str
    cells: tuple[str, ...]
    first_court: str


@cache
def suites() -> tuple[Suite, ...]:
    directory = _directory()
    courts = {court["code"]: court["name"] for court in directory["courts"]}
    return tuple(
        Suite(
            name=suite["name"],
            record_prefix=suite["record_prefix"],
            cells=tuple(suite["cells"]),
            first_court=courts[directory["first_court"][suite["key"]]],
        )
        for suite in directory["suites"]
    )


def suite_named(name: str) -> Suite:
    """Return the suite; KeyError where Essex has none of that name."""
    for suite in suites():
        if suite.name == name:
            return suite
    raise KeyError(name)


def _directory() -> dict[str, Any]:
    path = files("resources") / "directory" / "essex.json"
    directory: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return directory
