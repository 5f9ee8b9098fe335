"""A printer and a file chooser that a test answers for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.errors import ExpectedError
from ui.printing.printer import PrinterChoice


@dataclass
class FakePrinters:
    """Keeps what was printed; `none` is raised instead of a list, `trouble` instead of paper."""

    choices: Sequence[PrinterChoice] = (PrinterChoice("Desk printer"),)
    none: ExpectedError | None = None
    trouble: ExpectedError | None = None
    printed: list[tuple[str, str, bytes]] = field(default_factory=list)

    def available(self) -> Sequence[PrinterChoice]:
        if self.none is not None:
            raise self.none
        return self.choices

    def print_pdf(self, printer: str, title: str, pdf: bytes) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.printed.append((printer, title, pdf))


@dataclass
class FakeChooser:
    """Answers where to save; without an answer the person closed the window."""

    answer: Path | None = None
    suggested: list[str] = field(default_factory=list)

    def __call__(self, _owner: QWidget, suggested: str, chosen: Callable[[Path], None]) -> None:
        self.suggested.append(suggested)
        if self.answer is not None:
            chosen(self.answer)
