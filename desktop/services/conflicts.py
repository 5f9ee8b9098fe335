"""What has to be settled: two values that colleagues wrote, neither having seen the other's."""

from dataclasses import dataclass

from desktop.domain.bad_entry import BadEntry
from desktop.domain.conflict import OpenConflict
from desktop.domain.identity import PersonId
from desktop.services.ports import Reads


@dataclass(frozen=True, slots=True)
class ShowConflicts:
    reads: Reads

    def __call__(self, person_id: PersonId | None = None) -> tuple[OpenConflict, ...]:
        del person_id
        return ()


@dataclass(frozen=True, slots=True)
class ShowBadEntries:
    reads: Reads

    def __call__(self) -> tuple[BadEntry, ...]:
        return ()
