"""What every page is to the frame: a widget that begins when shown and says when it may be left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.everything import Services
from ui.background.task_runner import TaskRunner
from ui.places import Place


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
    network). `print_pdf(title, pdf)` hands bytes to a printer and returns its name, or raises
    TroubleError.
    """

    services: Services
    tasks: TaskRunner
    errands: TaskRunner
    announcer: Announcer
    go: Callable[[Place], None]
    go_back: Callable[[], None]
    say: Callable[[Exception], str]


class Page(QWidget):
    """One place. `begin` loads what it shows; `leave` saves what was typed before it goes away.

    `heading` stands at the top of the page and is what a screen reader is told on arrival.
    `person_named` is true on single-person pages, which start with the patient banner.
    """

    heading: str = ""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def begin(self) -> None:
        """Ask for what this page shows. Called each time the page comes to the front."""

    def leave(self) -> None:
        """Save what was typed. Never refuses: leaving must always be possible."""

    def on_fact(self, fact: Any) -> None:
        """Hear of something that happened elsewhere."""
