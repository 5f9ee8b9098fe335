"""The built-in screens and the list of meanings, as several tests look at them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.domain.screen import Coding
from desktop.forms import Item, ItemType, Questionnaire, load

QUESTION = "https://custodyliaison.example/fhir/CodeSystem/question"
NAMES = (
    "custody-health-assessment",
    "liaison-diversion-screen",
    "pre-release-risk-assessment",
    "safety-plan",
    "street-triage-contact",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, or one group that repeats, where it stands."""

    form: str
    item: Item

    def code(self) -> str:
        codes = [one.code for one in self.item.codes if one.system == QUESTION]
        return codes[0] if len(codes) == 1 else ""

    def options(self) -> tuple[str, ...]:
        values = (option.value for option in self.item.options)
        return tuple(
            f"{value.system}|{value.code}" if isinstance(value, Coding) else str(value)
            for value in values
        )


def raw_of(name: str) -> bytes:
    return (files("resources") / "questionnaires" / f"{name}.json").read_bytes()


@cache
def screen(name: str) -> Questionnaire:
    return load(raw_of(name))


@cache
def everything_asked() -> tuple[Asked, ...]:
    return tuple(asked for name in NAMES for asked in _asked_in(name))


def _asked_in(name: str) -> Iterator[Asked]:
    for item in screen(name).items.values():
        if item.is_question() or (item.type is ItemType.GROUP and item.repeats):
            yield Asked(name, item)


@cache
def meanings() -> dict[str, dict[str, Any]]:
    path = files("resources") / "questions" / "questions.json"
    listed: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["questions"]
    return {one["code"]: one for one in listed}


def list_of_meanings() -> dict[str, Any]:
    path = files("resources") / "questions" / "questions.json"
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read
