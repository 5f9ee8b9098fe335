"""What every page is to the frame: a widget that begins when shown and says when it may be left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.background.task_runner import TaskRunner
from ui.places import Place

if TYPE_CHECKING:
    # The frame knows pages and stands near the start path: services load with the first page.
    from desktop.services.everything import Services
    from ui.background.hand_round import HandRound


class Announcer(QObject):
    """Carries facts between pages: what a service returned, or `Synced`. Each page decides."""

    happened = Signal(object)


@dataclass(frozen=True, slots=True)
class Synced:
    """A round ended: what pages show may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What a page is given: services to ask, runners to ask them on, a way to go elsewhere.

    `tasks` is the one database thread, in the order asked; `errands` is for slow work (PDF,
    network). `hand_round` is the round that a person asks for. `say` turns an error into its
    sentence.
    """

    services: Services
    tasks: TaskRunner
    errands: TaskRunner
    announcer: Announcer
    hand_round: HandRound
    go: Callable[[Place], None]
    go_back: Callable[[], None]
    say: Callable[[Exception], str]


class Page(QWidget):
    """One place. `begin` loads what it shows; `leave` saves what was typed before it goes away.

    `heading` is what a screen reader is told on arrival; the page shows it itself (PageFrame),
    below the patient banner where it has one. A page may offer `print_page()`, which Ctrl+P calls,
    and `save_page()`, which Ctrl+S calls; had it a shortcut of its own for these, Qt would do
    neither.
    """

    heading: str = ""
    # What this page's own keys do, for the help sheet: ("Ctrl+D", "Larger rows").
    keys: tuple[tuple[str, str], ...] = ()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        context.announcer.happened.connect(self.on_fact)

    def begin(self) -> None:
        """Ask for what this page shows. Called each time the page comes to the front."""

    def leave(self) -> None:
        """Save what was typed. Never refuses: leaving must always be possible."""

    def on_fact(self, fact: Any) -> None:
        """Hear of something that happened, here or elsewhere. Connected from the start."""

    def focus_first(self) -> None:
        """Put focus where work begins: at the first thing that takes it, unless the page knows."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            if takes_focus and self.isAncestorOf(widget) and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()
