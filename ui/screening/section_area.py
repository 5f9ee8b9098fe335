"""Where the section being answered stands: it scrolls, and follows focus."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.screening.section_end import SectionEnd
from ui.screening.section_page import SectionPage
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN, SPACE_INSIDE
from ui.widgets.follow_focus import FollowFocus

_MARGIN_PX = 80
_AFTER_ABOVE = 1


class SectionArea(QScrollArea):
    """`page` is the section in sight. What stands after the last one is made when it is shown.

    What is said about a section scrolls with it: it never takes the room of the questions.
    """

    place_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: SectionPage | None = None
        holder = QWidget()
        self._content = QVBoxLayout(holder)
        self._content.setContentsMargins(0, 0, SPACE_AROUND, SPACE_BETWEEN)
        self.above = QVBoxLayout()
        self.above.setContentsMargins(SPACE_AROUND, 0, 0, 0)
        self.above.setSpacing(SPACE_INSIDE)
        self._content.addLayout(self.above)
        self._at_the_end = QVBoxLayout()
        self._at_the_end.setContentsMargins(SPACE_AROUND, 0, 0, 0)
        self._content.addLayout(self._at_the_end)
        self.setObjectName("sectionScrollArea")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)
        FollowFocus(self)

    @cached_property
    def end(self) -> SectionEnd:
        end = SectionEnd()
        end.place_asked.connect(self.place_asked)
        self._at_the_end.addWidget(end)
        return end

    def hide_end(self) -> None:
        if "end" in self.__dict__:
            self.end.hide()

    def let_page_go(self) -> SectionPage | None:
        left, self.page = self.page, None
        if left is not None:
            self._content.removeWidget(left)
            left.hide()
            left.deleteLater()  # Taken out of its parent first, it would be dressed once more.
        return left

    def take_page(self, page: SectionPage) -> None:
        self.page = page
        self._content.insertWidget(_AFTER_ABOVE, page, 1)
        if self.isVisible():
            page.show()  # Now, not with the next event: only what is shown can take focus.

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def show_place(self, key: str) -> QWidget | None:
        """Bring a question into sight and return what takes focus there."""
        place = self.page.place_of(key) if self.page is not None else None
        if place is not None:
            self.ensureWidgetVisible(place, 0, _MARGIN_PX)
        return place
