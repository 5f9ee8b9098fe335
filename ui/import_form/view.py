"""The page for adding a form: choose a file, read what was found, put it to use."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.forms import Finding, Inspection, Level, Verdict
from desktop.services.values import FormChoice
from desktop.wording.words import text as _
from ui.import_form.words import (
    items_words,
    level_words,
    origin_words,
    place_words,
    title_words,
    verdict_words,
)
from ui.people.whole_table import WholeTable
from ui.widgets.announce import announce
from ui.widgets.buttons import primary, secondary
from ui.widgets.field import Field
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label, set_role
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import DataTable

_TABLE_PX = 180


class ImportFormView(QWidget):
    choose_asked = Signal()
    look_asked = Signal(str)  # what stands in the path field
    use_asked = Signal()
    blank_asked = Signal(str)  # canonical of a form in use

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = PageFrame(_("Add a form"), wide=True)
        self.path = QLineEdit()
        self.path.setObjectName("formPathEdit")
        self._path_field = Field(_("Form &file"), self.path)
        self._path_field.set_hint(_("A FHIR R4 Questionnaire saved as JSON."))
        self.choose = secondary(_("&Choose a file"))
        self.look = secondary(_("&Look at it"))
        self.use = primary(_("&Put this screen to use"))
        self.use.hide()
        self.blank = secondary(_("Print &blank form"))
        self.blank.setToolTip(_("The form chosen in the list, to fill in by pen"))
        self._found = QFrame()
        self._questions: Mapping[str, str] = {}
        self._title = _plain("subheading")
        self._facts = _plain("secondaryText")
        self.verdict = _plain("strong")
        self._findings = RowsModel[Finding](self._finding_columns(), _finding_key)
        self.findings = DataTable(_("What was found"), empty=_("Nothing was found to mend."))
        self._forms = RowsModel[FormChoice](_form_columns(), lambda form: form.canonical)
        self.forms = WholeTable(_("Forms in use"), empty=_("No form is in use yet."))
        self._lay_out()
        self.choose.clicked.connect(self.choose_asked)
        self.look.clicked.connect(self._ask_look)
        self.path.returnPressed.connect(self._ask_look)
        self.use.clicked.connect(self.use_asked)
        self.blank.clicked.connect(self._ask_blank)

    def show_path(self, path: str) -> None:
        self.path.setText(path)

    def show_inspection(self, inspection: Inspection, questions: Mapping[str, str]) -> None:
        self._questions = questions
        self._title.setText(title_words(inspection))
        facts = (inspection.canonical, items_words(inspection))
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self.verdict.setText(verdict_words(inspection))
        self.show_findings(inspection.findings)
        may_use = inspection.verdict is not Verdict.REFUSED
        self._found.show()
        self.use.setVisible(may_use)
        announce(self, f"{title_words(inspection)}. {verdict_words(inspection)}")
        if may_use:
            self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List them, what stands in the way first."""
        first = sorted(dict.fromkeys(findings), key=lambda one: one.level is not Level.REFUSED)
        self._findings.show_rows(first)
        self.findings.show_rows()
        _fit_to_rows(self.findings)

    def forget_inspection(self) -> None:
        was_in_use = self.use.hasFocus()
        self._found.hide()
        self.use.hide()
        if was_in_use:
            self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_forms(self, forms: Sequence[FormChoice]) -> None:
        self._forms.show_rows(forms)
        self.forms.show_rows()
        self.blank.setEnabled(bool(forms))

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the file; the choice stays where it is."""
        self._path_field.show_error(words)
        self.frame.errors.show_problems([(words, self.path)])

    def clear_problem(self) -> None:
        self._path_field.clear_error()
        self.frame.errors.clear()
        self.frame.notice.clear()

    def _ask_look(self) -> None:
        self.look_asked.emit(self.path.text())

    def _ask_blank(self) -> None:
        """Ask for the form that the list stands at; for the first where it stands at none."""
        forms = self._forms.rows()
        row = max(0, self.forms.currentIndex().row())
        if row < len(forms):
            self.blank_asked.emit(forms[row].canonical)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        file_row = QHBoxLayout()
        file_row.setSpacing(8)
        file_row.addWidget(self._path_field, 1)
        for button in (self.choose, self.look):
            file_row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.frame.body.addLayout(file_row)
        self.frame.body.addWidget(self._found_panel())
        self.frame.body.addWidget(label(_("Forms in use"), "subheading"))
        self.forms.setModel(self._forms)
        self.forms.setMinimumHeight(_TABLE_PX)
        self.frame.body.addWidget(self.forms, 1)
        self.frame.add_secondary(self.blank)
        self.frame.add_primary(self.use)

    def _finding_columns(self) -> tuple[Column[Finding], ...]:
        return (
            Column(_("Level"), level_words),
            Column(_("Question"), lambda finding: place_words(finding, self._questions)),
            Column(_("What it means"), lambda finding: finding.text),
        )

    def _found_panel(self) -> QFrame:
        set_role(self._found, "paper")
        self._found.setObjectName("inspectionFrame")
        column = QVBoxLayout(self._found)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for part in (self._title, self._facts, self.verdict):
            column.addWidget(part)
        self.findings.setModel(self._findings)
        self.findings.setMinimumHeight(_TABLE_PX)
        self.findings.setWordWrap(True)
        _fit_columns(self.findings)
        rows = self.findings.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(self.findings)
        self._found.hide()
        return self._found


def _plain(role: str) -> QLabel:
    made = label("", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def _fit_columns(table: DataTable) -> None:
    """Cut no word of what is short; the last column takes the rest of the width."""
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(header.count() - 1, QHeaderView.ResizeMode.Stretch)


def _fit_to_rows(table: DataTable) -> None:
    for column in range(table.horizontalHeader().count() - 1):
        table.resizeColumnToContents(column)


def _finding_key(finding: Finding) -> tuple[str, str, str]:
    return finding.link_id, finding.rule, finding.text


def _form_columns() -> tuple[Column[FormChoice], ...]:
    return (
        Column(_("Title"), lambda form: form.title),
        Column(_("Where from"), origin_words),
        Column(_("Address"), lambda form: form.canonical),
    )
