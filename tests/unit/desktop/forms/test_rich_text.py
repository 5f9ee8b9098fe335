"""Styled words keep a few tags and lose everything that could load, run or look like a link."""

import random
import re
from html import unescape

import pytest

from desktop.forms.markdown import markdown_html
from desktop.forms.rich_text import plain_words, safe_html
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    Node,
    a_form,
    expression,
    extension,
    question,
)

ALLOWED = re.compile(r"</?(?:p|b|strong|i|em|u|ul|ol|li|h[1-6]|table|tr|td|th|sub|sup|span)>|<br>")
SEED = random.SystemRandom().randrange(2**32)


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("<p>Do you <b>drink</b>?</p>", "<p>Do you <b>drink</b>?</p>"),
        ('<p style="color:red" onclick="x()">Yes</p>', "<p>Yes</p>"),
        ("<script>alert(1)</script>Yes", "Yes"),
        ("<style>p {}</style>Yes", "Yes"),
        ("<scr<script>ipt>alert(1)</script>Yes", "&lt;scrYes"),
        ("<img src=x onerror=alert(1)>Yes", "Yes"),
        ('<img src="data:image/png;base64,AAAA" alt="A glass">', "A glass"),
        ("<svg><p>hidden</p></svg>Yes", "Yes"),
        ("<iframe src='http://a'>x</iframe>Yes", "Yes"),
        ('<a href="https://nhs.uk">NHS</a>', "NHS (https://nhs.uk)"),
        ('<a href="javascript:alert(1)">NHS</a>', "NHS"),
        ('<a href="data:text/html,x">NHS</a>', "NHS"),
        ("<div>One</div><div>Two</div>", "One<br>Two<br>"),
        ("<b>One", "<b>One</b>"),
        ("<b><i>One</b></i>", "<b><i>One</i></b>"),
        ("One</b>", "One"),
        ("1 < 2 and 3 > 2 & <b>so</b>", "1 &lt; 2 and 3 &gt; 2 &amp; <b>so</b>"),
        ("Fish &amp; chips", "Fish &amp; chips"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<!-- <b> -->Yes<!-- open", "Yes"),
        ("<!DOCTYPE html><b>Yes</b>", "<b>Yes</b>"),
        ("<![CDATA[<b>x</b>]]>Yes", "<b>x</b>]]&gt;Yes"),
        ("<BR/>Yes<br />", "<br>Yes<br>"),
        ("<table><tr><td colspan=2>1</td></tr></table>", "<table><tr><td>1</td></tr></table>"),
    ],
)
def test_only_harmless_tags_are_left(written: str, safe: str) -> None:
    assert safe_html(written) == safe


def test_whatever_is_thrown_together_comes_out_as_allowed_tags_and_words() -> None:
    chance = random.Random(SEED)
    print(f"seed {SEED}")  # noqa: T201 -- pytest shows it with a failure
    pieces = ["<", ">", "</", "b", "script", " ", "'", '"', "=", "<a href=", "javascript:", "<!--"]
    pieces += ["-->", "&lt;", "&#60;", "&", ";", "style", "onload", "/", "<p>", "</p>", "]]>", "x"]
    for _ in range(3_000):
        written = "".join(chance.choices(pieces, k=chance.randrange(30)))

        safe = safe_html(written)

        words = ALLOWED.sub("", safe)
        assert "<" not in words, (written, safe)
        assert ">" not in words, (written, safe)
        assert safe_html(safe) == safe, written


def test_plain_words_are_what_a_person_reads() -> None:
    assert plain_words("<p>Do you</p><ul><li>drink &amp; smoke</li></ul>") == "Do you drink & smoke"


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Do you **drink**?", "<p>Do you <b>drink</b>?</p>"),
        ("*one* and _two_ and __three__", "<p><i>one</i> and <i>two</i> and <b>three</b></p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("# Part #\n\nText", "<h1>Part</h1><p>Text</p>"),
        ("One\nTwo", "<p>One<br>Two</p>"),
        ("- one\n- two\nafter", "<ul><li>one</li><li>two</li></ul><p>after</p>"),
        ("1. one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("[NHS](https://nhs.uk)", "<p>NHS (https://nhs.uk)</p>"),
        ("[NHS](javascript:x)", "<p>NHS</p>"),
        ("![A glass](https://a/b.png)", "<p>A glass</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (r"\*as it is\*", "<p>&#42;as it is&#42;</p>"),
        ("`code`", "<p>code</p>"),
        ("", ""),
    ],
)
def test_the_little_markdown_that_forms_use_is_shown(written: str, html: str) -> None:
    assert markdown_html(written) == html


def test_markdown_gives_no_other_tags_than_styled_words_may_have() -> None:
    chance = random.Random(SEED)
    print(f"seed {SEED}")  # noqa: T201 -- pytest shows it with a failure
    pieces = [
        "*",
        "**",
        "_",
        "__",
        "[",
        "](",
        ")",
        "`",
        "#",
        "- ",
        "1. ",
        "\n",
        "<b",
        ">",
        "&",
        "\\",
    ]
    pieces += ["a", " ", "https://a", "<script>"]
    for _ in range(3_000):
        html = markdown_html("".join(chance.choices(pieces, k=chance.randrange(30))))

        assert "<" not in ALLOWED.sub("", html), html


def styled(url: str, **value: str) -> Node:
    return {"extension": [extension(EXTENSIONS + url, **value)]}


def test_a_question_has_its_plain_words_and_its_styled_ones() -> None:
    form = a_form(
        question("a", _text=styled("rendering-xhtml", valueString="<b>Question</b> a")),
        question("b", text="", _text=styled("rendering-markdown", valueMarkdown="**Bold** words")),
        question("c", _text=styled("rendering-xhtml", valueString="<script>x</script>")),
        question("d"),
    )

    items = form.items
    assert (items["a"].text, items["a"].rich_text) == ("Question a", "<b>Question</b> a")
    assert (items["b"].text, items["b"].rich_text) == ("Bold words", "<p><b>Bold</b> words</p>")
    assert (items["c"].text, items["c"].rich_text) == ("Question c", "")
    assert items["d"].rich_text == ""


def test_styled_help_is_kept_with_its_question() -> None:
    control = {"coding": [{"code": "help"}]}
    help_text = question(
        "q.help",
        "display",
        _text=styled("rendering-xhtml", valueString="<i>Ask</i> twice"),
        text="Ask twice",
        extension=[
            extension(EXTENSIONS + "questionnaire-itemControl", valueCodeableConcept=control)
        ],
    )

    item = a_form(question("q", item=[help_text])).items["q"]

    assert (item.hint, item.rich_hint) == ("Ask twice", "<i>Ask</i> twice")


def test_a_help_text_that_is_computed_stays_an_item_of_its_own() -> None:
    control = {"coding": [{"code": "help"}]}
    computed = question(
        "q.help",
        "display",
        _text={"extension": [expression(EXTENSIONS + "cqf-expression", "'Words'")]},
        extension=[
            extension(EXTENSIONS + "questionnaire-itemControl", valueCodeableConcept=control)
        ],
    )

    form = a_form(question("q", item=[computed]))

    assert form.items["q"].hint == ""
    assert form.items["q.help"].logic.text is not None


def test_words_are_unescaped_once() -> None:
    assert unescape(plain_words(safe_html("<p>a &amp;lt; b</p>"))) == "a < b"
    assert plain_words(safe_html("<p>a &amp;lt; b</p>")) == "a &lt; b"
