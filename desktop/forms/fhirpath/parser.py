"""Text to syntax tree. The whole text must be an expression, of bounded length and depth."""

from decimal import Decimal
from typing import NoReturn

from desktop.forms.fhirpath.errors import PathRefusedError
from desktop.forms.fhirpath.moments import date_from, date_time_from, time_from
from desktop.forms.fhirpath.quantities import CALENDAR_WORDS, PathQuantity
from desktop.forms.fhirpath.syntax import (
    Binary,
    Call,
    Index,
    Literal,
    Member,
    Name,
    Node,
    Sign,
    Special,
    TypeTest,
    parts_of,
)
from desktop.forms.fhirpath.tokens import Token, tokens_of
from desktop.forms.fhirpath.values import Value

LONGEST_TEXT = 20_000
DEEPEST = 64
LONGEST_CHAIN = 100
DEEPEST_TREE = 100
_LARGEST_NUMBER = 28

_LEVELS = (
    ("implies",),
    ("or", "xor"),
    ("and",),
    ("in", "contains"),
    ("=", "~", "!=", "!~"),
    ("<=", "<", ">", ">="),
    ("|",),
    ("is", "as"),
    ("+", "-", "&"),
    ("*", "/", "div", "mod"),
)
_BINDING = {operator: level for level, row in enumerate(_LEVELS, 1) for operator in row}
_SIGN_BINDING = len(_LEVELS) + 1
_TYPE_BINDING = _BINDING["is"]
# Words that cannot be names unless they are quoted; `as`, `contains`, `in` and `is` can.
_TRUTHS = frozenset(("true", "false"))
_WORDS = frozenset(("true", "false", "and", "or", "xor", "implies", "div", "mod"))


def tree_of(text: str) -> Node:
    if len(text) > LONGEST_TEXT:
        raise PathRefusedError("unsupported", "the expression is too long", LONGEST_TEXT)
    tree = _Parser(tokens_of(text)).whole()
    _check_depth(tree)
    return tree


def _check_depth(tree: Node) -> None:
    """Whoever walks the tree calls itself on the way down, except down the left of a sum."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST_TREE:
            raise PathRefusedError("unsupported", "nested too deep", node.position)
        for part in parts_of(node):
            goes_on = isinstance(node, Binary) and isinstance(part, Binary) and part is node.left
            waiting.append((part, depth if goes_on else depth + 1))


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        tree = self._expression(0)
        if self._here.kind != "end":
            self._refuse()
        return tree

    @property
    def _here(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _refuse(self) -> NoReturn:
        token = self._here
        found = repr(token.text) if token.kind != "end" else "the end"
        raise PathRefusedError("malformed", f"did not expect {found}", token.position)

    def _is(self, sign: str) -> bool:
        return self._here.kind == "sign" and self._here.text == sign

    def _take(self, sign: str) -> None:
        if not self._is(sign):
            self._refuse()
        self._at += 1

    def _expression(self, least: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise PathRefusedError("unsupported", "nested too deep", self._here.position)
        left = self._signed()
        while (level := self._level()) > least:
            token = self._next()
            if level == _TYPE_BINDING:
                left = TypeTest(token.text, left, self._type_name(), token.position)
            else:
                left = Binary(token.text, left, self._expression(level), token.position)
        self._depth -= 1
        return left

    def _level(self) -> int:
        token = self._here
        return _BINDING.get(token.text, 0) if token.kind in ("sign", "name") else 0

    def _signed(self) -> Node:
        token = self._here
        if token.kind == "sign" and token.text in "+-":
            self._at += 1
            return Sign(token.text, self._expression(_SIGN_BINDING), token.position)
        return self._chain()

    def _chain(self) -> Node:
        node = self._term()
        for _ in range(LONGEST_CHAIN):
            position = self._here.position
            if self._is("."):
                self._at += 1
                node = self._invocation(node)
            elif self._is("["):
                self._at += 1
                node = Index(node, self._expression(0), position)
                self._take("]")
            else:
                return node
        raise PathRefusedError("unsupported", "too many steps in a row", self._here.position)

    def _term(self) -> Node:
        token = self._here
        if token.kind == "sign":
            return self._bracketed()
        if token.kind == "number":
            return self._number()
        if token.kind == "variable":
            return Name(self._next().text, token.position)
        if token.kind in ("text", "moment") or (token.kind == "name" and token.text in _TRUTHS):
            return self._literal()
        return self._invocation(None)

    def _literal(self) -> Node:
        token = self._next()
        if token.kind == "text":
            return Literal(token.text, token.position)
        if token.kind == "moment":
            return Literal(self._moment(token), token.position)
        return Literal(token.text == "true", token.position)

    def _bracketed(self) -> Node:
        position = self._here.position
        if self._is("("):
            self._at += 1
            node = self._expression(0)
            self._take(")")
            return node
        self._take("{")
        self._take("}")
        return Literal(None, position)

    def _invocation(self, base: Node | None) -> Node:
        token = self._next()
        if token.kind == "special":
            if base is not None:
                self._at -= 1
                self._refuse()
            return Special(token.text, token.position)
        is_name = token.kind == "quoted" or (token.kind == "name" and (token.text not in _WORDS))
        if not is_name:
            self._at -= 1
            self._refuse()
        if self._is("("):
            self._at += 1
            return Call(base, token.text, self._arguments(), token.position)
        return Member(base, token.text, token.position)

    def _arguments(self) -> tuple[Node, ...]:
        arguments: list[Node] = []
        while not self._is(")"):
            if arguments:
                self._take(",")
            arguments.append(self._expression(0))
        self._take(")")
        return tuple(arguments)

    def _type_name(self) -> str:
        names = [self._identifier()]
        if self._is("."):
            self._at += 1
            names.append(self._identifier())
        return ".".join(names)

    def _identifier(self) -> str:
        token = self._next()
        if token.kind not in ("name", "quoted"):
            self._at -= 1
            self._refuse()
        return token.text

    def _number(self) -> Node:
        token = self._next()
        if len(token.text) > _LARGEST_NUMBER:
            raise PathRefusedError("unsupported", "too many digits", token.position)
        unit = self._here
        if unit.kind == "text":
            return Literal(PathQuantity(Decimal(token.text), self._next().text), token.position)
        if unit.kind == "name" and unit.text in CALENDAR_WORDS:
            word = CALENDAR_WORDS[self._next().text]
            return Literal(PathQuantity(Decimal(token.text), word), token.position)
        value = Decimal(token.text) if "." in token.text else int(token.text)
        return Literal(value, token.position)

    def _moment(self, token: Token) -> Value:
        written = token.text[1:]
        found: Value | None
        if written.startswith("T"):
            found = time_from(written[1:])
        elif "T" in written:
            found = date_time_from(written)
        else:
            found = date_from(written)
        if found is None:
            raise PathRefusedError("malformed", f"no such moment: {token.text}", token.position)
        return found
