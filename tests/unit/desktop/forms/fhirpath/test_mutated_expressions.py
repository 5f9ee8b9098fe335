"""Whatever is written, reading refuses politely and working out says what is wrong."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from desktop.forms.fhirpath import (
    PathRefusedError,
    PathTroubleError,
    ReadScope,
    parse,
    reads,
)
from desktop.forms.fhirpath.functions import FUNCTIONS
from desktop.forms.fhirpath.projections import PROJECTIONS
from tests.unit.desktop.forms.fhirpath.goldens import FILES, NO_CORPUS, goldens
from tests.unit.desktop.forms.fhirpath.path_builder import a_response, answered, group, worked_out

SCOPE = ReadScope(children={None: ("g", "q"), "g": ("a",), "a": (), "q": ("n",), "n": ()})
RESPONSE = a_response(
    group("g", answered("a", {"valueQuantity": {"value": 2, "code": "g"}})),
    answered(
        "q",
        {"valueCoding": {"code": "x"}, "item": [answered("n", {"valueDate": "2020-02-29"})]},
        {"valueString": "text"},
    ),
    authored="2026-11-21T10:00:00Z",
)
_SHORT = (
    "1 -2 0 2.5 'a' '12' '' @2020-02-29 @2020 @2020-01-31T10:00:00+01:00 @T23:59:59 true false {} "
    "%resource item $this $index $total %context.item.answer.value descendants() '(a|b)' '.*' %no "
    "99999999999999999999 authored item.answer.value.ofType(Quantity)"
)
_LONG = ("5 'mg'", "2 'g'", "3 months", "1.5 days", "repeat(item | answer.item).answer.value")
LEAVES = [*_SHORT.split(), *_LONG]
_SIGNS = "+ - * / div mod & | = != ~ !~ < > <= >= and or xor implies in contains"
OPERATORS = _SIGNS.split()
PIECES = [*OPERATORS, *LEAVES, "(", ")", ".", "[0]", "[", "{", "'", "`", "\\", "//", "/*", "é", ","]
_ROUNDS = 3_000


def invented(rng: random.Random, depth: int) -> str:
    if depth <= 0:
        return rng.choice(LEAVES)
    kind = rng.random()
    if kind < 0.5:
        name = rng.choice([*FUNCTIONS, *PROJECTIONS])
        known = FUNCTIONS.get(name) or PROJECTIONS[name]
        wanted = rng.randint(known.least, known.most)
        arguments = ", ".join(invented(rng, depth - 2) for _ in range(wanted))
        return f"{invented(rng, depth - 1)}.{name}({arguments})"
    if kind < 0.9:
        return f"({invented(rng, depth - 1)} {rng.choice(OPERATORS)} {invented(rng, depth - 1)})"
    return f"{invented(rng, depth - 1)}[{invented(rng, depth - 2)}]"


def mutated(rng: random.Random, text: str) -> str:
    for _ in range(rng.randint(1, 5)):
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.randint(1, 12))
        kind = rng.random()
        if kind < 0.5:
            text = text[:start] + rng.choice(PIECES) + text[start:]
        elif kind < 0.75:
            text = text[:start] + text[end:]
        else:
            text = text[:start] + text[end:] + text[start:end]
    return text


def tried(texts: Callable[[], str]) -> Counter[str]:
    ends: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        text = texts()
        try:
            expression = parse(text)
        except PathRefusedError as refused:
            ends[refused.reason] += 1
            continue
        assert reads(expression, SCOPE) is not None, text
        try:
            worked_out(text, RESPONSE, steps=20_000)
            ends["worked out"] += 1
        except PathTroubleError:
            ends["trouble"] += 1
    return ends


def test_invented_expressions_are_worked_out_or_are_trouble(rng: random.Random) -> None:
    ends = tried(lambda: invented(rng, rng.randint(1, 5)))

    assert ends["worked out"] > _ROUNDS / 10, ends
    assert ends["trouble"] > _ROUNDS / 10, ends


@pytest.mark.skipif(not FILES, reason=NO_CORPUS)
def test_damaged_expressions_are_refused_or_worked_out(rng: random.Random) -> None:
    known = sorted({step.text for golden in goldens() for step in golden.steps})

    ends = tried(lambda: mutated(rng, rng.choice(known)))

    assert ends["malformed"] > _ROUNDS / 10, ends
    assert ends["worked out"] > _ROUNDS / 100, ends
