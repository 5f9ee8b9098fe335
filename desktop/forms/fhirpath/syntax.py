"""The parts of an expression as it was written, for whoever works it out or looks into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.forms.fhirpath.values import Value


@dataclass(frozen=True, slots=True)
class Literal:
    """A value; None is the empty collection `{}`."""

    value: Value | None
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """`%name`: something that the surroundings provide."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Special:
    """What a lambda is at: `$this`, `$index` or `$total`, without the sign."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Member:
    """`base.name`; without a base, of what is looked at."""

    base: "Node | None"
    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`base.name(arguments)`."""

    base: "Node | None"
    name: str
    arguments: tuple["Node", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Index:
    """`base[index]`."""

    base: "Node"
    index: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sign:
    """`+operand` or `-operand`."""

    operator: str
    operand: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`. Long sums lean to the left: walk them in a loop."""

    operator: str
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TypeTest:
    """`operand is Type` or `operand as Type`."""

    operator: str
    operand: "Node"
    type_name: str
    position: int = field(default=0, compare=False)


Node = Literal | Name | Special | Member | Call | Index | Sign | Binary | TypeTest


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return the parts directly below."""
    match node:
        case Member(base=base):
            parts: tuple[Node | None, ...] = (base,)
        case Call(base=base, arguments=arguments):
            parts = (base, *arguments)
        case Index(base=base, index=index):
            parts = (base, index)
        case Binary(left=left, right=right):
            parts = (left, right)
        case Sign(operand=operand) | TypeTest(operand=operand):
            parts = (operand,)
        case _:
            parts = ()
    return tuple(part for part in parts if part is not None)


def walk(node: Node) -> Iterator[Node]:
    """Give the node and everything below it, without recursion: a sum may be very long."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(parts_of(here)))
