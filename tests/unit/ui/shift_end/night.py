"""The end of one night: services whose round can be told to stop, to fail or to arrive."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain.bad_entry import BadEntry
from desktop.domain.conflict import OpenConflict
from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.errors import CancelledError, ExpectedError, TroubleError
from desktop.services.everything import Services
from desktop.services.sync_values import ColleaguesDraft, Leaving, Receipt, SyncState, WhatLeaves
from tests.builders.moments import minutes_ago, numbered
from tests.builders.reports import a_receipt
from tests.builders.screens import a_screen
from tests.fakes.services import services_in_memory
from tests.unit.ui.printing.small_pdf import a_pdf

TOTAL = 1200


class UnreachableError(TroubleError):
    message_key = "error.central_unreachable"


def a_draft(number: int = 0, **changes: Any) -> Screen:
    return a_screen(
        id=ScreenId(numbered(650 + number)),
        title="L&D screen",
        status=ScreenStatus.PAUSED,
        **changes,
    )


def a_bad_entry(**changes: Any) -> BadEntry:
    entry = BadEntry(
        kind="screen",
        subject="Health screen",
        author="J. Okafor",
        since=minutes_ago(100),
        reason="bad_entry.bad_batch",
        entry=b"bad",
        is_own=True,
    )
    return replace(entry, **changes)


@dataclass
class Night:
    """`on_progress` is called between the steps of a round, as a person at the desk would act."""

    waiting: int = 37
    is_enrolled: bool = True
    drafts: tuple[Screen, ...] = ()
    colleagues: tuple[ColleaguesDraft, ...] = ()
    conflicts: int = 0
    found: tuple[OpenConflict, ...] = ()
    bad: tuple[BadEntry, ...] = ()
    handed_over: list[tuple[ScreenId, str, str]] = field(default_factory=list)
    left: list[ScreenId] = field(default_factory=list)
    receipt: Receipt | None = None
    trouble: dict[str, ExpectedError] = field(default_factory=dict)
    left_after: int = 0
    on_progress: Callable[[int], None] = lambda _done: None
    rounds: int = 0

    def services(self, **overrides: Any) -> Services:
        mine: dict[str, Any] = {
            "what_leaves": self._what_leaves,
            "sync_state": lambda: SyncState(waiting=self.waiting, is_enrolled=self.is_enrolled),
            "send_now": self._send_now,
            "open_conflicts": lambda _person_id=None: self.found,
            "bad_entries": lambda: self.bad,
            "hand_over_screen": self._hand_over,
            "leave_unfinished": self._leave,
            "last_receipt": lambda: self.receipt,
            "print_receipt": self._print_receipt,
        }
        return services_in_memory(**{**mine, **overrides})

    def _hand_over(self, screen_id: ScreenId, to: str, note: str) -> Screen:
        self.handed_over.append((screen_id, to, note))
        screen = self._done_with(screen_id)
        return replace(screen, status=ScreenStatus.HANDED_OVER, handed_over_to=to)

    def _leave(self, screen_id: ScreenId) -> Screen:
        self.left.append(screen_id)
        return replace(self._done_with(screen_id), status=ScreenStatus.UNFINISHED)

    def _done_with(self, screen_id: ScreenId) -> Screen:
        screen = next(one for one in self.drafts if one.id == screen_id)
        self.drafts = tuple(one for one in self.drafts if one is not screen)
        return screen

    def _what_leaves(self) -> WhatLeaves:
        kinds = (
            Leaving(kind="screen", count=4, oldest=minutes_ago(400)),
            Leaving(kind="court_report", count=1, oldest=minutes_ago(90)),
        )
        return WhatLeaves(
            kinds=kinds if self.waiting else (),
            people=3 if self.waiting else 0,
            drafts=self.drafts,
            colleagues=self.colleagues,
            conflicts=self.conflicts,
        )

    def _send_now(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Receipt:
        self.rounds += 1
        for done in range(0, TOTAL + 1, 300):
            if cancelled():
                raise CancelledError
            progress(done, TOTAL)
            self.on_progress(done)
            if done and "send_now" in self.trouble:
                self.waiting -= 5
                raise self.trouble["send_now"]
        self.waiting = self.left_after
        self.receipt = a_receipt()
        return self.receipt

    def _print_receipt(self, receipt: Receipt) -> bytes:
        if "print_receipt" in self.trouble:
            raise self.trouble["print_receipt"]
        return a_pdf(f"Receipt {receipt.number}")
