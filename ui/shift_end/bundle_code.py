"""The code that opens a file just written: shown once, large, and forgotten when it is noted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.court_report.reading_frame import ReadingFrame
from ui.widgets.buttons import secondary
from ui.widgets.role import label, set_role


class BundleCode(ReadingFrame):
    noted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bundleCodeFrame")
        set_role(self, "paper")
        self._title = label("", "subheading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._code = label("", "display")
        self._code.setObjectName("bundleCodeLabel")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._warning = label(
            _(
                "Write the code down now: it is shown only this once and kept nowhere. Tell it by "
                "another way than the file goes, for example by telephone."
            ),
            "body",
        )
        self._count = label("", "body")
        self.done = secondary(_("I have &noted the code"))
        self.done.clicked.connect(self._on_noted)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._code, self._warning, self._count):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.done)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_code(self, code: str, file_name: str, count: str) -> None:
        groups = code.split("-")
        self._title.setText(_("Code of the file {name}", name=file_name))
        # With spaces it wraps where the window is narrow; they do not count when it is typed.
        self._code.setText(" ".join(groups))
        self._count.setText(count)
        spelt = ", ".join(" ".join(group) for group in groups)
        self.setAccessibleName(
            f"{self._title.text()}: {spelt}. {self._warning.text()} {self._count.text()}"
        )
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        self._code.setText("")
        self.setAccessibleName("")
        self.hide()

    def code(self) -> str:
        return self._code.text()

    def _on_noted(self) -> None:
        self.forget()
        self.noted.emit()
