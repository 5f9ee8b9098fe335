"""Who this page is about. Stands at the top of every single-person page and never scrolls away.

Nothing in it is shortened: what does not fit goes on to the next line. Only where it would take
most of a small window does it scroll within itself, with a bar that says so.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.detention import Detention
from desktop.domain.person import Person
from desktop.wording.words import text as _
from ui.banner.banner_words import BannerWords, Labelled, MarkerWords, banner_words, no_markers
from ui.banner.component import Component, ComponentFlow, Mark, WholeLabel
from ui.banner.whole_or_scrolled import WholeOrScrolled
from ui.widgets.buttons import link
from ui.widgets.role import label

_ACROSS = 24
_DOWN = 4


class PatientBanner(WholeOrScrolled):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patientBanner")
        self._more = link(_("&More details"))
        self._more.setObjectName("moreDetailsButton")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._open_details)
        self._shown: list[QWidget] = []
        self._details = QFrame()
        self._lay_out()
        self.hide()

    def show_person(self, person: Person, detention: Detention | None, now: datetime) -> None:
        self.show_words(banner_words(person, detention, now))

    def show_words(self, words: BannerWords) -> None:
        self._clear()
        name = WholeLabel(words.name, "subheading")
        name.setObjectName("bannerNameLabel")
        marks = [_marker(marker) for marker in words.markers]
        stay = [_fact(fact) for fact in words.stay]
        none = [] if marks else [Component(WholeLabel(no_markers(), "strong"))]
        self._details = self._details_of(words.details)
        first = _line([name, *map(_fact, words.identity)])
        second = _line([*marks, *none, *stay])
        self._lines.addWidget(first)
        self._lines.addWidget(second)
        self._column.addWidget(self._details)
        self._details.setVisible(self._more.isChecked())
        self._shown = [first, second, self._details]
        self.updateGeometry()
        self.setAccessibleName(words.aloud())
        self._more.setAccessibleDescription(words.aloud())
        self.show()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(24, 8, 16, 8)
        self._column.setSpacing(_DOWN)
        row = QHBoxLayout()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(_DOWN)
        row.addLayout(self._lines, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _open_details(self, is_open: bool) -> None:  # noqa: FBT001 -- a slot of toggled
        self._more.setText(_("Hide &more details") if is_open else _("&More details"))
        self._details.setVisible(is_open)
        self.updateGeometry()

    def _clear(self) -> None:
        for widget in self._shown:
            # Hidden at once: it lives until the event loop turns.
            widget.hide()
            widget.deleteLater()
        self._shown = []

    def _details_of(self, details: tuple[Labelled, ...]) -> QFrame:
        zone = QFrame()
        zone.setObjectName("bannerDetails")
        form = QFormLayout(zone)
        form.setContentsMargins(0, 4, 0, 4)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(_DOWN)
        for fact in details:
            caption = label(fact.label, "secondaryText", wraps=False)
            form.addRow(caption, WholeLabel(fact.value, "strong"))
        return zone


def _as_high_as_needed() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def _line(parts: list[QWidget]) -> QWidget:
    line = QWidget()
    flow = ComponentFlow(line, across=_ACROSS, down=_DOWN)
    for part in parts:
        flow.addWidget(part)
    line.setSizePolicy(_as_high_as_needed())
    return line


def _fact(fact: Labelled) -> QWidget:
    caption = label(fact.label, "secondaryText", wraps=False)
    # The smaller type of the label stands on the line of its value.
    caption.setContentsMargins(0, 2, 0, 0)
    component = Component(caption, WholeLabel(fact.value, "strong"))
    component.setAccessibleName(fact.aloud())
    return component


def _marker(marker: MarkerWords) -> QWidget:
    mark = Mark("act_now" if marker.is_risk else "note", "danger" if marker.is_risk else "neutral")
    words = WholeLabel(marker.words, "errorText" if marker.is_risk else "strong")
    component = Component(mark, words)
    component.setAccessibleName(marker.words)
    return component
