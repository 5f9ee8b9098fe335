"""Forms made to stop a program: each is refused or bounded within a second and 256 MB.

The second is what is promised of the program, on whatever machine runs this; it is counted in
processor time, so that a busy machine does not fail it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from desktop.forms import Filling, load
from tests.unit.desktop.forms import look_at_form
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    SYSTEM,
    Node,
    choice,
    expression,
    extension,
    form_bytes,
    group,
    question,
    score,
    when,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no memory limits")

MB = 2**20
# Each alone may take a quarter of a second, and all of them one.
MOST_SECONDS_TOGETHER = 3


def nested(text: str, levels: int, inside: str, end: str) -> bytes:
    return (text * levels + inside + end * levels).encode()


def deep_items(levels: int) -> bytes:
    begin = '{"linkId": "g", "type": "group", "item": ['
    items = nested(begin, levels, "", "]}").decode()
    return f'{{"resourceType": "Questionnaire", "item": [{items}]}}'.encode()


def named_twice(count: int) -> bytes:
    names = ", ".join(f'"n{number % count}": 1' for number in range(2 * count))
    return f"{{{names}}}".encode()


def styled(xhtml: str) -> Node:
    return {"extension": [extension(EXTENSIONS + "rendering-xhtml", valueString=xhtml)]}


def marked(markdown: str) -> Node:
    return {"extension": [extension(EXTENSIONS + "rendering-markdown", valueMarkdown=markdown)]}


def value_set(name: str, **more: Any) -> Node:
    return {"resourceType": "ValueSet", "id": name, **more}


def with_sets(*sets: Node) -> bytes:
    return form_bytes(question("q", "choice", answerValueSet="#vs0"), contained=list(sets))


def sets_of_sets(count: int, each: int) -> bytes:
    """Every set holds the next one several times over: each to the power of count."""
    sets = [
        value_set(
            f"vs{number}",
            compose={"include": [{"valueSet": [f"#vs{number + 1}"]} for _ in range(each)]},
        )
        for number in range(count)
    ]
    listed = {"include": [{"system": SYSTEM, "concept": [{"code": "a"}]}]}
    return with_sets(*sets, value_set(f"vs{count}", compose=listed))


DISPLAY = {"type": "display", "text": "Read this."}


def sums_of_sums(levels: int) -> bytes:
    parts = [score(f"s{number}", f"s{number + 1} q") for number in range(levels)]
    return form_bytes(*parts, score(f"s{levels}", "q"), question("q", "integer"))


def deep_concepts(levels: int) -> bytes:
    concepts = nested('{"code": "a", "concept": [', levels, "", "]}").decode()
    code_system = f'{{"resourceType": "CodeSystem", "url": "x", "concept": [{concepts}]}}'
    return (
        '{"resourceType": "Questionnaire", "contained": [' + code_system + "], "
        '"item": [{"linkId": "q", "text": "Q", "type": "choice"}]}'
    ).encode()


def patterned(pattern: str) -> bytes:
    return form_bytes(
        question("q", extension=[extension(EXTENSIONS + "regex", valueString=pattern)])
    )


def at_least(count: int) -> bytes:
    limit = extension(EXTENSIONS + "questionnaire-minOccurs", valueInteger=count)
    return form_bytes(group("g", question("q"), repeats=True, extension=[limit]))


def circle(length: int) -> bytes:
    return form_bytes(
        *(
            question(f"q{number}", "boolean", enableWhen=[when(f"q{(number + 1) % length}")])
            for number in range(length)
        )
    )


def chain(length: int) -> bytes:
    return form_bytes(
        question("q0", "boolean"),
        *(
            question(f"q{number}", "boolean", enableWhen=[when(f"q{number - 1}")])
            for number in range(1, length)
        ),
    )


def enabled_by(count: int, text: str) -> bytes:
    rule = expression(SDC + "enableWhenExpression", text)
    return form_bytes(*(question(f"q{n}", "boolean", extension=[rule]) for n in range(count)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten megabytes and one byte": (lambda: b" " * (10 * MB) + b"{", "too_large"),
    "ten megabytes of empty lists": (lambda: b"[" + b"[]," * (3 * MB) + b"[]]", "too_many_parts"),
    "ten megabytes of opening brackets": (lambda: b"[" * (10 * MB), "too_many_parts"),
    "brackets a hundred thousand deep": (lambda: b"[" * 100_000, "not_json"),
    "a number of ten million digits": (
        lambda: b'{"resourceType": "Questionnaire", "date": ' + b"9" * (9 * MB) + b"}",
        "not_json",
    ),
    "groups three hundred deep": (lambda: deep_items(300), "too_deep"),
    "groups five thousand deep": (lambda: deep_items(5_000), ""),
    "twenty thousand questions": (
        lambda: form_bytes(*(question(f"q{number}") for number in range(20_000))),
        "too_many_items",
    ),
    "one part with a name twice": (
        lambda: b'{"resourceType": "Questionnaire", "item": [], "item": [{"linkId": "a"}]}',
        "twin_names",
    ),
    "a hundred thousand names, each of them twice": (
        lambda: named_twice(100_000),
        "twin_names",
    ),
    "three hundred variables in a circle": (
        lambda: form_bytes(
            question("q"),
            extension=[
                expression(EXTENSIONS + "variable", f"%v{(n + 1) % 300}", name=f"v{n}")
                for n in range(300)
            ],
        ),
        "cycle",
    ),
    "a circle of five hundred conditions": (lambda: circle(500), "cycle"),
    "a thousand conditions that read everything": (
        lambda: enabled_by(1_000, "%resource.descendants().answer.count() > 3"),
        "too_much_logic",
    ),
    "a thousand conditions that read all beside them": (
        lambda: enabled_by(1_000, "%resource.item.answer.count() > 3" + " or true" * 100),
        "too_much_logic",
    ),
    "a linkId of a megabyte": (lambda: form_bytes(question("q" * MB)), "unusable_link_id"),
    "an expression of five thousand brackets": (
        lambda: form_bytes(
            question(
                "q",
                "integer",
                extension=[
                    expression(SDC + "calculatedExpression", "(" * 5_000 + "1" + ")" * 5_000)
                ],
            )
        ),
        "",
    ),
}
BOUNDED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a text of nine megabytes": (
        lambda: form_bytes(question("q", text="a " * (4 * MB))),
        "text_cut",
    ),
    "a title of nine megabytes": (
        lambda: form_bytes(question("q"), title="a " * (4 * MB)),
        "no_title",
    ),
    "an address of nine megabytes": (
        lambda: form_bytes(question("q"), url="a/" * (4 * MB)),
        "no_url",
    ),
    "a choice of four megabytes": (lambda: form_bytes(choice("q", "a", "b" * 4 * MB)), ""),
    "an unknown extension with an address of nine megabytes": (
        lambda: form_bytes(question("q", extension=[extension("a" * 9 * MB)])),
        "extension_ignored",
    ),
    "a file of nine megabytes as first value": (
        lambda: form_bytes(
            question(
                "q",
                "attachment",
                initial=[
                    {"valueAttachment": {"contentType": "application/zip", "data": "A" * 9 * MB}}
                ],
            )
        ),
        "file_in_form",
    ),
    "thirty to the power of thirty value sets": (lambda: sets_of_sets(30, 30), "empty_value_set"),
    "two to the power of fifteen value sets": (lambda: sets_of_sets(15, 2), ""),
    "a value set that holds itself": (
        lambda: with_sets(value_set("vs0", compose={"include": [{"valueSet": ["#vs0"]}]})),
        "empty_value_set",
    ),
    "fifty thousand expanded codes": (
        lambda: with_sets(
            value_set("vs0", expansion={"contains": [{"code": f"c{n}"} for n in range(50_000)]})
        ),
        "empty_value_set",
    ),
    "fifty thousand listed choices": (
        lambda: form_bytes(choice("q", *(f"c{number}" for number in range(50_000)))),
        "too_many_choices",
    ),
    "thirty questions of five thousand choices from one set": (
        lambda: form_bytes(
            *(question(f"q{number}", "choice", answerValueSet="#vs0") for number in range(30)),
            contained=[
                value_set("vs0", expansion={"contains": [{"code": f"c{n}"} for n in range(5_000)]})
            ],
        ),
        "",
    ),
    "concepts four hundred deep": (lambda: deep_concepts(400), "cannot_be_answered"),
    "a thousand million occurrences": (lambda: at_least(10**9), "occurs_bounded"),
    "a pattern of repeats in repeats": (
        lambda: patterned("((a{1,400}){1,400}){1,400}"),
        "pattern_not_applied",
    ),
    "a pattern that takes ages elsewhere": (lambda: patterned("(a+)+b"), ""),
    "a pattern of brackets": (lambda: patterned("(" * 250 + ")" * 250), "pattern_not_applied"),
    "markup that never closes": (
        lambda: form_bytes(
            *(question(f"q{n}", _text=styled("<a b=c " * 14_000)) for n in range(60))
        ),
        "rich_text_left_out",
    ),
    "tags a hundred thousand deep": (
        lambda: form_bytes(question("q", _text=styled("<b>" * 33_000))),
        "",
    ),
    "comments that never close": (
        lambda: form_bytes(*(question(f"q{n}", _text=styled("<!--" * 24_000)) for n in range(60))),
        "rich_text_left_out",
    ),
    "markdown of nothing but marks": (
        lambda: form_bytes(
            *(
                question(f"q{n}", _text=marked(mark * (99_000 // len(mark))))
                for n, mark in enumerate(("*", "_", "[", "# ", "`", "**a", "[a](", "\\", "- "))
            )
        ),
        "",
    ),
    "sums of sums": (lambda: sums_of_sums(400), ""),
    "a hundred conditions that read everything": (
        lambda: enabled_by(100, "%resource.descendants().answer.count() > 3"),
        "circle_possible",
    ),
    "variables that double sixty times": (
        lambda: form_bytes(
            question(
                "q",
                "integer",
                extension=[expression(SDC + "calculatedExpression", "%v60")],
            ),
            extension=[
                expression(EXTENSIONS + "variable", "1", name="v0"),
                *(
                    expression(EXTENSIONS + "variable", f"%v{n} + %v{n}", name=f"v{n + 1}")
                    for n in range(60)
                ),
            ],
        ),
        "",
    ),
    "five thousand texts of one name": (
        lambda: form_bytes(*(DISPLAY | {"linkId": "d"} for _ in range(4_900)), question("q")),
        "display_renamed",
    ),
    "five thousand texts without a name": (
        lambda: form_bytes(*(DISPLAY for _ in range(4_900)), question("q")),
        "display_renamed",
    ),
    "seventy thousand kinds of extension": (
        lambda: form_bytes(
            question("q", extension=[extension(f"http://x/{n}") for n in range(70_000)])
        ),
        "extensions_ignored",
    ),
    "three thousand conditions on five thousand choices": (
        lambda: form_bytes(
            choice("q", *(f"c{n}" for n in range(4_999))),
            *(
                question(
                    f"d{n}",
                    enableWhen=[when("q", answerCoding={"system": SYSTEM, "code": f"c{n}"})],
                )
                for n in range(3_000)
            ),
        ),
        "",
    ),
    "a weight of four hundred thousand digits": (
        lambda: form_bytes(choice("q", "a", weights=(1.5,))).replace(b"1.5", b"1e400000"),
        "weight_not_read",
    ),
    "a chain of four thousand conditions": (lambda: chain(4_000), "long_page"),
}


def looked_at(raw: bytes, folder: Path) -> Any:
    path = folder / "form.json"
    path.write_bytes(raw)
    child = subprocess.run(
        [sys.executable, look_at_form.__file__, path],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
    )
    assert child.returncode == 0, child.stderr.decode()[-2000:]
    said = json.loads(child.stdout)
    print(  # noqa: T201 -- pytest shows it with a failure, and with -rP
        f"{len(raw):,} bytes: {said['verdict']} in {said['seconds']:.2f} s and"
        f" {said['peak_mb']:.0f} MB, {said['findings']} findings: {', '.join(said['rules'])[:200]}"
    )
    assert said["seconds"] < 1.0
    assert said["peak_mb"] < 256
    return said


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_at_once(name: str, tmp_path: Path) -> None:
    make, rule = REFUSED[name]

    said = looked_at(make(), tmp_path)

    assert said["verdict"] == "refused"
    assert not rule or rule in said["rules"]


@pytest.mark.parametrize("name", BOUNDED)
def test_it_is_bounded_and_no_more_than_a_finding(name: str, tmp_path: Path) -> None:
    make, rule = BOUNDED[name]

    said = looked_at(make(), tmp_path)

    assert said["verdict"] != "refused"
    assert not rule or rule in said["rules"]


def test_forty_calculations_without_an_end_are_given_up_together() -> None:
    endless = expression(SDC + "calculatedExpression", "1.repeat($this + 1).count()")
    form = load(form_bytes(*(question(f"q{n}", "integer", extension=[endless]) for n in range(40))))
    begun = process_time()

    filling = Filling(form, {})

    assert process_time() - begun < MOST_SECONDS_TOGETHER
    assert not filling.answers
    assert {finding.rule for finding in filling.warnings()} == {"expression_failed"}
