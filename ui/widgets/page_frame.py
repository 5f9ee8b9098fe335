"""How a page is laid out: banner, heading, messages, what scrolls, its actions below."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import zoomed
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN
from ui.widgets.action_bar import ActionBar
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.follow_focus import FollowFocus
from ui.widgets.notice import Notice
from ui.widgets.role import label, set_role
from ui.widgets.tab_order import put_last

_TEXT_WIDTH_PX = 760


class PageFrame(QWidget):
    """`wide` is for pages of tables, which take all the width; text keeps lines that can be read.

    Only `body` scrolls: the banner never does, and the primary action is always in sight.
    """

    def __init__(self, heading: str, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "ground")
        self.banner_slot = QVBoxLayout()
        self.heading = label(heading, "heading")
        self.heading.setObjectName("headingLabel")
        self.heading_line = QHBoxLayout()
        self.heading_line.addWidget(self.heading, 1)
        self.notice = Notice()
        self.errors = ErrorSummary()
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_BETWEEN)
        self.action_bar = ActionBar()
        self._primaries: list[QPushButton] = []
        self._secondaries: list[QPushButton] = []
        self._is_wide = wide
        self._content = self._scrolled_content()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self.banner_slot)
        outer.addWidget(self._made_scroll_area(), 1)
        outer.addWidget(self.action_bar)
        self.action_bar.hide()
        # Its place is known only once the layout has made room for it.
        self._to_notice = QTimer(self, interval=0, singleShot=True)
        self._to_notice.timeout.connect(self._show_notice)
        self.notice.spoke.connect(self._to_notice.start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and not self._is_wide:
            self._content.setMaximumWidth(zoomed(_TEXT_WIDTH_PX) + 2 * SPACE_AROUND)

    def set_heading(self, heading: str) -> None:
        self.heading.setText(heading)

    def add_primary(self, button: QPushButton) -> None:
        """Put the page's one main action at the bottom right."""
        self.action_bar.add_main(button)
        self._primaries.append(button)
        self.action_bar.show()

    def add_secondary(self, button: QPushButton) -> None:
        self.action_bar.add(button)
        self._secondaries.append(button)
        self.action_bar.show()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        # What a page asks is often made after its actions, and reads before them.
        put_last(self.action_bar, [*self._secondaries, *self._primaries])
        return super().focusNextPrevChild(is_next)

    def _show_notice(self) -> None:
        if self.notice.isVisibleTo(self):
            self.scroll_area.ensureWidgetVisible(self.notice)

    def _scrolled_content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        sides = SPACE_BETWEEN if self._is_wide else SPACE_AROUND
        column.setContentsMargins(sides, SPACE_BETWEEN, sides, SPACE_BETWEEN)
        column.setSpacing(SPACE_BETWEEN)
        column.addLayout(self.heading_line)
        column.addWidget(self.notice)
        column.addWidget(self.errors)
        column.addLayout(self.body, 1)
        return content

    def _made_scroll_area(self) -> QScrollArea:
        self.scroll_area = QScrollArea()
        self.scroll_area.setObjectName("pageScrollArea")
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._content, 1)
        if not self._is_wide:
            self._content.setMaximumWidth(zoomed(_TEXT_WIDTH_PX) + 2 * SPACE_AROUND)
            self._content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            row.addStretch(0)
            row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.scroll_area.setWidget(holder)
        FollowFocus(self.scroll_area)
        return self.scroll_area
