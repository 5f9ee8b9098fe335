"""What operators and functions give, one line for each thing that is easily got wrong."""

from decimal import Decimal
from typing import Any

import pytest

from desktop.forms.fhirpath import PathTroubleError
from tests.unit.desktop.forms.fhirpath.path_builder import a_response, answered, group, worked_out

D = Decimal


def cases(table: dict[str, list[Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), table.items(), ids=table)


@cases(
    {
        # An empty side leaves it open, and so does half an `and`.
        "{} = 1": [],
        "{} != 1": [],
        "1 != 2": [True],
        "{} ~ {}": [True],
        "{} ~ 1": [False],
        "true and {}": [],
        "false and {}": [False],
        "{} and false": [False],
        "true or {}": [True],
        "false or {}": [],
        "true xor {}": [],
        "true xor false": [True],
        "false implies {}": [True],
        "{} implies true": [True],
        "{} implies false": [],
        "true implies {}": [],
        "{}.not()": [],
        "1 < {}": [],
        # One value that is neither yes nor no counts as yes.
        "'a' and true": [True],
        "5.not()": [False],
        "iif('a', 1, 2)": [1],
        "(1 | 2).where('x')": [1, 2],
        # Equality looks at type, number and order.
        "1 = 1.0": [True],
        "1 = '1'": [False],
        "1 = true": [False],
        "(1 | 2) = (2 | 1)": [False],
        "(1 | 2) ~ (2 | 1)": [True],
        "(1 | 2) = 1": [False],
        "'a' = 'A'": [False],
        "'a  b' ~ 'A B'": [True],
        "1.1 ~ 1.12": [True],
        "1.1 !~ 1.2": [True],
        # Sets and membership.
        "(1 | 1 | 2)": [1, 2],
        "1 | 1.0 | true": [1, True],
        "1.combine(1)": [1, 1],
        "{} in (1 | 2)": [],
        "1 in {}": [False],
        "(1 | 2) contains 2": [True],
        "(1 | 2 | 3).intersect(2 | 3 | 4)": [2, 3],
        "(1 | 2 | 3).exclude(2)": [1, 3],
        "(1 | 2).subsetOf(1 | 2 | 3)": [True],
        "(1 | 2).supersetOf(3)": [False],
        "1.combine(1).isDistinct()": [False],
        "1.combine(1).distinct()": [1],
    }
)
def test_logic_and_sets(text: str, expected: list[Any]) -> None:
    assert worked_out(text) == expected


@cases(
    {
        "1 + 2 * 3": [7],
        "-1.abs()": [-1],
        "(-1).abs()": [1],
        "2 + -3": [-1],
        "1 | 2 + 3": [1, 5],
        "1 < 2 = true": [True],
        "true or false and false": [True],
        "1 = 1 in (true | false)": [True],
        "7 / 2": [D("3.5")],
        "7 div 2": [3],
        "-7 div 2": [-3],
        "-7 mod 2": [-1],
        "0.1 + 0.2": [D("0.3")],
        "1 / 0": [],
        "1 div 0": [],
        "1 mod 0": [],
        "1.25.round(1)": [D("1.3")],
        "2.5.round()": [3],
        "(-1.25).round(1)": [D("-1.3")],
        "4.power(0.5)": [2],
        "2.power(10)": [1024],
        "2.power(-1)": [D("0.5")],
        "(-1).power(0.5)": [],
        "(-1).power(3)": [-1],
        "9.sqrt()": [3],
        "(-9).sqrt()": [],
        "0.ln()": [],
        "1.ln()": [0],
        "0.exp()": [1],
        "8.log(2).round(6)": [3],
        "1.1.ceiling()": [2],
        "(-1.1).floor()": [-2],
        "(-1.9).truncate()": [-1],
        "9223372036854775807 + 1": [],
        "10000000000.0.power(99)": [],
        "{}.sum()": [],
        "(1 | 2 | 3).sum()": [6],
        "(1 | 2).avg()": [D("1.5")],
        "(3 | 1 | 2).min()": [1],
        "('b' | 'c' | 'a').max()": ["c"],
        "{}.max()": [],
        "(1 | 2 | 3).aggregate($total + $this, 0)": [6],
        "{}.aggregate($total + $this, 0)": [0],
        "(5 | 6 | 7).select($index)": [0, 1, 2],
    }
)
def test_numbers(text: str, expected: list[Any]) -> None:
    assert worked_out(text) == expected


@cases(
    {
        "'a' + 'b'": ["ab"],
        "'a' + {}": [],
        "'a' & {}": ["a"],
        "{} & {}": [""],
        "'abc'.substring(1)": ["bc"],
        "'abc'.substring(1, 1)": ["b"],
        "'abc'.substring(3)": [],
        "'abc'.substring(-1)": [],
        "'abc'.indexOf('c')": [2],
        "'abc'.indexOf('')": [0],
        "'abcabc'.lastIndexOf('b')": [4],
        "'abc'.contains('b')": [True],
        "'abc'.startsWith('ab') and 'abc'.endsWith('c')": [True],
        "'abc'.replace('b', 'x')": ["axc"],
        "'abc'.replace('', '-')": ["-a-b-c-"],
        "'abc'.matches('b')": [True],
        "'abc'.matches('^b$')": [False],
        "'abc'.matchesFull('b')": [False],
        "'11/30'.replaceMatches('(?<m>\\\\d+)/(?<d>\\\\d+)', '${d}-$1')": ["30-11"],
        "'abc'.upper().lower().length()": [3],
        "' a '.trim()": ["a"],
        "'ab'.toChars()": ["a", "b"],
        "'1,2'.split(',').join(';')": ["1;2"],
        "('a' | 'b').join()": ["ab"],
        "{}.join()": [],
        "'it\\'s \\u0041\\p'": ["it's Ap"],
        "'\\ud83d\\ude00'.length()": [1],
        "true.toString()": ["true"],
        "1.50.toString()": ["1.5"],
        "0.0000001.toString()": ["0.0000001"],
        "(100.0 * 10).toString()": ["1000"],
        "(5 'mg').toString()": ["5 'mg'"],
        "(3 days).toString()": ["3 day"],
        "'5'.toInteger() + '1.5'.toDecimal()": [D("6.5")],
        "'1.5'.toInteger()": [],
        "'yes'.toBoolean()": [True],
        "'x'.toBoolean()": [],
        "'x'.convertsToInteger()": [False],
        "'2020-02-30'.toDate()": [],
        "'2020-02-29T10:00:00Z'.toDate()": ["2020-02-29"],
        "@2020-02.toDateTime()": ["2020-02"],
        "'10:30'.toTime()": ["10:30"],
        "'5 \\'mg\\''.toQuantity() = 5 'mg'": [True],
        "'5 mg'.toQuantity()": [],
        "1000 'mg'.toQuantity('g')": ["1 g"],
    }
)
def test_texts_and_conversions(text: str, expected: list[Any]) -> None:
    assert worked_out(text) == expected


@cases(
    {
        "(1 | 2 | 3).first()": [1],
        "(1 | 2 | 3).last()": [3],
        "(1 | 2 | 3).tail()": [2, 3],
        "(1 | 2 | 3).skip(2)": [3],
        "(1 | 2 | 3).take(0)": [],
        "(1 | 2 | 3)[1]": [2],
        "(1 | 2 | 3)[9]": [],
        "(1 | 2 | 3)[-1]": [],
        "{}.exists()": [False],
        "(1 | 2).exists($this > 1)": [True],
        "{}.all($this > 1)": [True],
        "(1 | 2).all($this > 1)": [False],
        "{}.allTrue()": [True],
        "(true | false).anyFalse()": [True],
        "iif(true, 1, 1 + 'a')": [1],
        "iif({}, 1)": [],
        "5.iif($this > 3, 'big', 'small')": ["big"],
        "(1 | 2).trace('x')": [1, 2],
        "1.defineVariable('x', 2).select(%x + $this)": [3],
        "1 is Integer": [True],
        "1 is System.Decimal": [False],
        "(1 | 'a' | 2.5).ofType(string)": ["a"],
        "'a' as string": ["a"],
        "{} is string": [],
        "1 /* a comment */ + 1 // and another": [2],
        "%ucum": ["http://unitsofmeasure.org"],
    }
)
def test_choosing_and_looking(text: str, expected: list[Any]) -> None:
    assert worked_out(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "(1 | 2) + 1",
        "(1 | 2) and true",
        "(1 | 2).single()",
        "1 + 'a'",
        "1 & 'a'",
        "1 < 'a'",
        "@2020 < 'a'",
        "5.length()",
        "'a'.round()",
        "'a'.sum()[0] * 2",
        "(1 | 2).allTrue()",
        "%nobody",
        "-'a'",
        "today() - today()",
        "'aaaaaaaaaa'.matches('(a' & '+)+b')",
    ],
)
def test_what_cannot_be_worked_out_is_said_and_not_guessed(text: str) -> None:
    with pytest.raises(PathTroubleError):
        worked_out(text)


def test_answers_nested_under_an_answer_are_found_only_by_asking_for_them() -> None:
    nested = answered("q", {"valueInteger": 1, "item": [answered("n", {"valueInteger": 2})]})
    response = a_response(group("g", nested))

    assert worked_out("%resource.repeat(item).linkId", response) == ["g", "q"]
    assert worked_out("repeat(item | answer.item).answer.value.sum()", response) == [3]
    assert worked_out("descendants().where(linkId = 'n').answer.value", response) == [2]


def test_equal_items_are_one_to_repeat() -> None:
    """As the standard has it, and a trap: a sum over a repeating group counts equal rows once."""
    row = answered("q", {"valueInteger": 5})
    response = a_response(group("g", row), group("g", row))

    assert worked_out("%resource.repeat(item).where(linkId = 'q').answer.value", response) == [5]
    assert worked_out("item.item.where(linkId = 'q').answer.value", response) == [5, 5]


def test_a_total_of_part_of_the_answers_looks_like_any_other() -> None:
    response = a_response(answered("a", {"valueInteger": 1}), {"linkId": "b"})

    assert worked_out("item.answer.value.sum()", response) == [1]
    assert worked_out("iif(item.answer.count() = 2, item.answer.value.sum())", response) == []


def test_weights_are_those_that_the_form_gives() -> None:
    response = a_response(
        answered("a", {"valueCoding": {"code": "x"}}), answered("b", {"valueCoding": {"code": "y"}})
    )
    weights = {"x": D(2), "y": D("0.5")}

    for text in ("item.answer.value.weight()", "item.answer.ordinal()"):
        assert worked_out(text, response, weights=weights) == [2, D("0.5")]
    assert worked_out("item.answer.value.weight().sum()", response, weights={"x": D(2)}) == [2]
