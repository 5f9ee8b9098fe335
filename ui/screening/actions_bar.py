"""What can be done with a screen as a whole: the bar under its questions, read last."""

from PySide6.QtWidgets import QWidget

from desktop.wording.words import text as _
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import primary, secondary


class ActionsBar(ActionBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo = secondary(_("&Undo"))
        self.pause = secondary(_("&Pause"))
        self.hand_over = secondary(_("Hand o&ver"))
        self.compare = secondary(_("Compare &with last time"))
        self.paper = secondary(_("P&rint this screen"))
        self.back_to_check = secondary(_("&Back to check answers"))
        self.next = primary(_("&Next section"))
        self.finish = primary(_("&Check answers"))
        ways_on = (self.compare, self.paper, self.back_to_check)
        for button in (self.undo, self.pause, self.hand_over, *ways_on):
            self.add(button)
        for button in (self.next, self.finish):
            self.add_main(button)
        for button in (*ways_on, self.finish):
            button.hide()

    def show_ways(self, *, is_read_only: bool) -> None:
        for button in (self.undo, self.pause, self.hand_over):
            button.setHidden(is_read_only)
        # While it is being answered these stand with the answers to be checked.
        for button in (self.compare, self.paper):
            button.setVisible(is_read_only)

    def show_end(self, *, is_last: bool, is_read_only: bool) -> None:
        """End the last section with "Check answers" and every other with "Next section"."""
        self.next.setVisible(not is_last)
        self.finish.setVisible(is_last and not is_read_only)
