"""Cases of what a form means: how they are written, put through the command, and judged.

Own cases have the keys of the published ones, and `expect_rules`: rules that must be named.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.unit.desktop.cli.command import inside
from tests.unit.desktop.forms.form_builder import CORPUS, SYSTEM, Node

CASES_FILE = CORPUS / "semantics_cases.json"

Case = dict[str, Any]


def published_cases() -> list[Case]:
    if not CASES_FILE.exists():
        return []
    cases: list[Case] = read(CASES_FILE.read_text(encoding="utf-8"))["cases"]
    return cases


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def case(name: str, authority: str, items: list[Node], entered: list[Node], **more: Any) -> Case:
    """Write an own case. `form` are further elements of the form, beside its items."""
    about = {"resourceType": "Questionnaire", "status": "draft", "title": "A case"}
    return {
        "id": name,
        "authority": authority,
        "questionnaire": {**about, **more.pop("form", {}), "item": items},
        "entered": {
            "resourceType": "QuestionnaireResponse",
            "status": more.pop("status", "in-progress"),
            "item": entered,
        },
        "state": "live",
        **more,
    }


def said(link_id: str, *values: object, under: list[Node] | None = None, **more: Any) -> Node:
    """Write an answer. A dict is a `value[x]` as it stands, or two of them for a moment."""
    answers = [_value(value) for value in values]
    if under:
        answers = [{**(answers[0] if answers else {}), "item": under}, *answers[1:]]
    return {"linkId": link_id, **({"answer": answers} if answers else {}), **more}


def _value(value: object) -> Node:
    if isinstance(value, dict):
        return value
    kinds = {bool: "Boolean", int: "Integer", float: "Decimal", Decimal: "Decimal", str: "String"}
    return {f"value{kinds[type(value)]}": value}


def coded(code: str, system: str = SYSTEM) -> Node:
    return {"valueCoding": {"code": code, **({"system": system} if system else {})}}


def measured(value: float | Decimal, unit: str) -> Node:
    ucum = {"unit": unit, "system": "http://unitsofmeasure.org", "code": unit}
    return {"valueQuantity": {"value": value, **ucum}}


def part(link_id: str, *items: Node) -> Node:
    return {"linkId": link_id, "item": list(items)}


def told(one: Case, folder: Path) -> Case:
    """Put a case through the real command."""
    form, answers = folder / "form.json", folder / "answers.json"
    form.write_text(written(one["questionnaire"]), encoding="utf-8")
    answers.write_text(written(one["entered"]), encoding="utf-8")
    ended = inside(
        "desktop", "screens", "answer", form, "--answers", answers, "--json", *options(one)
    )
    assert ended.code == 0, ended.err
    found: Case = read(ended.out)
    return found


def options(one: Case) -> list[str]:
    edited = [word for link_id in one.get("user_edited", ()) for word in ("--edited", link_id)]
    reloaded = ["--reloaded"] if one["state"] == "reloaded" else []
    return [*reloaded, *edited, *(["--now", one["now"]] if "now" in one else [])]


def written(content: Any) -> str:
    """Write JSON with every decimal as it stands in the case."""
    if isinstance(content, Decimal):
        return str(content)
    if isinstance(content, dict):
        parts = (f"{json.dumps(key)}: {written(each)}" for key, each in content.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(content, list | tuple):
        return "[" + ", ".join(map(written, content)) + "]"
    return json.dumps(content)


def faults(one: Case, found: Case) -> Iterator[str]:
    """Yield how what was told differs from what the case expects."""
    enabled = set(found["enabled"])
    left = list(exported(found["response"].get("item", [])))
    if missing := set(one.get("expect_enabled", ())) - enabled:
        yield f"does not apply: {missing}"
    if wrongly := set(one.get("expect_disabled", ())) & enabled:
        yield f"applies: {wrongly}"
    if "expect_export_linkIds" in one:
        yield from _other(
            "exported", [link_id for link_id, _ in left], one["expect_export_linkIds"]
        )
    for link_id, values in one.get("expect_export_values", {}).items():
        found_values = [value for name, each in left if name == link_id for value in each]
        yield from _other(f"values of {link_id}", found_values, values)
    for link_id, value in one.get("expect_calculated", {}).items():
        yield from _other(f"calculated {link_id}", found["calculated"].get(link_id, "?"), value)
    if "expect_not_completable" in one:
        yield from _other("completable", found["completable"], not one["expect_not_completable"])
    if "expect_status" in one:
        yield from _other("status", found["response"]["status"], one["expect_status"])
    yield from _written_otherwise(one, found)
    yield from _said_otherwise(one, found["messages"])


def _written_otherwise(one: Case, found: Case) -> Iterator[str]:
    if one.get("expect_export_text", "") not in written(found["response"]):
        yield f"not exported: {one['expect_export_text']}"
    texts = dict(_texts(found["response"].get("item", [])))
    for link_id, text in one.get("expect_label", {}).items():
        yield from _other(f"label of {link_id}", texts.get(link_id), text)


def _texts(nodes: list[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        yield node["linkId"], node.get("text", "")
        yield from _texts(node.get("item", []))


def _other(what: str, found: object, expected: object) -> Iterator[str]:
    if not _is_same(found, expected):
        yield f"{what}: {found!r} instead of {expected!r}"


def _is_same(found: object, expected: object) -> bool:
    """Tell True from 1, which Python does not."""
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(_is_same, found, expected))
    return found == expected and isinstance(found, bool) is isinstance(expected, bool)


_AT_RUN_TIME = frozenset(
    {
        *("enabling_not_yes_or_no", "enabling_failed", "expression_failed", "never_settles"),
        *("calculated_of_other_type", "units_not_compared", "precision_unsure"),
    }
)


def _said_otherwise(one: Case, messages: list[Case]) -> Iterator[str]:
    rules = {message["rule"] for message in messages}
    is_refused = any(message["level"] == "refused" for message in messages)
    expected = one.get("expect_load", "ok")
    if is_refused is not (expected == "refuse"):
        yield f"refused: {is_refused}"
    if expected == "warn" and not any(
        message["level"] == "finding" and message["linkId"] for message in messages
    ):
        yield "nothing was found at any item"
    if one.get("expect_run_warning") and not rules & _AT_RUN_TIME:
        yield "no warning while it was answered"
    said_of = {(message["linkId"], message["rule"]) for message in messages}
    if missing_problems := one.get("expect_problems", {}).items() - said_of:
        yield f"not said: {missing_problems}"
    if missing := set(one.get("expect_rules", ())) - rules:
        yield f"not said: {missing}"
    if not all(message["message"].strip() for message in messages):
        yield "a message without words"


def exported(nodes: list[Node]) -> Iterator[tuple[str, list[object]]]:
    """Yield each item of a response with its values, in order."""
    for node in nodes:
        answers = node.get("answer", [])
        values = [
            value for each in answers for name, value in each.items() if name.startswith("value")
        ]
        yield node["linkId"], values
        for answer in answers:
            yield from exported(answer.get("item", []))
        yield from exported(node.get("item", []))
