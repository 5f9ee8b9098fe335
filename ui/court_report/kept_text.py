"""Text that a page could not save before it was left: kept until the report is opened again.

In memory and for this session only; it goes when the session's announcer goes.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from desktop.domain.identity import CourtReportId
from desktop.errors import ExpectedError
from ui.court_report.typed_text import Unsaved
from ui.page import Announcer


@dataclass(frozen=True, slots=True)
class TextNotSaved:
    """Told to the other pages, because the page that typed it is gone."""

    report_id: CourtReportId
    reference: str
    error: ExpectedError


_kept: WeakKeyDictionary[Announcer, dict[CourtReportId, Unsaved]] = WeakKeyDictionary()


def keep(announcer: Announcer, report_id: CourtReportId, unsaved: Unsaved) -> None:
    _kept.setdefault(announcer, {})[report_id] = unsaved


def take_back(announcer: Announcer, report_id: CourtReportId) -> Unsaved | None:
    return _kept.get(announcer, {}).pop(report_id, None)
