"""When a practitioner must look again, and why. Saved by its own button."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.detention import ClinicalReview
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.people.field_set import FieldSet
from ui.widgets.buttons import secondary
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.moment import MomentField
from ui.widgets.role import label, literal, set_role

_REASON = 120


class ReviewForm(QFrame):
    set_asked = Signal(object, str)  # when due, and the reason

    def __init__(self, now: Callable[[], datetime], errors: ErrorSummary) -> None:
        super().__init__()
        set_role(self, "paper")
        self._errors = errors
        self.fields = FieldSet()
        self._waiting = label("", "plain")
        self._due = MomentField(now=now)
        due_label = _("Review d&ue")
        due = Field(due_label, self._due, hint=_("Time on the 24-hour clock, and the day"))
        self.fields.add("due_at", due_label, due)
        self._reason = QLineEdit()
        self._reason.setObjectName("reviewReasonEdit")
        self._reason.setMaxLength(_REASON)
        reason_label = _("&Review for")
        hint = _("For example: withdrawal chart")
        reason = Field(reason_label, self._reason, hint=hint)
        self.fields.add("reason", reason_label, reason)
        self.button = secondary(_("S&et review"))
        self.button.clicked.connect(self._on_set)
        self._lay_out(due, reason)

    def show_reviews(self, reviews: Sequence[ClinicalReview]) -> None:
        """Say which reviews are still to be done, and start with an empty form."""
        waiting = sorted(
            (review for review in reviews if review.done_at is None),
            key=lambda review: review.due_at,
        )
        lines = [f"{clinical_moment(review.due_at)}  {review.reason}" for review in waiting]
        none = _("No review is set.")
        words = _("Still to be done: {reviews}", reviews="; ".join(lines)) if lines else none
        self._waiting.setText(literal(words))
        self._due.set_moment(None)
        self._reason.clear()
        self.fields.clear()

    def _on_set(self) -> None:
        problems = {"due_at": self._due.problem()}
        if self._due.is_empty():
            problems["due_at"] = _("Enter when the review is due")
        if not self._reason.text().strip():
            problems["reason"] = _("Enter what the review is for")
        found = {name: words for name, words in problems.items() if words}
        self.fields.show(found, self._errors)
        due_at = self._due.moment()
        if not found and due_at is not None:
            self.set_asked.emit(due_at, " ".join(self._reason.text().split()))

    def _lay_out(self, *fields: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(label(_("Next clinical review"), "subheading"))
        column.addWidget(self._waiting)
        for field in fields:
            column.addWidget(field)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
