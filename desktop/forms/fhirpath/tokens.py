"""The words of an expression. Refuses characters that none of them begins with."""

import re
from dataclasses import dataclass
from typing import Literal

from desktop.forms.fhirpath.errors import PathRefusedError

Kind = Literal["name", "quoted", "text", "number", "moment", "variable", "special", "sign", "end"]

_TIME = r"\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_MOMENT = (
    rf"@(?:T{_TIME}|\d{{4}}(?:-\d{{2}}(?:-\d{{2}})?)?(?:T(?:{_TIME}(?:Z|[+-]\d{{2}}:\d{{2}})?)?)?)"
)
_WORDS = re.compile(
    rf"(?P<moment>{_MOMENT})"
    r"""
    |(?P<blank>\s+|//[^\n\r]*|/\*.*?\*/)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<quoted>`(?:[^`\\]|\\.)*`)
    |(?P<text>'(?:[^'\\]|\\.)*')
    |(?P<special>\$(?:this|index|total)\b)
    |(?P<variable>%(?:[A-Za-z_][A-Za-z0-9_]*|`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'))
    |(?P<sign><=|>=|!=|!~|[-+*/&|<>=~.,()\[\]{}])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED = {"r": "\r", "n": "\n", "t": "\t", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what it says: quotes are gone and escapes are resolved."""

    kind: Kind
    text: str
    position: int


def tokens_of(text: str) -> list[Token]:
    found = []
    position = 0
    while position < len(text):
        match = _WORDS.match(text, position)
        if match is None:
            raise PathRefusedError("malformed", f"cannot read {text[position]!r}", position)
        kind = match.lastgroup
        if kind != "blank":
            said = _whole(_said(kind, match[0]), position)
            found.append(Token(kind, said, position))  # type: ignore[arg-type]
        position = match.end()
    found.append(Token("end", "", len(text)))
    return found


def _said(kind: str | None, written: str) -> str:
    if kind in ("text", "quoted"):
        return _ESCAPE.sub(_resolved, written[1:-1])
    if kind == "variable":
        name = written[1:]
        return _ESCAPE.sub(_resolved, name[1:-1]) if name[0] in "`'" else name
    return written[1:] if kind == "special" else written


def _whole(text: str, position: int) -> str:
    """Join the halves of a character; one half alone could be neither shown nor saved."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        raise PathRefusedError("malformed", "half a character", position) from error


def _resolved(match: re.Match[str]) -> str:
    """Resolve one escape. The standard ignores a backslash before any other character."""
    escaped = match[1]
    if len(escaped) > 1:
        return chr(int(escaped[1:], 16))
    return _ESCAPED.get(escaped, escaped)
