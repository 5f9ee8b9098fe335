"""The real page of a screen in a window of the bench, and the bare form that stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from desktop.bench.forms_bare import BareForm, Part, parts_around, parts_of
from desktop.bench.forms_desk import SCREEN, Desk
from desktop.bench.forms_window import PaintedWindow
from ui.places import ScreenPlace
from ui.screening.page import ScreenPage
from ui.screening.section_page import SectionPage
from ui.screening.section_row import SectionRow

_EDITORS = (QRadioButton, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of one section: its rows by name, and the page around them."""

    rows: Mapping[str, tuple[Part, ...]]
    around: tuple[Part, ...]

    def count(self) -> int:
        return len(self.around) + sum(len(parts) for parts in self.rows.values())

    def bare(self) -> BareForm:
        return BareForm(tuple(self.rows.values()), self.around)


class OpenPage:
    """A screen that is open in the window, as the main window opens it."""

    def __init__(self, window: PaintedWindow, desk: Desk) -> None:
        self.window, self.desk = window, desk
        self.page = ScreenPage(desk.context(), ScreenPlace(SCREEN))
        window.bring_to_front(self.page)
        self.page.begin()

    def section(self) -> SectionPage:
        assert self.page.view.page is not None
        return self.page.view.page

    def is_there(self) -> bool:
        return self.page.view.page is not None

    def is_whole(self) -> bool:
        return self.is_there() and self.section().is_built()

    def seen(self) -> Seen:
        section = self.section()
        rows = [row for row in section.findChildren(SectionRow) if not row.isHidden()]
        rows.sort(key=lambda row: row.y())
        heading = parts_of(section)[:1]
        return Seen(
            rows={row.name: parts_of(row) for row in rows},
            around=(*parts_around(self.page, section), *heading),
        )

    def go_to(self, section: str) -> None:
        self.page.view.section_asked.emit(section)

    def close(self) -> None:
        self.page.leave()
        self.window.let_go(self.page)


def editors_in(row: QWidget) -> list[QWidget]:
    return [each for each in row.findChildren(QWidget) if isinstance(each, _EDITORS)]
