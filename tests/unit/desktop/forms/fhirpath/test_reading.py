"""What is read, and what is refused before anything is worked out."""

import pytest

from desktop.forms.fhirpath import PathRefusedError, parse
from desktop.forms.fhirpath.parser import DEEPEST, LONGEST_TEXT
from desktop.forms.fhirpath.syntax import Binary, Call, Literal, Member, Name

MALFORMED = [
    "",
    "   ",
    "1 + 2)",
    "(1 + 2",
    "1 +",
    "+",
    "* 2",
    "1 2",
    "a b",
    "a..b",
    "a.",
    ".a",
    "a[",
    "a[]",
    "a]",
    "a[*]",
    "{1}",
    "{",
    "'open",
    "`open",
    "%",
    "$that",
    "a.$this",
    "1.",
    ".5",
    "1 = = 2",
    "a && b",
    "a || b",
    "a == b",
    "not a",
    "a !",
    "count(../a)",
    "x.where()",
    "x.where(a, b)",
    "x.select()",
    "x.first(1)",
    "x.substring()",
    "x.ofType('a')",
    "x.ofType(1)",
    "x is",
    "x is 'a'",
    "f(,)",
    "f(1,)",
    "iif(true)",
    "and",
    "a.and",
    "true.false",
    "@",
    "@2020-13-01",
    "/* open",
    "a # b",
    "é",
    "1 div",
    "a;b",
    "'\\ud83d'",
    "'\ud83d'",
]
UNSUPPORTED = [
    "a.memberOf('http://example.org/vs')",
    "a.resolve()",
    "a.conformsTo('x')",
    "a.elementDefinition()",
    "%terminologies.expand('x')",
    "a.subsumes(b)",
    "a.nothingLikeThis()",
    "a.matches('(a+)+b')",
    "a.matches('(a|aa)*b')",
    "a.matches('(a')",
    "a.replaceMatches('((a*)*)*', '')",
    "a.matchesFull('(a?){30}a{30}')",
    "a.defineVariable(b)",
    "(" * DEEPEST + "1" + ")" * DEEPEST,
    "-" * (DEEPEST + 1) + "1",
    "a" + ".a" * 200,
    "a.where(" * 40 + "1" + ")" * 40 + ".a" * 90,
    "a" * (LONGEST_TEXT + 1),
    "1" * 40,
]


@pytest.mark.parametrize("text", MALFORMED)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(PathRefusedError) as refused:
        parse(text)

    assert refused.value.reason == "malformed"
    assert 0 <= refused.value.position <= len(text)


@pytest.mark.parametrize("text", UNSUPPORTED, ids=lambda text: text[:30])
def test_what_is_not_worked_out_here_is_refused(text: str) -> None:
    with pytest.raises(PathRefusedError) as refused:
        parse(text)

    assert refused.value.reason == "unsupported"
    assert refused.value.detail


def test_a_refusal_says_where() -> None:
    with pytest.raises(PathRefusedError) as refused:
        parse("1 + 2)")

    assert refused.value.position == len("1 + 2")


def test_a_very_long_sum_is_read() -> None:
    parse(" + ".join(["%a"] * 3000))


def test_names_that_are_read_are_known_without_their_sign() -> None:
    text = "%resource.item.where(linkId = %a).x(%`b c`.y, %'d') + %ext"

    assert parse(text.replace(".x(", ".combine(").replace(", %'d'", " | %'d'")).names == {
        "resource",
        "a",
        "b c",
        "d",
        "ext",
    }
    assert parse("1.defineVariable('own', 2).select(%own + %other)").names == {"other"}


def test_words_of_the_language_can_be_names_in_their_place() -> None:
    assert parse("expansion.contains.code").root == Member(
        Member(Member(None, "expansion"), "contains"), "code"
    )
    assert parse("`div`").root == Member(None, "div")


def test_the_tree_shows_what_was_written() -> None:
    assert parse("%a.first() = 'x'").root == Binary("=", Call(Name("a"), "first", ()), Literal("x"))
