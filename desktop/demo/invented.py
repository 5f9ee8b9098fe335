"""Reading the invented material: names, kinds of people, blocks of answers, four told stories."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def heritages() -> tuple[dict[str, Any], ...]:
    return tuple(_read("names.json")["heritages"])


@cache
def stories() -> tuple[dict[str, Any], ...]:
    """Return the people whose nights are told in full, the most told first."""
    return tuple(_read("stories.json")["stories"])


@cache
def profiles() -> tuple[dict[str, Any], ...]:
    return tuple(_read("profiles.json")["profiles"])


@cache
def blocks() -> dict[str, dict[str, dict[str, Any]]]:
    """Return answers that go together: by block, then by the name of the variant."""
    found: dict[str, dict[str, dict[str, Any]]] = _read("profiles.json")["blocks"]
    return found


def _read(name: str) -> dict[str, Any]:
    path = files("resources") / "demo" / name
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
