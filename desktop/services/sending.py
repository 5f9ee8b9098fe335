"""What waits on this machine and the round that takes it to the central store."""

from dataclasses import dataclass

from desktop.domain.screen import ScreenStatus
from desktop.services.ports import Drafts, Reads
from desktop.services.values import WhatLeaves

_FINISHED = (ScreenStatus.COMPLETED,)


@dataclass(frozen=True, slots=True)
class ShowWhatLeaves:
    """What the next round takes, and what a person should look at first."""

    reads: Reads
    drafts: Drafts

    def __call__(self) -> WhatLeaves:
        kinds, people = self.reads.leaving()
        screens = [self.reads.screen(screen_id) for screen_id in self.drafts.screens()]
        return WhatLeaves(
            kinds=kinds,
            people=people,
            drafts=tuple(one for one in screens if one.status not in _FINISHED),
            conflicts=self.reads.conflicts(),
        )
