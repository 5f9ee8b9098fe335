"""Patterns say what the usual library says, and none can hold up the window."""

import random
import re
from time import process_time

import pytest

from desktop.forms.patterns import LONGEST_TESTED, fits, safe_pattern

SEED = random.SystemRandom().randrange(2**32)
TEXTS = ["", "a", "b", "ab", "ba", "aab", "1", "a1b", "bbbb", "a.b", "-", "a\nb"]


def pattern(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return chance.choice(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\.", "[a-c-]", "[]a]", r"\s"])
    if kind < 0.6:
        return pattern(chance, depth - 1) + pattern(chance, depth - 1)
    if kind < 0.75:
        return f"({pattern(chance, depth - 1)}|{pattern(chance, depth - 1)})"
    times = ["*", "+", "?", "{2}", "{1,2}", "{1,}", "{0,2}", "*?", "+?"]
    return f"(?:{pattern(chance, depth - 1)})" + chance.choice(times)


def test_a_pattern_means_what_the_usual_library_makes_of_it() -> None:
    chance = random.Random(SEED)
    print(f"seed {SEED}")  # noqa: T201 -- pytest shows it with a failure
    outcomes = set()
    for _ in range(3_000):
        written = pattern(chance, 4)
        if chance.random() < 0.2:
            written = f"^{written}$"
        for text in TEXTS:
            expected = re.fullmatch(written, text) is not None

            outcomes.add(expected)
            assert safe_pattern(written)
            assert fits(text, written) is expected, (written, text)

    assert outcomes == {True, False}


@pytest.mark.parametrize(
    "written",
    [
        "(a+)+b",
        "(a*)*b",
        "(a|aa)+b",
        "(a?){50}a{50}b",
        "a*a*a*a*a*a*b",
        "(a|a|a|a|a){1,20}b",
        "([a-z]+)*@",
        r"(\w+\s?)*!",
    ],
)
def test_a_pattern_that_takes_ages_elsewhere_takes_none_here(written: str) -> None:
    assert safe_pattern(written)
    begun = process_time()

    assert not fits("a" * LONGEST_TESTED, written)

    assert process_time() - begun < 0.5


@pytest.mark.parametrize(
    "written",
    [
        "(?=a)a",
        "(?!a)b",
        "(?<=a)b",
        r"(a)\1",
        r"\bword",
        r"\p{L}+",
        "(?i)a",
        "(",
        ")",
        "a)",
        "*a",
        "a**",
        "a{2}{3}",
        "a{3,2}",
        "[a",
        "[z-a]",
        "\\",
        "a" * 501,
        "((a{100}){100}){100}",
    ],
)
def test_a_pattern_that_we_do_not_understand_is_not_applied(written: str) -> None:
    assert safe_pattern(written) == ""


def test_the_call_that_norwegian_forms_write_is_read_as_its_pattern() -> None:
    assert safe_pattern("matches('^[0-9]{4}$')") == "^[0-9]{4}$"
    assert fits("0123", safe_pattern("matches('^[0-9]{4}$')"))
    assert not fits("012", safe_pattern("matches('^[0-9]{4}$')"))
