"""The page of one person: banner, the stay with its clocks, one panel at a time, the lists."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.screen import Consent
from desktop.services.clocks import minutes
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.met_twice.person_line import PersonMetLine
from ui.person.actions import Action, offered
from ui.person.being_written import being_written_lines
from ui.person.card import DetentionCard
from ui.person.clock_words import clock_lines
from ui.person.conflict_words import conflict_lines, needs_newer
from ui.person.history import History
from ui.person.panels.details import DetailsPanel
from ui.person.panels.panel import Panel
from ui.person.panels.report import ReportPanel
from ui.person.panels.small import (
    ConsentPanel,
    ReleasePanel,
    ReviewDonePanel,
    ReviewPanel,
    WarningPanel,
)
from ui.person.panels.start import StartPanel
from ui.person.sheet import PersonSheet
from ui.person.warning_note import WarningNote
from ui.person.wishes import ArriveNow, StartScreen
from ui.places import (
    BookInPlace,
    ConflictsPlace,
    LogCallPlace,
    MetTwicePlace,
    ObservationsPlace,
    ScreenPlace,
)
from ui.theme import zoomed
from ui.widgets.buttons import primary
from ui.widgets.page_frame import PageFrame
from ui.widgets.resting import Resting
from ui.widgets.role import literal
from ui.widgets.tab_order import put_last
from ui.widgets.wrapping_link import WrappingLink

_WIDEST_PX = 760
_ABOVE_PX = 80


class PersonView(QWidget):
    wish_made = Signal(object)  # Wish
    go_asked = Signal(object)  # Place

    def __init__(self, heading: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._sheet: PersonSheet | None = None
        self.panel: Panel | None = None
        self._resting = Resting()
        # Its place is known only once the layout has made room for it.
        self._to_panel = QTimer(self, interval=0, singleShot=True)
        self._to_panel.timeout.connect(self._show_panel)
        self.frame = PageFrame(heading, wide=True)
        self.banner = PatientBanner()
        self.conflicts = WarningNote()
        self.decide = WrappingLink(_("Look at each and decide what is to stand"))
        self.decide.setObjectName("decideButton")
        self.decide.clicked.connect(self._on_decide)
        self.met = PersonMetLine()
        self.met.clicked.connect(self._on_met)
        self.card = DetentionCard()
        self._panel_slot = QVBoxLayout()
        self.history = History()
        self.main = primary("")
        self.main.setObjectName("mainActionButton")
        self.main.hide()
        self._lay_out()
        self.card.chosen.connect(self._on_action)
        self.main.clicked.connect(self._on_main)
        self.history.go_asked.connect(self.go_asked)
        self.history.review_chosen.connect(
            lambda review: self.open_panel(ReviewDonePanel(review, self._now))
        )
        self.history.consent_chosen.connect(self._on_consent)

    def show_sheet(self, sheet: PersonSheet) -> None:
        is_first = self._sheet is None
        self._sheet = sheet
        self.banner.show_person(sheet.file.person, sheet.detention, self._now())
        notes = list(conflict_lines(sheet))
        self.decide.setVisible(bool(notes))
        if needs_newer(sheet):
            notes.append(_("Part of this was written by a newer version: it can only be read."))
        notes += being_written_lines(sheet, self._now())
        self.conflicts.show_lines(notes)
        self.met.show_person(sheet.file.person, sheet.met)
        self.card.show_detention(sheet.detention)
        self.card.offer(offered(sheet))
        self.history.show_sheet(sheet)
        self.main.setText(main_action_words(sheet))
        self.main.setVisible(self.panel is None)
        self.tick()
        if is_first:
            self.main.setFocus()

    def tick(self) -> None:
        """Say the clocks again: time went on, nothing is asked."""
        if self._sheet is None or self._sheet.detention is None:
            self.card.show_clocks(())
            return
        sheet, target = self._sheet, minutes("hcp_response")
        lines = clock_lines(
            self._sheet.detention, sheet.calls(), sheet.reviews(), self._now(), target
        )
        self.card.show_clocks(lines)

    def show_working(self, *, is_working: bool) -> None:
        self._resting.rest((self.card, self.main), is_working=is_working)
        if self.panel is not None:
            self.panel.show_working(is_working=is_working)

    def show_saved(self, text: str) -> None:
        self.close_panel()
        self.main.setFocus()
        self.frame.notice.show_text(text, "done")

    def show_problems(self, problems: Mapping[str, str]) -> None:
        if self.panel is not None:
            self.panel.show_problems(problems)

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def open_panel(self, panel: Panel) -> None:
        """Show one panel; the page's own buttons go, so that one thing is asked at a time."""
        self.close_panel()
        self.frame.notice.clear()
        self.panel = panel
        panel.wished.connect(self.wish_made)
        panel.closed.connect(self._on_cancel)
        panel.go_asked.connect(self.go_asked)
        panel.setMaximumWidth(zoomed(_WIDEST_PX))
        self._panel_slot.addWidget(panel)
        self.card.choices_row.hide()
        self.main.hide()
        panel.show()
        put_last(self.history)
        panel.focus_first()
        self._to_panel.start()

    def close_panel(self) -> None:
        if self.panel is None:
            return
        self.panel.hide()
        self.panel.deleteLater()
        self.panel = None
        self.card.choices_row.show()
        self.main.show()

    def _show_panel(self) -> None:
        """Scroll to the panel; where it is higher than the window, to where one types."""
        if self.panel is None:
            return
        scroll = self.frame.scroll_area
        scroll.ensureWidgetVisible(self.panel)
        focused = self.panel.window().focusWidget()
        if focused is not None and self.panel.isAncestorOf(focused):
            scroll.ensureWidgetVisible(focused, 0, zoomed(_ABOVE_PX))

    def _on_cancel(self) -> None:
        self.close_panel()
        self.main.setFocus()

    def _on_decide(self) -> None:
        if self._sheet is not None:
            self.go_asked.emit(ConflictsPlace(self._sheet.file.person.id))

    def _on_met(self) -> None:
        if self._sheet is not None:
            self.go_asked.emit(MetTwicePlace(self._sheet.file.person.id))

    def _on_main(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if sheet.half_done():
            self.go_asked.emit(ScreenPlace(sheet.half_done()[0].id))
        elif not sheet.is_in_custody():
            self.go_asked.emit(BookInPlace(sheet.file.person.id))
        elif len(sheet.forms) == 1:
            self.wish_made.emit(StartScreen(sheet.forms[0].canonical))
        else:
            self.open_panel(StartPanel(sheet, self._now))

    def _on_action(self, action: Action) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        call = sheet.open_call()
        if action is Action.LOG_CALL and sheet.detention is not None:
            self.go_asked.emit(LogCallPlace(sheet.file.person.id, sheet.detention.id))
        elif action is Action.OBSERVATIONS and sheet.detention is not None:
            self.go_asked.emit(ObservationsPlace(sheet.file.person.id, sheet.detention.id))
        elif action is Action.ARRIVED and call is not None:
            self.wish_made.emit(ArriveNow(call))
        elif (panel := self._panel_for(action, sheet)) is not None:
            self.open_panel(panel)

    def _panel_for(self, action: Action, sheet: PersonSheet) -> Panel | None:
        review = sheet.open_review()
        if action is Action.REVIEW_DONE:
            return None if review is None else ReviewDonePanel(review, self._now)
        stay = sheet.detention if sheet.is_in_custody() else None
        panels: dict[Action, Callable[[], Panel]] = {
            Action.START: lambda: StartPanel(sheet, self._now),
            Action.SET_REVIEW: lambda: ReviewPanel(self._now),
            Action.WARNING: WarningPanel,
            Action.CONSENT: ConsentPanel,
            Action.REPORT: lambda: ReportPanel(sheet, self._now),
            Action.DETAILS: lambda: DetailsPanel(sheet.file.person, stay, self._now),
            Action.RELEASE: lambda: ReleasePanel(self._now),
        }
        return panels[action]()

    def _on_consent(self, consent: Consent) -> None:
        self.open_panel(ConsentPanel(consent.scope))

    def _lay_out(self) -> None:
        self.frame.banner_slot.addWidget(self.banner)
        self.decide.hide()
        self.frame.body.addWidget(self.conflicts)
        self.frame.body.addWidget(self.decide)
        self.frame.body.addWidget(self.met)
        self.frame.body.addWidget(self.card)
        self.frame.body.addLayout(self._panel_slot)
        self.frame.body.addWidget(self.history)
        self.frame.body.addStretch(1)
        self.frame.add_primary(self.main)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)


def main_action_words(sheet: PersonSheet) -> str:
    """Return the words of the page's one main action."""
    if sheet.half_done():
        return _("Contin&ue {title}", title=literal(sheet.half_done()[0].title))
    if not sheet.is_in_custody():
        return _("&Book in")
    if len(sheet.forms) == 1:
        return _("&Start {title}", title=literal(sheet.forms[0].title))
    return _("&Start a screen")
