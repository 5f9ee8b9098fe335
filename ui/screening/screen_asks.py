"""What is asked of the screen as a whole from one of its rows: to open the form it leads on to."""

from PySide6.QtCore import Signal

from ui.screening.section_row import RowAsks


class ScreenAsks(RowAsks):
    """`tools_here` are the published tools of this form: what it asks itself is not opened."""

    form_asked = Signal(str)  # address of the form
    tools_here: frozenset[str] = frozenset()
