"""What a person does at the end of a shift with a screen that they cannot finish."""

from dataclasses import dataclass, replace

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.screen_journal import JournalScreen


@dataclass(frozen=True, slots=True)
class LeaveUnfinished:
    """Journal what was typed here, and that the screen is left unfinished: anyone may go on.

    Raises ScreenAlreadyCompleteError where it has been finished.
    """

    journal_screen: JournalScreen

    def __call__(self, screen_id: ScreenId) -> Screen:
        return self.journal_screen(
            screen_id, lambda screen: replace(screen, status=ScreenStatus.UNFINISHED)
        )
