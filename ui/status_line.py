"""The bottom line of the frame: what is saved, sent and overdue. Each opens its page."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.places import BoardPlace, Place, ShiftEndPlace
from ui.theme import tone_colour, zoomed
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_property, set_role
from ui.widgets.symbol import symbol_icon

_SYMBOL_PX = 14
_LARGE_PERCENT = 150


class StatusLine(QFrame):
    """Shows three truths in words. `place_asked` carries the place that one of them opens."""

    place_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        set_role(self, "statusLine")
        self._said: dict[QPushButton, tuple[str, str, str, str]] = {}
        self.saved = self._truth("savedButton", ShiftEndPlace())
        self.sent = self._truth("sentButton", ShiftEndPlace())
        self.overdue = self._truth("overdueButton", BoardPlace())
        self._trouble = label("", "errorText")
        self._trouble.setObjectName("syncTroubleLabel")
        self._trouble.hide()
        flow = FlowLayout(across=8, down=0)
        for truth in (self.saved, self.sent, self.overdue):
            flow.addWidget(truth)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 2)
        column.setSpacing(0)
        column.addLayout(flow)
        column.addWidget(self._trouble)
        self.show_saved()
        self.show_sent(waiting=0, last_sent="", is_enrolled=False)
        self.show_overdue(reviews=0, calls=0)

    def show_saved(self) -> None:
        self._say(self.saved, _("Saved on this computer"), "saved", "done")

    def show_not_saved(self, why: str) -> None:
        self._say(self.saved, _("Not saved: {why}", why=why), "to_mend", "danger")

    def show_sent(
        self,
        *,
        waiting: int,
        last_sent: str,
        is_enrolled: bool,
        others: str = "",
        trouble: str = "",
        is_usual: bool = False,
    ) -> None:
        """`last_sent` is a clock time or nothing; `trouble` says why the last round failed.

        It `is_usual` where nobody has to do anything: the network is often down. `others` says how
        old the picture from the other suites is.
        """
        words = waits = ""
        if waiting:
            waits = _("{count} waiting", count=waiting)
            words = plural("{count} change waiting", "{count} changes waiting", waiting)
            if last_sent:
                words = _("{waiting} · last sent {time}", waiting=words, time=last_sent)
        elif last_sent:
            words = _("Sent to the case store {time}", time=last_sent)
        elif is_enrolled:
            words = _("Nothing to send")
        else:
            words = _("Not joined to a case store")
        short = words
        if others:
            # In large type when it was last sent is left to the page: the line stays one line.
            short = _("{sent} · {others}", sent=waits or _("All sent"), others=others)
            words = _("{sent} · {others}", sent=words, others=others)
        tone = "action" if waiting else "secondary"
        self._say(self.sent, words, "sent", tone, short)
        self.show_trouble(trouble, is_usual=is_usual)

    def show_trouble(self, text: str, *, is_usual: bool = False) -> None:
        set_property(self._trouble, "role", "secondaryText" if is_usual else "errorText")
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def show_overdue(self, *, reviews: int, calls: int) -> None:
        parts = []
        if reviews:
            parts.append(plural("{count} review overdue", "{count} reviews overdue", reviews))
        if calls:
            parts.append(
                plural("{count} call past its target", "{count} calls past their target", calls)
            )
        if parts:
            self._say(self.overdue, " · ".join(parts), "act_now", "danger")
        else:
            self._say(self.overdue, _("Nothing overdue"), "done", "secondary")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            # The symbols are drawn in a size and a colour that have just changed.
            for button, said in list(getattr(self, "_said", {}).items()):
                self._say(button, *said)

    def texts(self) -> tuple[str, str, str]:
        return self.saved.text(), self.sent.text(), self.overdue.text()

    def trouble(self) -> str:
        return self._trouble.text()

    def _truth(self, name: str, place: Place) -> QPushButton:
        button = Button()
        button.setObjectName(name)
        button.setAutoDefault(False)
        set_role(button, "status")
        button.clicked.connect(lambda: self.place_asked.emit(place))
        return button

    def _say(
        self, button: QPushButton, words: str, symbol: str, tone: str, short: str = ""
    ) -> None:
        self._said[button] = (words, symbol, tone, short)
        button.setText(short if short and zoomed(100) >= _LARGE_PERCENT else words)
        button.setAccessibleName(words)
        size = zoomed(_SYMBOL_PX)
        button.setIconSize(QSize(size, size))
        button.setIcon(symbol_icon(symbol, tone_colour(tone), size))
        set_property(button, "tone", tone)
