"""What waits on this machine and the round that takes it to the central store."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.identity import PractitionerId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.ports import Drafts, Reads
from desktop.services.screen_values import BeingWritten
from desktop.services.sync_values import ColleaguesDraft, WhatLeaves
from desktop.services.values import Session

_FINISHED = (ScreenStatus.COMPLETED,)


@dataclass(frozen=True, slots=True)
class ShowWhatLeaves:
    """What the next round takes, and what a person should look at first.

    To finish: screens that the author began or went on with last, and those with answers typed at
    this desk. Of what colleagues typed here only the fact is told. Nothing holds up a round.
    """

    reads: Reads
    drafts: Drafts
    session: Session

    def __call__(self) -> WhatLeaves:
        kinds, people = self.reads.leaving()
        me = self.session.practitioner.id
        under_way = self.reads.screens_under_way()
        mine = {one.id: one for one in under_way if me in (one.started_by, _in_hand_of(one))}
        for screen_id in self.drafts.screens():
            mine.setdefault(screen_id, self.reads.screen(screen_id))
        return WhatLeaves(
            kinds=kinds,
            people=people,
            drafts=tuple(one for one in mine.values() if one.status not in _FINISHED),
            colleagues=tuple(self._colleagues()),
            conflicts=self.reads.conflicts(),
        )

    def _colleagues(self) -> Iterator[ColleaguesDraft]:
        others = self.drafts.of_others()
        names = self.reads.names() if others else {}
        for one in sorted(others, key=lambda draft: draft.since):
            screen = self.reads.screen(one.screen_id)
            if screen.status not in _FINISHED:
                name = names.get(one.author, "")
                draft = BeingWritten(by=name, since=one.since, answers=one.answers)
                yield ColleaguesDraft(screen=screen, draft=draft)


def _in_hand_of(screen: Screen) -> PractitionerId | None:
    """Return who answered last, whoever began the screen."""
    dated = [one for one in screen.answers.values() if one.answered_at is not None]
    last = max(dated, key=lambda one: one.answered_at or screen.started_at, default=None)
    return None if last is None else last.answered_by
