"""What can be done from a person's page, in the order of the buttons, and when each is offered."""

from enum import Enum

from desktop.wording.words import text as _
from ui.person.sheet import PersonSheet


class Action(Enum):
    LOG_CALL = "logCall"
    ARRIVED = "arrivedNow"
    SET_REVIEW = "setReview"
    REVIEW_DONE = "reviewDone"
    WARNING = "addWarning"
    CONSENT = "recordConsent"
    REPORT = "draftReport"
    DETAILS = "changeDetails"
    RELEASE = "release"

    def words(self) -> str:
        """Return the button's words with its key; no key is used twice on the page."""
        return {
            Action.LOG_CALL: _("&Log a call"),
            Action.ARRIVED: _("Arrived &now"),
            Action.SET_REVIEW: _("Set re&view"),
            Action.REVIEW_DONE: _("Review d&one"),
            Action.WARNING: _("Add &warning"),
            Action.CONSENT: _("Record &consent"),
            Action.REPORT: _("Draft court re&port"),
            Action.DETAILS: _("C&hange details"),
            Action.RELEASE: _("R&elease"),
        }[self]


def offered(sheet: PersonSheet) -> tuple[Action, ...]:
    """Return what makes sense now: nobody is released twice or arrives at no call."""
    return tuple(action for action in Action if _makes_sense(action, sheet))


def _makes_sense(action: Action, sheet: PersonSheet) -> bool:
    match action:
        case Action.WARNING | Action.CONSENT | Action.DETAILS:
            return True
        case Action.REPORT:
            return bool(sheet.completed_screens())
        case Action.ARRIVED:
            return sheet.open_call() is not None
        case Action.REVIEW_DONE:
            return sheet.open_review() is not None
        case Action.LOG_CALL | Action.SET_REVIEW | Action.RELEASE:
            return sheet.is_in_custody()
