"""Reading the file of an instrument: refuses what it does not know, naming file and part.

The files are ours: a mistake in one is a mistake of the program, found by its tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.domain.screen import Coding

Node = dict[str, Any]
_SYSTEMS = {"loinc": "http://loinc.org", "snomed": "http://snomed.info/sct"}


class InstrumentFileError(ValueError):
    """A file of an instrument that does not say what it must."""


@dataclass(frozen=True, slots=True)
class Place:
    """A JSON value, and where it stands in words that a person finds again."""

    value: Any
    name: str

    def fail(self, why: str) -> InstrumentFileError:
        return InstrumentFileError(f"{self.name}: {why}")

    def only(self, *allowed: str) -> "Place":
        """Refuse keys that the language does not have."""
        unknown = self.node().keys() - set(allowed)
        if unknown:
            raise self.fail(f"unknown: {', '.join(sorted(unknown))}")
        return self

    def node(self) -> Node:
        if not isinstance(self.value, dict):
            raise self.fail("is not an object")
        return self.value

    def has(self, key: str) -> bool:
        return key in self.node()

    def at(self, key: str) -> "Place":
        if key not in self.node():
            raise self.fail(f"has no “{key}”")
        return Place(self.value[key], f"{self.name}, {key}")

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fail("is no text")
        return self.value.strip()

    def text_at(self, key: str, default: str | None = None) -> str:
        return default if default is not None and not self.has(key) else self.at(key).text()

    def number(self) -> Decimal:
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise self.fail("is no number")
        return Decimal(self.value)

    def number_at(self, key: str) -> Decimal | None:
        return self.at(key).number() if self.has(key) else None

    def flag_at(self, key: str, *, default: bool) -> bool:
        value = self.node().get(key, default)
        if not isinstance(value, bool):
            raise self.at(key).fail("is neither true nor false")
        return value

    def each(self) -> Iterator["Place"]:
        if not isinstance(self.value, list):
            raise self.fail("is not a list")
        for number, value in enumerate(self.value, 1):
            yield Place(value, f"{self.name} {number}")

    def each_at(self, key: str) -> Iterator["Place"]:
        if self.has(key):
            yield from self.at(key).each()

    def texts_at(self, key: str) -> tuple[str, ...]:
        return tuple(each.text() for each in self.each_at(key))

    def entries(self) -> Iterator[tuple[str, "Place"]]:
        for key, value in self.node().items():
            yield key, Place(value, f"{self.name}, {key}")

    def codes_at(self, key: str) -> tuple[Coding, ...]:
        return tuple(each.code() for each in self.each_at(key))

    def code(self) -> Coding:
        """Read "loinc:44250-9": a system that has a short name here, or its whole address."""
        system, _, code = self.text().rpartition(":")
        if not code or not (system in _SYSTEMS or system.startswith("http")):
            raise self.fail("is no code such as loinc:44250-9")
        return Coding(code=code, system=_SYSTEMS.get(system, system))
