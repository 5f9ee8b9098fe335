"""What waits on this machine and the round that takes it to the central store."""

from dataclasses import dataclass

from desktop.domain.screen import ScreenStatus
from desktop.services.ports import Drafts, Reads
from desktop.services.values import Session, WhatLeaves

_FINISHED = (ScreenStatus.COMPLETED,)


@dataclass(frozen=True, slots=True)
class ShowWhatLeaves:
    """What the next round takes, and what a person should look at first.

    To finish: screens that the author has in hand, and those with answers typed at this desk.
    """

    reads: Reads
    drafts: Drafts
    session: Session

    def __call__(self) -> WhatLeaves:
        kinds, people = self.reads.leaving()
        me = self.session.practitioner.id
        mine = {one.id: one for one in self.reads.screens_under_way() if one.started_by == me}
        for screen_id in self.drafts.screens():
            mine.setdefault(screen_id, self.reads.screen(screen_id))
        return WhatLeaves(
            kinds=kinds,
            people=people,
            drafts=tuple(one for one in mine.values() if one.status not in _FINISHED),
            conflicts=self.reads.conflicts(),
        )
