"""Published forms, made-up answers to them, and what HL7's fhirpath.js makes of their logic."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.forms.fhirpath import (
    Element,
    Environment,
    Expression,
    JsonElement,
    PathDate,
    PathDateTime,
    PathQuantity,
    PathTime,
    Value,
    parse,
)

CORPUS = Path(__file__).parents[6] / "shared" / "corpus"
NO_CORPUS = f"the published forms are not here: {CORPUS}"
FORMS = CORPUS / "questionnaires"
FILES = sorted((FORMS / "golden_fhirpath").glob("*.json"))

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
PATIENT = {
    "resourceType": "Patient",
    "gender": "female",
    "birthDate": "1980-05-06",
    "name": [{"use": "official", "family": "Test", "given": ["Anna"]}],
}
AGE = 46
_WEIGHT_URLS = ("ordinalValue", "itemWeight")


def read_json(raw: str) -> Any:
    return json.loads(raw, parse_float=Decimal)


class NothingElse(dict[str, tuple[Value, ...]]):
    """Names of which those that nobody gave are empty, as in the golden files."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, default if default is not None else ())


@dataclass(frozen=True, slots=True)
class Step:
    """One expression of a form, where it stands, and what it should give."""

    path: tuple[str, ...]
    kind: str
    name: str
    text: str
    expected: tuple[Any, ...]


@dataclass(frozen=True)
class Golden:
    path: Path
    content: dict[str, Any] = field(repr=False)

    @property
    def response(self) -> dict[str, Any]:
        found: dict[str, Any] = self.content["response"]
        return found

    @cached_property
    def form(self) -> dict[str, Any]:
        raw = (FORMS / self.content["questionnaire"]).read_text(encoding="utf-8")
        found = read_json(raw)
        assert isinstance(found, dict)
        return found

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                path=tuple(step["item_path"]),
                kind=step["kind"],
                name=step["name"] or "",
                text=step["expression"],
                expected=tuple(step["expected"]),
            )
            for step in self.content["expected"]
        )

    @cached_property
    def weights(self) -> dict[str, Decimal]:
        return dict(_weights(self.form))

    def weigh(self, element: Element) -> Decimal | None:
        code = next(iter(element.child("code")), None)
        return self.weights.get(code) if isinstance(code, str) else None


def _weights(node: Any) -> Iterator[tuple[str, Decimal]]:
    if isinstance(node, list):
        for part in node:
            yield from _weights(part)
    if isinstance(node, dict):
        coding = node.get("valueCoding", node)
        beside = [*node.get("extension", ()), *coding.get("extension", ())]
        for extension in beside if "code" in coding else ():
            if extension["url"].endswith(_WEIGHT_URLS) and isinstance(coding["code"], str):
                yield coding["code"], Decimal(extension["valueDecimal"])
        for part in node.values():
            yield from _weights(part)


def goldens() -> Iterator[Golden]:
    for path in FILES:
        yield Golden(path, read_json(path.read_text(encoding="utf-8")))


_parsed: dict[str, Expression] = {}


def expression(text: str) -> Expression:
    if text not in _parsed:
        _parsed[text] = parse(text)
    return _parsed[text]


@dataclass
class Answering:
    """One form with one response: works out its expressions in document order."""

    golden: Golden
    response: Mapping[str, Any]
    known: dict[tuple[tuple[str, ...], str], tuple[Value, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.focus = (JsonElement(self.response),)
        self.provided: dict[str, tuple[Value, ...]] = {
            **dict.fromkeys(("resource", "context", "rootResource"), self.focus),
            "questionnaire": (JsonElement(self.golden.form),),
            "patient": (JsonElement(PATIENT),),
            "age": (AGE,),
        }

    def environment(self, path: tuple[str, ...]) -> Environment:
        names = NothingElse(self.provided)
        for length in range(len(path) + 1):
            scope = path[:length]
            for (where, name), values in self.known.items():
                if where == scope:
                    names[name] = values
        return Environment(names=names, now=NOW, weigh=self.golden.weigh)

    def work_out(self, step: Step) -> tuple[Value, ...]:
        found = expression(step.text).evaluate(self.focus, self.environment(step.path))
        if step.kind == "variable":
            self.known[step.path, step.name] = found
        return found


_NEAR = Decimal("0.00000001")
_PLAIN = (str, bool, int, Decimal)


def plain(value: Value) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, PathDate | PathDateTime | PathTime):
        return value.text
    return value if isinstance(value, PathQuantity) else value.plain()


def agrees(found: Any, expected: Any) -> bool:
    """Whether they are the same, decimals to the eight places that the judge keeps."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, int | Decimal) and isinstance(expected, int | Decimal):
        near = _NEAR * max(Decimal(1), abs(Decimal(expected)))
        return abs(Decimal(found) - Decimal(expected)) <= near
    if isinstance(found, list | tuple) and isinstance(expected, list | tuple):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(
            agrees(part, expected[key]) for key, part in found.items()
        )
    return bool(found == expected)
