"""What is to become of each line of a custody list. Nothing is taken that nobody decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from desktop.services.values import CustodyListRow


class Kind(Enum):
    NEW = auto()
    LIKELY = auto()  # Probably somebody this computer knows: a person decides.
    ON_BOARD = auto()
    PROBLEM = auto()


class Decision(Enum):
    UNDECIDED = auto()
    TAKE = auto()  # A new person, or a different one from the likely one.
    SAME = auto()  # The likely person, in custody again.
    LEAVE_OUT = auto()


_TAKEN = (Decision.TAKE, Decision.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: int
    row: CustodyListRow
    kind: Kind
    decision: Decision

    def decide(self, decision: Decision) -> "Line":
        """Return this line decided; one that cannot be taken stays as it is."""
        return replace(self, decision=decision) if decision in self.choices() else self

    def choices(self) -> tuple[Decision, ...]:
        if self.kind is Kind.NEW:
            return Decision.TAKE, Decision.LEAVE_OUT
        if self.kind is Kind.LIKELY:
            return Decision.SAME, Decision.TAKE, Decision.LEAVE_OUT
        return ()

    def is_taken(self) -> bool:
        return self.decision in _TAKEN

    def row_to_take(self) -> CustodyListRow:
        return self.row if self.decision is Decision.SAME else replace(self.row, match=None)


def review(rows: Sequence[CustodyListRow]) -> tuple[Line, ...]:
    return tuple(_line(number, row) for number, row in enumerate(rows, start=1))


def rows_to_take(lines: Sequence[Line]) -> tuple[CustodyListRow, ...]:
    return tuple(line.row_to_take() for line in lines if line.is_taken())


def undecided(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.decision is Decision.UNDECIDED)


def still_open(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return what is left once the rest was taken in: nobody decided it, or it cannot be read."""
    return tuple(
        line for line in lines if line.decision is Decision.UNDECIDED or line.kind is Kind.PROBLEM
    )


def _line(number: int, row: CustodyListRow) -> Line:
    if row.existing is not None:
        return Line(number=number, row=row, kind=Kind.ON_BOARD, decision=Decision.LEAVE_OUT)
    if row.problem:
        return Line(number=number, row=row, kind=Kind.PROBLEM, decision=Decision.LEAVE_OUT)
    if row.match is not None:
        return Line(number=number, row=row, kind=Kind.LIKELY, decision=Decision.UNDECIDED)
    return Line(number=number, row=row, kind=Kind.NEW, decision=Decision.TAKE)
