"""Asks what a court report needs before it is drafted: from which screen, for which court, when."""

from PySide6.QtWidgets import QLineEdit

from desktop.domain.screen import Screen
from desktop.services.values import ReportTemplate
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.person.panels.panel import Panel
from ui.person.panels.small import Now, line_edit, typed_in
from ui.person.sheet import PersonSheet
from ui.person.wishes import DraftReport
from ui.widgets.choices import Choices
from ui.widgets.field import Field
from ui.widgets.moment import MomentField


class ReportPanel(Panel):
    """Starts with the newest completed screen and with the court of the stay."""

    def __init__(self, sheet: PersonSheet, now: Now) -> None:
        super().__init__(_("Draft a court report"), _("&Draft report"))
        self._screen = self._ask_screen(sheet.completed_screens())
        self._template = self._ask_template(sheet.templates)
        self._court: QLineEdit = line_edit("court")
        self.add("court", _("Court"), Field(_("C&ourt"), self._court))
        self._hearing = MomentField(now=now)
        hint = _("Time on the 24-hour clock, and the day. Leave empty if it is not known.")
        field = Field(_("&Hearing"), self._hearing, hint=hint, optional=True)
        self.add("hearing_at", _("Hearing"), field)
        if sheet.detention is not None:
            self._court.setText(sheet.detention.hearing_court)
            self._hearing.set_moment(sheet.detention.hearing_at)

    def problems(self) -> dict[str, str]:
        found = {"hearing_at": self._hearing.problem()}
        if self._screen.value() is None:
            found["screen"] = _("Choose a screen")
        if self._template.value() is None:
            found["template"] = _("Choose a kind of report")
        if not typed_in(self._court):
            found["court"] = _("Enter the court")
        return found

    def wish(self) -> DraftReport:
        return DraftReport(
            self._screen.value(),
            self._template.value(),
            typed_in(self._court),
            self._hearing.moment(),
        )

    def _ask_screen(self, screens: tuple[Screen, ...]) -> Choices:
        options = [
            (f"{screen.title}, {clinical_moment(screen.completed_at)}", screen.id)
            for screen in screens
        ]
        choices = Choices(_("From which screen?"), options)
        choices.set_values([screens[0].id] if screens else [])
        self.add("screen", _("Screen"), choices)
        return choices

    def _ask_template(self, templates: tuple[ReportTemplate, ...]) -> Choices:
        options = [(template.title, template.key) for template in templates]
        choices = Choices(_("Which kind of report?"), options)
        choices.set_values([templates[0].key] if len(templates) == 1 else [])
        self.add("template", _("Kind of report"), choices)
        return choices
