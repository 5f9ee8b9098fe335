"""The panels of one or two questions: review, warning, consent, release."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QLineEdit

from desktop.domain.detention import ClinicalReview
from desktop.domain.person import MarkerKind
from desktop.domain.screen import ConsentScope, ConsentStatus
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.person.panels.panel import Panel
from ui.person.wishes import (
    AddWarning,
    FinishReview,
    RecordConsent,
    Release,
    SetReview,
)
from ui.widgets.choices import Choices
from ui.widgets.field import Field
from ui.widgets.moment import MomentField
from ui.widgets.role import literal

Now = Callable[[], datetime]
_NOTE = 200


def typed_in(edit: QLineEdit) -> str:
    return " ".join(edit.text().split())


def line_edit(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setObjectName(f"{name}Edit")
    edit.setMaxLength(_NOTE)
    return edit


class ReviewPanel(Panel):
    def __init__(self, now: Now) -> None:
        super().__init__(_("Next clinical review"), _("&Set review"))
        self._due = MomentField(now=now)
        hint = _("Time on the 24-hour clock, and the day")
        self.add("due_at", _("Due"), Field(_("&Due"), self._due, hint=hint))
        self._reason = line_edit("reason")
        hint = _("For example: withdrawal chart")
        self.add("reason", _("For"), Field(_("&For"), self._reason, hint=hint))

    def problems(self) -> dict[str, str]:
        found = {"due_at": self._due.problem()}
        if self._due.is_empty():
            found["due_at"] = _("Enter when the review is due")
        if not typed_in(self._reason):
            found["reason"] = _("Enter what the review is for")
        return found

    def wish(self) -> SetReview | None:
        due_at = self._due.moment()
        return None if due_at is None else SetReview(due_at, typed_in(self._reason))


class ReviewDonePanel(Panel):
    def __init__(self, review: ClinicalReview, now: Now) -> None:
        title = _("Review done: {reason}", reason=review.reason)
        super().__init__(literal(title), _("Review &done"))
        self._review_id = review.id
        self._at = MomentField(now=now, past_only=True)
        self._at.set_moment(now())
        self.add("done_at", _("Done at"), Field(_("Done &at"), self._at))

    def problems(self) -> dict[str, str]:
        if self._at.is_empty():
            return {"done_at": _("Enter when the review was done")}
        return {"done_at": self._at.problem()}

    def wish(self) -> FinishReview | None:
        at = self._at.moment()
        return None if at is None else FinishReview(self._review_id, at)


class WarningPanel(Panel):
    def __init__(self) -> None:
        super().__init__(_("Add a warning"), _("&Add warning"))
        self._kind = Choices(_("What is the warning?"), [(term(k), k) for k in MarkerKind])
        self.add("kind", _("Warning"), self._kind)
        self._note = line_edit("note")
        hint = _("What to know, in a few words. It is shown to everyone on every page.")
        self.add("note", _("Note"), Field(_("&Note"), self._note, hint=hint, optional=True))

    def problems(self) -> dict[str, str]:
        return {} if self._kind.value() else {"kind": _("Choose a warning")}

    def wish(self) -> AddWarning:
        return AddWarning(self._kind.value(), typed_in(self._note))


class ConsentPanel(Panel):
    def __init__(self, scope: ConsentScope | None = None) -> None:
        super().__init__(_("Record consent"), _("&Record consent"))
        self._scope = Choices(
            _("Agreement to what?"), [(term(each), each) for each in ConsentScope]
        )
        self._scope.set_values([scope] if scope else [])
        self.add("scope", _("Agreement to"), self._scope)
        self._status = Choices(_("What was decided?"), [(term(s), s) for s in ConsentStatus])
        self.add("status", _("Decision"), self._status)
        self._reason = line_edit("reason")
        hint = _("What was said, or why there is no decision")
        self.add("reason", _("Reason"), Field(_("R&eason"), self._reason, hint=hint, optional=True))

    def problems(self) -> dict[str, str]:
        found = {}
        if self._scope.value() is None:
            found["scope"] = _("Choose what the agreement is to")
        if self._status.value() is None:
            found["status"] = _("Choose what was decided")
        return found

    def wish(self) -> RecordConsent:
        return RecordConsent(self._scope.value(), self._status.value(), typed_in(self._reason))


class ReleasePanel(Panel):
    def __init__(self, now: Now) -> None:
        super().__init__(_("Release"), _("&Release"))
        self._at = MomentField(now=now, past_only=True)
        self._at.set_moment(now())
        self.add("released_at", _("Released at"), Field(_("Released &at"), self._at))
        self._outcome = line_edit("outcome")
        hint = _("For example: charged and bailed, to court in custody, no further action")
        self.add("release_outcome", _("Outcome"), Field(_("&Outcome"), self._outcome, hint=hint))

    def problems(self) -> dict[str, str]:
        found = {"released_at": self._at.problem()}
        if self._at.is_empty():
            found["released_at"] = _("Enter when the release was")
        if not typed_in(self._outcome):
            found["release_outcome"] = _("Enter how the stay ended")
        return found

    def wish(self) -> Release | None:
        at = self._at.moment()
        return None if at is None else Release(at, typed_in(self._outcome))
