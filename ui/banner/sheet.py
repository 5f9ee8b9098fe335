"""What the banner scrolls: its lines, the button for more, and the details that it opens."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QSizePolicy, QWidget

from desktop.wording.words import text as _
from ui.banner.banner_words import BannerWords, Labelled
from ui.banner.component import WholeLabel
from ui.banner.drawn_lines import DrawnLines
from ui.banner.pieces import full_lines, short_lines
from ui.widgets.buttons import link
from ui.widgets.role import label, set_role

_LEFT_PX, _RIGHT_PX = 24, 8
_ABOVE_PX, _SHORT_ABOVE_PX = 8, 3
_BEFORE_BUTTON_PX = 8
_DOWN_PX = 4


class BannerSheet(QFrame):
    """Places its three parts by hand: a layout would ask each of them several times."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "paper")
        self._words: BannerWords | None = None
        self._is_short = False
        self.lines = DrawnLines()
        self.more = link("")
        self.more.setObjectName("moreDetailsButton")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._open_details)
        self._details: QWidget | None = None
        self.lines.setParent(self)
        self.more.setParent(self)
        self.more.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say_more()

    def show_words(self, words: BannerWords) -> None:
        self._words = words
        self.lines.setAccessibleName(words.aloud())
        self.more.setAccessibleDescription(words.aloud())
        self.more.show()
        self._show_again()

    def take_form(self, *, is_short: bool) -> None:
        if is_short != self._is_short:
            self._is_short = is_short
            self._say_more()
            self._show_again()

    def is_short(self) -> bool:
        return self._is_short

    def heightForWidth(self, width: int) -> int:
        return self._arranged(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(0, 0)  # As below: only its height for a width is asked.

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        # Without a layout of its own it is told here that a part needs another size.
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
            self.updateGeometry()
        return super().event(event)

    def _show_again(self) -> None:
        if self._words is None:
            self.lines.show_lines((), is_short=self._is_short)
            return
        ways = short_lines(self._words) if self._is_short else (full_lines(self._words),)
        self.lines.show_lines(ways, is_short=self._is_short)
        if self._details is not None:
            self._drop_details()
            self._make_details()
        self._arrange()

    def _open_details(self, is_open: bool) -> None:  # noqa: FBT001 -- a slot of toggled
        self._say_more()
        self._drop_details()
        if is_open:
            self._make_details()
        self._arrange()
        self.updateGeometry()

    def _say_more(self) -> None:
        if self.more.isChecked():
            self.more.setText(_("Hide &more") if self._is_short else _("Hide &more details"))
        else:
            self.more.setText(_("&More") if self._is_short else _("&More details"))

    def _make_details(self) -> None:
        assert self._words is not None
        facts = [each for each in self._words.facts() if each.is_number or self._is_left(each)]
        self._details = _details_of([self._words.noted, *facts, *self._words.details])
        self._details.setParent(self)
        self._details.show()

    def _is_left(self, fact: Labelled) -> bool:
        return self._is_short and not fact.is_key

    def _drop_details(self) -> None:
        if self._details is not None:
            # Hidden at once: it lives until the event loop turns.
            self._details.hide()
            self._details.deleteLater()
            self._details = None

    def _arrange(self) -> None:
        if not self.isVisible():
            return  # It is placed once it is shown, and its width is known.
        places, _height = self._arranged(self.width())
        for part, place in places:
            part.setGeometry(place)

    def _arranged(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        """Return the place of each part at this width, and the height of them all."""
        above = _SHORT_ABOVE_PX if self._is_short else _ABOVE_PX
        inner = max(1, width - _LEFT_PX - _RIGHT_PX)
        more = QSize() if self.more.isHidden() else self.more.sizeHint()
        self.lines.keep_corner(QSize(more.width() + _BEFORE_BUTTON_PX, more.height()))
        height = max(self.lines.heightForWidth(inner), more.height())
        places: list[tuple[QWidget, QRect]] = [
            (self.lines, QRect(_LEFT_PX, above, inner, height)),
            (self.more, QRect(QPoint(width - _RIGHT_PX - more.width(), above), more)),
        ]
        bottom = above + height
        if self._details is not None:
            needed = self._details.heightForWidth(inner)
            places.append((self._details, QRect(_LEFT_PX, bottom + above, inner, needed)))
            bottom += above + needed
        return places, bottom + above


def _details_of(details: Sequence[Labelled]) -> QWidget:
    """Return the details as labels of their own: they can be read one by one, and copied."""
    zone = QFrame()
    zone.setObjectName("bannerDetails")
    form = QFormLayout(zone)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(_DOWN_PX)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for fact in details:
        caption = label(fact.label, "secondaryText", wraps=False)
        form.addRow(caption, WholeLabel(fact.value, "strong"))
    return zone
