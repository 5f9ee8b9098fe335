"""One working out of an expression: what it may see, and how much it may still do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.values import Element, Value, Values

# A step takes about a microsecond, and what people fill in needs some hundreds of them.
STEPS = 200_000
STEPS_TOGETHER = 1_000_000
LONGEST_STRING = 100_000
# So many letters are copied in the time of one step.
_LETTERS_A_STEP = 64


def weighs_nothing(_element: Element) -> Decimal | None:
    return None


@dataclass(slots=True)
class Budget:
    """What many expressions may do together: a hundred long ones take no longer than a few."""

    left: int = STEPS_TOGETHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the form provides. `now` is aware, and the same for all of a session."""

    names: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    now: datetime
    weigh: Callable[[Element], Decimal | None] = weighs_nothing
    steps: int = STEPS
    budget: Budget | None = None


class Run:
    """What changes while an expression is worked out. Thrown away afterwards."""

    __slots__ = ("index", "left", "names", "now", "this", "total", "weigh")

    def __init__(self, focus: Values, environment: Environment) -> None:
        self.this = focus
        self.index = 0
        self.total: Values = ()
        self.names = environment.names
        self.now = environment.now
        self.weigh = environment.weigh
        self.left = environment.steps

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise PathTroubleError("too many steps")

    def spend_on(self, text: str) -> None:
        self.spend(len(text) // _LETTERS_A_STEP)


# An expression, or a part of one, ready to be worked out.
Compiled = Callable[[Run], Values]


def single(values: Values) -> Value | None:
    """Return the only value, or None without one."""
    if not values:
        return None
    if len(values) > 1:
        raise PathTroubleError("several values where one is expected")
    return values[0]


def truth(values: Values) -> bool | None:
    """Return what it says of yes and no; one value that is neither counts as yes."""
    value = single(values)
    if value is None:
        return None
    return value is not False


def string(values: Values) -> str | None:
    value = single(values)
    if value is None or isinstance(value, str):
        return value
    raise PathTroubleError("expected text")


def whole_number(values: Values) -> int | None:
    value = single(values)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, Decimal) and abs(value) < LONGEST_STRING and value == int(value):
        return int(value)
    raise PathTroubleError("expected a whole number")


def bounded(text: str) -> str:
    if len(text) > LONGEST_STRING:
        raise PathTroubleError("the text grows too long")
    return text
