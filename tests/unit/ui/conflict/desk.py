"""A desk with things to decide: conflicts that can be settled, moved, or settled elsewhere."""

from dataclasses import dataclass, field
from typing import Any

from desktop.domain.conflict import Choice, ConflictMovedError, OpenConflict
from desktop.domain.identity import PersonId
from desktop.forms import Item
from desktop.services.conflict_background import ConflictBackground
from desktop.services.everything import Services
from tests.builders.staff import OKAFOR, SHAH
from tests.fakes.services import services_in_memory


@dataclass
class ConflictDesk:
    """`before_settling` is what a colleague's machine does first: what was shown is then gone."""

    conflicts: list[OpenConflict]
    items: dict[str, Item] = field(default_factory=dict)
    settled: list[tuple[OpenConflict, Choice, int, object, str]] = field(default_factory=list)
    before_settling: list[OpenConflict] | None = None

    def services(self, **overrides: Any) -> Services:
        mine: dict[str, Any] = {
            "open_conflicts": self.open_conflicts,
            "settle_conflict": self.settle,
            "conflict_background": lambda _conflict: ConflictBackground(
                roles={OKAFOR: "RMN", SHAH: "Healthcare professional"}, items=self.items
            ),
        }
        return services_in_memory(**{**mine, **overrides})

    def open_conflicts(self, person_id: PersonId | None = None) -> tuple[OpenConflict, ...]:
        return tuple(c for c in self.conflicts if person_id in (None, c.person_id))

    def settle(
        self,
        conflict: OpenConflict,
        choice: Choice,
        *,
        keep: int = -1,
        value: object = None,
        reason: str = "",
    ) -> None:
        if self.before_settling is not None:
            self.conflicts, self.before_settling = self.before_settling, None
        if conflict not in self.conflicts:
            raise ConflictMovedError
        self.conflicts.remove(conflict)
        self.settled.append((conflict, choice, keep, value, reason))
