"""The page of a call: the calls of this stay, the one being written, and the next review."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.detention import CallReason, ClinicalReview, Detention, HcpCall
from desktop.domain.identity import CallId, PractitionerId, ReviewId, new_uuid
from desktop.services.values import PersonFile
from desktop.wording.clinical import clinical_moment, not_recorded
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.log_call.call_form import CallForm
from ui.log_call.review_form import ReviewForm
from ui.people.whole_table import WholeTable
from ui.widgets.buttons import primary, secondary
from ui.widgets.page_frame import PageFrame
from ui.widgets.resting import Resting
from ui.widgets.rows_model import Column, RowsModel

Labels = Callable[[str, HcpCall], str]


class LogCallView(QWidget):
    log_asked = Signal(object)  # HcpCall
    change_asked = Signal(object, object)  # HcpCall as shown, as typed
    review_asked = Signal(object)  # ClinicalReview
    done_asked = Signal()

    def __init__(self, heading: str, now: Callable[[], datetime], me: PractitionerId) -> None:
        super().__init__()
        self._now = now
        self._me = me
        self._detention: Detention | None = None
        self._target_minutes = 0
        self._shown: HcpCall | None = None
        self._is_logged = False
        self._resting = Resting()
        self.frame = PageFrame(heading)
        self.banner = PatientBanner()
        self.calls: RowsModel[HcpCall] = RowsModel(
            call_columns(), key=lambda call: call.id, parent=self
        )
        self.table = WholeTable(_("Calls in this stay"), grows=True)
        self.table.setObjectName("callsTable")
        self.table.setModel(self.calls)
        self.new = secondary(_("Ne&w call"))
        self.form = CallForm(now)
        self.review = ReviewForm(now, self.frame.errors)
        self.save = primary(_("&Log call"))
        self.save.setObjectName("saveCallButton")
        self._done = secondary(_("&Close"))
        self._lay_out()
        self._connect()

    def show_file(self, file: PersonFile, detention: Detention, target_minutes: int) -> None:
        self._detention, self._target_minutes = detention, target_minutes
        self.banner.show_person(file.person, detention, self._now())
        self.calls.show_rows([call for call in file.calls if call.detention_id == detention.id])
        self.table.setVisible(bool(self.calls.rows()))
        reviews = [each for each in file.reviews if each.detention_id == detention.id]
        self.review.show_reviews(reviews)

    def show_call(self, call_id: CallId | None) -> None:
        """Show a logged call to go on with, or the fields of a new one."""
        if self._detention is None:
            return
        row = -1 if call_id is None else self.calls.row_of(call_id)
        self._is_logged = row >= 0
        self._shown = self.calls.row_at(row) if row >= 0 else self._new_call(self._detention)
        if row >= 0:
            self.table.choose_row(row)
        self.form.show_call(
            self._shown, is_logged=self._is_logged, target_minutes=self._target_minutes
        )
        self.save.setText(_("&Save call") if self._is_logged else _("&Log call"))
        self.new.setVisible(self._is_logged)

    def show_working(self, *, is_working: bool) -> None:
        buttons = (self.save, self.review.button, *self.form.now_buttons())
        self._resting.rest(buttons, is_working=is_working)

    def show_saved(self, text: str) -> None:
        self.frame.errors.clear()
        self.frame.notice.show_text(text, "done")

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.form.show_problems(problems, self.frame.errors)

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def _open_row(self, row: int) -> None:
        self.show_call(self.calls.row_at(row).id)
        self.form.focus_first()

    def _start_new(self) -> None:
        self.show_call(None)
        self.form.focus_first()

    def _new_call(self, detention: Detention) -> HcpCall:
        return HcpCall(
            id=CallId(new_uuid()),
            detention_id=detention.id,
            person_id=detention.person_id,
            suite=detention.suite,
            requested_at=self._now(),
            reason=CallReason.OTHER,
        )

    def _on_save(self) -> None:
        if self._shown is None or self.form.show_local_problems(self.frame.errors):
            return
        typed = self.form.typed(self._shown, self._me)
        if self._is_logged:
            self.change_asked.emit(self._shown, typed)
        else:
            self.log_asked.emit(replace(typed, accepted_at=None, accepted_by=None))

    def _on_review(self, due_at: datetime, reason: str) -> None:
        stay = self._detention
        if stay is None:
            return
        review = ClinicalReview(
            id=ReviewId(new_uuid()),
            detention_id=stay.id,
            person_id=stay.person_id,
            suite=stay.suite,
            due_at=due_at,
            reason=reason,
        )
        self.review_asked.emit(review)

    def _connect(self) -> None:
        self.table.activated_row.connect(self._open_row)
        self.new.clicked.connect(self._start_new)
        self.form.save_asked.connect(self._on_save)
        self.save.clicked.connect(self._on_save)
        self.review.set_asked.connect(self._on_review)
        self._done.clicked.connect(self.done_asked)

    def _lay_out(self) -> None:
        self.frame.banner_slot.addWidget(self.banner)
        self.frame.body.addWidget(self.table)
        self.frame.body.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.frame.body.addWidget(self.form)
        self.frame.body.addWidget(self.review)
        self.frame.body.addStretch(1)
        self.frame.add_primary(self.save)
        self.frame.add_secondary(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)


def call_columns(labelled: Labels | None = None) -> tuple[Column[HcpCall], ...]:
    """`labelled` adds to the reason under which linked identity the call was logged."""
    say = labelled or (lambda words, _call: words)
    return (
        Column(_("Asked"), lambda call: clinical_moment(call.requested_at)),
        Column(_("Reason"), lambda call: say(term(call.reason), call)),
        Column(_("Priority"), lambda call: term(call.priority)),
        Column(_("Arrived"), _arrived),
        Column(_("Outcome"), lambda call: call.outcome or not_recorded()),
    )


def _arrived(call: HcpCall) -> str:
    return _("Waiting") if call.arrived_at is None else clinical_moment(call.arrived_at)
