"""What a test reads from the shift end page."""

from collections.abc import Callable

from ui.shift_end.draft_rows import DraftRow
from ui.shift_end.page import ShiftEndPage

SENT_WORDS = ("at the case store", "was sent", "sent to", "arrived")
Open = Callable[..., ShiftEndPage]


def draft_row(page: ShiftEndPage) -> DraftRow:
    row = page.view.to_finish.findChild(DraftRow)
    assert isinstance(row, DraftRow)
    return row


def notice(page: ShiftEndPage) -> str:
    return page.view.frame.notice.text()
