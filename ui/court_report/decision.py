"""What is asked beside the page before it is signed or given out. In the page, never over it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.court_report import CopyRoute
from desktop.domain.screen import Consent, ConsentScope
from desktop.wording.words import text as _
from ui.court_report.said_line import SaidLine
from ui.court_report.words import RECIPIENTS, Said, recipient, recipient_warning
from ui.printing.printer import PrinterChoice
from ui.widgets.buttons import primary, secondary
from ui.widgets.choices import Choices
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.role import label

FEWEST_CHARACTERS = 12
_MARGIN = 16


class _Panel(QScrollArea):
    """Escape is "not yet", wherever in the panel focus is."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = label("", "subheading")
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, _MARGIN, 0)
        outer.setSpacing(12)
        outer.addWidget(self.title)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.setWidget(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def add_buttons(self, confirm: QPushButton, cancel: QPushButton) -> None:
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(confirm)
        row.addWidget(cancel)
        row.addStretch()
        self.column.addLayout(row)


class SignPanel(_Panel):
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signPanel")
        self.title.setText(_("Sign this report"))
        self._meaning = label("", "body")
        self._meaning.setObjectName("signMeaningLabel")
        self._meaning.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._meaning)
        self.confirm = primary(_("Sign &now"))
        self.confirm.clicked.connect(self.confirmed)
        self.add_buttons(self.confirm, secondary(_("Not &yet")))

    def show_meaning(self, words: str) -> None:
        self._meaning.setText(words)
        self.confirm.setAccessibleDescription(words)
        self.confirm.setEnabled(True)

    def meaning(self) -> str:
        return self._meaning.text()


class GivePanel(_Panel):
    """Asks who gets the copy, and what the way it leaves by needs: a printer, or a password."""

    confirmed = Signal(object, str, str, str)  # CopyRoute, given to, printer, password

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("givePanel")
        self._route = CopyRoute.PRINTED
        self._consents: Mapping[ConsentScope, Consent] = {}
        self.errors = ErrorSummary()
        self.given_to = Choices(_("&Given to"), [(recipient(key), key) for key in RECIPIENTS])
        self.given_to.setObjectName("givenToChoices")
        self._consent_warning = SaidLine()
        self._build_printer()
        self._build_password()
        for part in (
            self.errors,
            self.given_to,
            self._consent_warning,
            self.printer_field,
            self.printer_warning,
            self.password_field,
            self.again_field,
        ):
            self.column.addWidget(part)
        self.confirm = primary(_("Print &now"))
        self.confirm.setObjectName("giveNowButton")
        self.confirm.clicked.connect(self._confirm)
        self.add_buttons(self.confirm, secondary(_("Not &yet")))
        self.given_to.changed.connect(self._show_warnings)

    def ask(self, route: CopyRoute, consents: Mapping[ConsentScope, Consent]) -> None:
        self._route, self._consents = route, consents
        titles = {
            CopyRoute.PRINTED: (_("Print this report"), _("Print &now")),
            CopyRoute.SAVED: (_("Save as PDF, readable by anyone"), _("Choose where to &save")),
            CopyRoute.SAVED_ENCRYPTED: (
                _("Save as PDF with a password"),
                _("Choose where to &save"),
            ),
        }
        title, action = titles[route]
        self.title.setText(title)
        self.confirm.setText(action)
        self.confirm.setEnabled(True)
        self.given_to.clear()
        self.errors.clear()
        self._clear_problems()
        self.printer_field.setVisible(route is CopyRoute.PRINTED)
        self.password_field.setVisible(route is CopyRoute.SAVED_ENCRYPTED)
        self.again_field.setVisible(route is CopyRoute.SAVED_ENCRYPTED)
        self._show_warnings()

    def show_printers(self, choices: Sequence[PrinterChoice]) -> None:
        self.printer.clear()
        for choice in choices:
            self.printer.addItem(choice.name, choice)
        self._show_warnings()

    def hideEvent(self, event: QHideEvent) -> None:
        """Empty the passwords: none waits in a hidden field."""
        super().hideEvent(event)
        self.password.clear()
        self.again.clear()

    def _confirm(self) -> None:
        problems = self._problems()
        self._clear_problems()
        for words, widget in problems:
            _show_problem(widget, words)
        self.errors.show_problems([(words, _focus_of(widget)) for words, widget in problems])
        if not problems:
            self.confirmed.emit(
                self._route,
                self.given_to.value(),
                self.printer.currentText(),
                self.password.text(),
            )

    def _problems(self) -> list[tuple[str, Field | Choices]]:
        found: list[tuple[str, Field | Choices]] = []
        if self.given_to.value() is None:
            found.append((_("Choose who this copy is given to"), self.given_to))
        if self._route is CopyRoute.PRINTED and not self.printer.currentText():
            found.append((_("Choose a printer"), self.printer_field))
        if self._route is CopyRoute.SAVED_ENCRYPTED:
            if len(self.password.text().strip()) < FEWEST_CHARACTERS:
                words = _("Use at least {count} characters", count=FEWEST_CHARACTERS)
                found.append((words, self.password_field))
            elif self.password.text() != self.again.text():
                found.append((_("The two passwords are not the same"), self.again_field))
        return found

    def _clear_problems(self) -> None:
        for part in (self.given_to, self.printer_field, self.password_field, self.again_field):
            part.clear_error()

    def _show_warnings(self) -> None:
        words = recipient_warning(self.given_to.value() or "", self._consents)
        self._consent_warning.setVisible(bool(words))
        self._consent_warning.show_said(Said(words, is_urgent=True))
        choice = self.printer.currentData()
        is_remote = isinstance(choice, PrinterChoice) and choice.is_remote
        self.printer_warning.setVisible(is_remote and self._route is CopyRoute.PRINTED)

    def _build_printer(self) -> None:
        self.printer = QComboBox()
        self.printer.setObjectName("printerBox")
        self.printer.currentIndexChanged.connect(self._show_warnings)
        self.printer_field = Field(_("P&rinter"), self.printer)
        self.printer_warning = SaidLine(
            Said(
                _(
                    "This printer is on the network, not at this desk. "
                    "Stand by it, or ask someone to, so that nobody else picks up the report."
                ),
                is_urgent=True,
            )
        )
        self.printer_warning.setObjectName("printerWarning")

    def _build_password(self) -> None:
        self.password, self.again = _password_edit("passwordEdit"), _password_edit("againEdit")
        self.password_field = Field(
            _("Pass&word"),
            self.password,
            hint=_(
                "At least {count} characters; three or four unrelated words are easy to read out. "
                "It is not kept anywhere: without it nobody can open the file.",
                count=FEWEST_CHARACTERS,
            ),
        )
        self.again_field = Field(
            _("Password aga&in"),
            self.again,
            hint=_("Tell it by telephone, never in the same message as the file."),
        )


def _password_edit(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return edit


def _show_problem(part: Field | Choices, words: str) -> None:
    part.show_error(words)


def _focus_of(part: Field | Choices) -> QWidget:
    return part.editor if isinstance(part, Field) else part
