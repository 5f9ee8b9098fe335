"""The text of the report, below the checks it must pass and the copies that were made of it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.court_report import CourtReport, ReportStatus
from desktop.services.values import ReportCheck
from desktop.wording.words import text as _
from ui.court_report.said_line import SaidList
from ui.court_report.section_editor import SectionEditor
from ui.court_report.words import Said, check_words


class SectionsPane(QScrollArea):
    typed = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sectionsScrollArea")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 16, 0)
        self._column.setSpacing(8)
        self.checks = SaidList(_("Checks"))
        self.checks.setObjectName("checksList")
        self.copies = SaidList(_("Copies given out"))
        self.copies.setObjectName("copiesList")
        self._column.addWidget(self.checks)
        self._column.addWidget(self.copies)
        self._column.addStretch(1)
        self.setWidget(content)
        self._editors: dict[str, SectionEditor] = {}

    def show_sections(
        self,
        report: CourtReport,
        sources: Mapping[str, tuple[str, ...]],
        unsaved: Mapping[str, str],
    ) -> None:
        """Show the report as recorded, but what was typed and is not saved yet as it was typed."""
        may_write = report.status is ReportStatus.DRAFT and not report.standing.needs_newer
        for key, section in report.in_order():
            editor = self._editors.get(key) or self._add(key, section.title)
            text = unsaved.get(key, section.text)
            editor.show_text(text, sources.get(key, ()), may_write=may_write)

    def show_checks(self, checks: Sequence[ReportCheck], report: CourtReport) -> None:
        """Blocking ones first: they are why signing is not possible."""
        self.checks.setVisible(report.status is ReportStatus.DRAFT)
        titles = {key: section.title for key, section in report.sections.items()}
        lines = [
            (Said(check_words(check, titles), is_urgent=check.blocks), _check_symbol(check))
            for check in sorted(checks, key=lambda check: not check.blocks)
        ]
        self.checks.show_lines(lines or [(Said(_("Nothing to put right.")), "done")])

    def editor(self, key: str) -> SectionEditor:
        return self._editors[key]

    def keys(self) -> tuple[str, ...]:
        return tuple(self._editors)

    def _add(self, key: str, title: str) -> SectionEditor:
        editor = SectionEditor(key, title)
        editor.typed.connect(self.typed)
        editor.left.connect(self.left)
        self._editors[key] = editor
        self._column.insertWidget(self._column.count() - 1, editor)
        before = [*self._editors.values()][-2:-1]
        QWidget.setTabOrder(before[0].text if before else self.copies, editor.text)
        editor.show()
        return editor


def _check_symbol(check: ReportCheck) -> str:
    return "to_mend" if check.blocks else "note"
