"""Where an occurrence of what repeats begins, and where another one can be added."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.question import BlockShown, QuestionShown
from ui.screening.section_row import ReadRow, RowSetting, SectionRow
from ui.widgets.buttons import Button
from ui.widgets.role import set_role


class BlockHeadRow(ReadRow):
    """Says "Medicine 2 of 3", and offers quietly to remove it."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._words = plain_label("", "subheading")
        self.remove: QPushButton | None = None
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self._words)
        self._line.addStretch(1)
        self._column.addLayout(self._line)
        self._key = question.key
        if question.item.hint:
            self._column.addWidget(plain_label(question.item.hint, "secondaryText"))
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        super().show_question(question)
        block = question.block
        assert block is not None
        words = block_words(block)
        self._words.setText(words)
        self.setAccessibleName(words)
        if not self._setting.is_read_only:
            self._show_remove(words, is_needed=block.count > 1)

    def words(self) -> str:
        return self._words.text()

    def _show_remove(self, words: str, *, is_needed: bool) -> None:
        if self.remove is None:
            if not is_needed:
                return
            self.remove = Button(_("Remove"))
            set_role(self.remove, "status")
            self.remove.setObjectName("removeBlockButton")
            self.remove.clicked.connect(lambda: self._setting.asks.remove_asked.emit(self._key))
            self._line.insertWidget(1, self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
            self._setting.has_new_stops(self)
        self.remove.setAccessibleName(_("Remove: {what}", what=words))
        self.remove.setVisible(is_needed)


class BlockEndRow(SectionRow):
    """Adds another occurrence after the last."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        block = question.block
        assert block is not None
        words = _("Add another: {what}", what=block.title)
        self.add = Button(setting.alt_key(words))
        self.add.setAccessibleName(words)
        self.add.setObjectName("addAnotherButton")
        set_role(self.add, "secondary")
        self.add.clicked.connect(lambda: setting.asks.add_asked.emit(self.key))
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        self.key = question.key  # Whichever occurrence is the last one now.
        can_add = question.block is not None and question.block.can_add
        is_needed = can_add and not self._setting.is_read_only
        self._show_if(is_needed=question.is_shown and is_needed)


def block_words(block: BlockShown) -> str:
    """Return "Medicine 2 of 3", or "Medicine 1" while there is only one."""
    if block.count <= 1:
        return _("{what} {number}", what=block.title, number=block.number)
    return _("{what} {number} of {count}", what=block.title, number=block.number, count=block.count)
