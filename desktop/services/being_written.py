"""What colleagues have typed at this desk and not filed: who, since when, how many answers.

Only the fact is told. The answers themselves are read by nobody but their author.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.ports import Drafts
from desktop.services.screen_values import BeingWritten

Found = Mapping[ScreenId, tuple[BeingWritten, ...]]


@dataclass(frozen=True, slots=True)
class FindBeingWritten:
    drafts: Drafts

    def __call__(self, screens: tuple[Screen, ...], names: Mapping[PractitionerId, str]) -> Found:
        """Return it for those of the screens that can still be written to, the oldest first."""
        under_way = {one.id for one in screens if one.status is not ScreenStatus.COMPLETED}
        found: dict[ScreenId, list[BeingWritten]] = defaultdict(list)
        for draft in self.drafts.of_others() if under_way else ():
            if draft.screen_id in under_way:
                found[draft.screen_id].append(
                    BeingWritten(
                        by=names.get(draft.author, ""), since=draft.since, answers=draft.answers
                    )
                )
        return {
            screen_id: tuple(sorted(several, key=lambda one: one.since))
            for screen_id, several in found.items()
        }
