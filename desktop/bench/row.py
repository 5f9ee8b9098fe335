"""One measured comparison: ours beside a baseline of the same run, lower is better."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`ours` and `baseline` are medians in `unit`; `goal` is the ratio not to exceed."""

    name: str
    ours: float
    baseline: float
    unit: str
    goal: float

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def holds(self) -> bool:
        return self.ratio <= self.goal

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "holds": self.holds}


def within(name: str, ours: float, most: float, unit: str) -> Row:
    """Return a row whose goal is an amount, which stands in the baseline's place."""
    return Row(name=name, ours=ours, baseline=most, unit=unit, goal=1.0)
