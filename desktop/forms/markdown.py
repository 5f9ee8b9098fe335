"""The little of Markdown that forms use, as safe HTML: paragraphs, lists, headings, emphasis.

What it does not know stays as it was written. Time follows the length of the text.
"""

import re
from collections.abc import Iterator
from html import escape

LONGEST = 100_000

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"\s{0,8}[-*+]\s+(\S.*)$")
_NUMBERED = re.compile(r"\s{0,8}\d{1,4}[.)]\s+(\S.*)$")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(([^\s()]{0,500})\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500})(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,500})(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!])")


def markdown_html(text: str) -> str:
    """Return the words as HTML of few tags, "" when they are too long to look at."""
    if len(text) > LONGEST:
        return ""
    return "".join(_blocks(text.splitlines()))


def _blocks(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    list_tag = ""
    for line in [*lines, ""]:
        tag, words = _kind_of(line)
        if paragraph and tag != "text":
            yield f"<p>{'<br>'.join(paragraph)}</p>"
            paragraph = []
        if list_tag and tag != list_tag:
            yield f"</{list_tag}>"
            list_tag = ""
        if tag == "text":
            paragraph.append(_inline(words))
        elif tag in ("ul", "ol"):
            yield "" if list_tag else f"<{tag}>"
            list_tag = tag
            yield f"<li>{_inline(words)}</li>"
        elif tag:
            yield f"<{tag}>{_inline(words)}</{tag}>"


def _kind_of(line: str) -> tuple[str, str]:
    """Return the tag that the line belongs in ("" for none) and its words."""
    stripped = line.strip()
    if not stripped:
        return "", ""
    if heading := _HEADING.match(stripped):
        return f"h{len(heading[1])}", heading[2].rstrip("# ")
    if bullet := _BULLET.match(line):
        return "ul", bullet[1]
    if numbered := _NUMBERED.match(line):
        return "ol", numbered[1]
    return "text", stripped


def _inline(words: str) -> str:
    words = _ESCAPED.sub(lambda match: f"&#{ord(match[1])};", escape(words, quote=False))
    words = _LINK.sub(_link, words)
    words = _CODE.sub(r"\1", words)
    words = _STRONG.sub(r"<b>\2</b>", words)
    return _EMPHASIS.sub(r"<i>\2</i>", words)


def _link(match: re.Match[str]) -> str:
    """Write a link as its words and its address; a picture as its words alone."""
    words, address = match[1], match[2]
    is_shown = not match[0].startswith("!") and address.lower().startswith(
        ("http://", "https://", "mailto:", "tel:")
    )
    return f"{words} ({address})" if is_shown else words
