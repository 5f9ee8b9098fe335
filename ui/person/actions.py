"""What can be done from a person's page, in the order of the buttons, and when each is offered."""

from enum import Enum

from desktop.wording.words import text as _
from ui.person.sheet import PersonSheet


class Action(Enum):
    START = "startAnother"
    OBSERVATIONS = "observations"
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
            Action.START: _("&Start another screen"),
            Action.OBSERVATIONS: _("Observa&tions"),
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
    is_here = sheet.is_in_custody()
    asks: dict[Action, bool] = {
        # The page's main action is then to go on with what is half done.
        Action.START: is_here and bool(sheet.half_done()),
        Action.OBSERVATIONS: sheet.detention is not None,
        Action.LOG_CALL: is_here,
        Action.ARRIVED: sheet.open_call() is not None,
        Action.SET_REVIEW: is_here,
        Action.REVIEW_DONE: sheet.open_review() is not None,
        Action.REPORT: bool(sheet.completed_screens()),
        Action.RELEASE: is_here,
    }
    return asks.get(action, True)
