"""However an expression is written, working it out ends, soon, and says that it was stopped."""

import time

import pytest

from desktop.forms.fhirpath import PathTroubleError, parse
from tests.unit.desktop.forms.fhirpath.path_builder import a_response, answered, group, worked_out

TEN = "(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10)"
RESPONSE = a_response(
    *(
        group(f"g{n}", *(answered(f"{n}.{m}", {"valueString": "x"}) for m in range(9)))
        for n in range(9)
    )
)
_LONGEST_SECONDS = 20

ENDLESS = [
    "1.repeat($this + 1)",
    "'x'.repeat($this & 'y')",
    TEN + (".select(" + TEN + ")") * 8,
    "descendants().select(%resource.descendants()).select(%resource.descendants())",
    "descendants().where(%resource.descendants() ~ %resource.descendants())",
    TEN + f".aggregate($total.combine($total), {TEN})" * 3,
]
TOO_LARGE = [
    TEN + ".combine(" + TEN + ").aggregate($total & $total, 'xxxxxxxxxx')",
    f"'{'a' * 400}'.replace('a', '{'b' * 400}')",
    f"{TEN}.select('{'a' * 2000}').join('{'b' * 9000}').replace('', '{'c' * 90}')",
    f"'{'a' * 3000}'.matches('a*a*a*b')",
]


@pytest.mark.parametrize("text", ENDLESS, ids=lambda text: text[:40])
def test_what_would_go_on_is_stopped(text: str) -> None:
    begun = time.monotonic()

    with pytest.raises(PathTroubleError, match="too many steps"):
        worked_out(text, RESPONSE, steps=200_000)
    assert time.monotonic() - begun < _LONGEST_SECONDS


@pytest.mark.parametrize("text", TOO_LARGE, ids=lambda text: text[:40])
def test_what_would_grow_is_stopped(text: str) -> None:
    with pytest.raises(PathTroubleError, match="too long"):
        worked_out(text, RESPONSE)


@pytest.mark.parametrize("text", ["9.power(9).power(9).power(9)", "9.exp().exp().exp()"])
def test_a_number_that_is_too_large_is_none(text: str) -> None:
    assert worked_out(text) == []


def test_a_sum_of_thousands_is_worked_out() -> None:
    assert worked_out(" + ".join(["1"] * 4000)) == [4000]


def test_what_is_worth_doing_fits_in_the_steps() -> None:
    assert worked_out("descendants().count()", RESPONSE, steps=5_000) == [81 * 4 + 9 * 2]


def test_an_expression_is_the_same_after_trouble() -> None:
    expression = parse("item.where(linkId = 'g1').item.answer.value.first()")
    with pytest.raises(PathTroubleError):
        worked_out(expression.text, RESPONSE, steps=1)

    assert worked_out(expression.text, RESPONSE) == ["x"]
