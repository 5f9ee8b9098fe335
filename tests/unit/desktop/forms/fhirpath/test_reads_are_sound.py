"""What an expression is not said to read can change as it likes: its value stays."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop.forms.fhirpath import Located, PathTroubleError, ReadScope, locate, reads
from tests.unit.desktop.forms.fhirpath.goldens import (
    FILES,
    NO_CORPUS,
    Answering,
    Golden,
    Step,
    expression,
    goldens,
    plain,
)

pytestmark = pytest.mark.skipif(not FILES, reason=NO_CORPUS)

NOTHING: frozenset[str] = frozenset()


def scope_of(form: dict[str, Any]) -> ReadScope:
    children: dict[str | None, list[str]] = {None: []}
    questions = set()
    waiting: list[tuple[str | None, dict[str, Any]]] = [(None, form)]
    while waiting:
        parent, node = waiting.pop()
        for item in node.get("item", ()):
            link_id = item.get("linkId", "")
            children.setdefault(parent, []).append(link_id)
            children.setdefault(link_id, [])
            waiting.append((link_id, item))
            if item.get("type") != "group":
                questions.add(link_id)
    return ReadScope(children=children, questions=questions)


def changed(answer: Mapping[str, Any]) -> dict[str, Any]:
    (key, value), *_rest = answer.items()
    if isinstance(value, bool):
        return {key: not value}
    if isinstance(value, int | Decimal):
        return {key: value + 7}
    if isinstance(value, dict):
        return {key: {**value, "code": "another", "value": 7}}
    return {key: value if key.startswith(("valueDate", "valueTime")) else f"{value} or another"}


def altered(
    items: list[dict[str, Any]], kept: frozenset[str], scope: ReadScope, *, removes: bool
) -> Iterator[dict[str, Any]]:
    """Give the items, the answers of those that are not kept removed or made others."""
    for item in items:
        link_id, out = item["linkId"], {"linkId": item["linkId"]}
        if link_id in kept or scope.below.get(link_id, NOTHING) & kept:
            answers = [
                {**answer, "item": list(altered(answer["item"], kept, scope, removes=removes))}
                if "item" in answer
                else answer
                for answer in item.get("answer", ())
            ]
        else:
            answers = [] if removes else [changed(answer) for answer in item.get("answer", ())]
        below = list(altered(item.get("item", []), kept, scope, removes=removes))
        out |= ({"answer": answers} if answers else {}) | ({"item": below} if below else {})
        if len(out) > 1:
            yield out


def value_after(golden: Golden, last: int, items: list[dict[str, Any]]) -> Any:
    response = {**golden.response, "item": items}
    form = Answering(golden, response)
    found: Any = None
    try:
        for place, step in enumerate(golden.steps[: last + 1]):
            if place == last or step.kind == "variable":
                found = [plain(value) for value in form.work_out(step)]
    except PathTroubleError:
        return "trouble"
    return found


def visible(known: dict[tuple[tuple[str, ...], str], Located], step: Step) -> dict[str, Located]:
    return {
        name: located
        for (path, name), located in sorted(known.items(), key=lambda entry: len(entry[0][0]))
        if step.path[: len(path)] == path
    }


def read_sets(golden: Golden) -> Iterator[tuple[int, ReadScope, frozenset[str]]]:
    form = scope_of(golden.form)
    known: dict[tuple[tuple[str, ...], str], Located] = {}
    for place, step in enumerate(golden.steps):
        scope = ReadScope(
            children=form.children, names=visible(known, step), questions=form.questions
        )
        read = reads(expression(step.text), scope)
        assert read is not None
        if step.kind == "variable":
            known[step.path, step.name] = locate(expression(step.text), scope)
        yield place, form, read


def differences(*, forgets: bool) -> tuple[int, list[str]]:
    """Return how many values were compared, and what changed that should not have."""
    compared, found = 0, []
    for golden in goldens():
        if not golden.path.stem.endswith("_full"):
            continue
        for place, scope, read in read_sets(golden):
            if forgets and not read:
                continue
            before = value_after(golden, place, golden.response["item"])
            for removes in (True, False):
                kept = NOTHING if forgets else read
                items = list(altered(golden.response["item"], kept, scope, removes=removes))
                compared += 1
                if value_after(golden, place, items) != before:
                    found.append(f"{golden.path.name}: {golden.steps[place].text}")
    return compared, found


def test_what_an_expression_does_not_read_does_not_change_it() -> None:
    compared, found = differences(forgets=False)

    assert not found, found[:5]
    assert compared > 3_000


def test_what_an_expression_reads_does_change_it() -> None:
    """The same test with nothing said to be read finds much."""
    _compared, found = differences(forgets=True)

    assert len(found) > 100
