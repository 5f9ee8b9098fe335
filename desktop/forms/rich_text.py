"""Styled words of a form made safe: a few tags without attributes, and nothing that loads or runs.

Whatever is not on the list loses its tag and keeps its words; scripts and styles lose both.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

LONGEST = 100_000
DEEPEST = 20
_MOST_TAGS = 4_000

_ALLOWED = frozenset(
    {
        *("p", "b", "strong", "i", "em", "u", "sub", "sup", "span", "ul", "ol", "li"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th"),
    }
)
_EMPTY = frozenset({"br"})
_SILENT = frozenset(
    {
        *("script", "style", "head", "title", "template", "object", "iframe"),
        *("svg", "math", "audio", "video"),
    }
)
_BREAKING = frozenset(
    {
        *("div", "section", "article", "header", "footer", "blockquote", "pre"),
        *("dl", "dt", "dd", "hr"),
    }
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
# Once every "<" that begins no whole tag is gone, the parser's time follows the length.
_LOOSE = re.compile(r"<(?![/a-zA-Z][^<>]*>)")
_SPACES = re.compile(r"\s+")


def safe_html(text: str) -> str:
    """Return the words with what styling we allow, "" when they are too long to look at."""
    if len(text) > LONGEST:
        return ""
    if "<" not in text:
        return escape(unescape(text), quote=False)
    text = _DECLARATION.sub("", _COMMENT.sub("", text))
    writer = _Writer()
    writer.feed(_LOOSE.sub("&lt;", text))
    writer.close()
    return writer.html()


def plain_words(html: str) -> str:
    """Return the words alone of what `safe_html` gave."""
    spaced = re.sub(r"<(?:br|/?(?:p|li|tr|td|th|h\d|ul|ol|table))>", " ", html)
    return _SPACES.sub(" ", unescape(re.sub(r"<[^<>]*>", "", spaced))).strip()


class _Writer(HTMLParser):
    """Writes what it is fed anew; no attribute and no character of a tag is ever copied."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._addresses: list[str] = []
        self._silent: list[str] = []
        self._tags = 0

    def html(self) -> str:
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        return "".join(self._out).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if tag in _SILENT:
            self._silent.append(tag)
        elif self._silent or self._tags > _MOST_TAGS:
            return
        elif tag == "a":
            self._addresses.append(dict(attrs).get("href") or "")
        elif tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")
        elif tag in _EMPTY:
            self._out.append(f"<{tag}>")
        elif tag in _BREAKING:
            self._break()
        elif tag in _ALLOWED and len(self._open) < DEEPEST:
            self._open.append(tag)
            self._out.append(f"<{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag == "a" and self._addresses:
            self._write_address(self._addresses.pop())
        elif tag in _BREAKING:
            self._break()
        elif tag in self._open:
            while (closed := self._open.pop()) != tag:
                self._out.append(f"</{closed}>")
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._out.append(escape(data, quote=False))

    def _break(self) -> None:
        if self._out and self._out[-1] != "<br>" and "".join(self._out[-1:]).strip():
            self._out.append("<br>")

    def _write_address(self, address: str) -> None:
        address = _SPACES.sub("", address)
        if address.lower().startswith(("http://", "https://", "mailto:", "tel:")):
            self._out.append(escape(f" ({address})", quote=False))
