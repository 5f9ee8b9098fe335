"""Chooses what to do with the person: what is half done first, then screens, tools, own forms.

Typing finds, the arrow keys move, Enter starts. Nothing is begun twice by mistake: a half-done
form of this stay stands above the same form to be begun anew.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.domain.identity import PersonId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.values import FormChoice
from desktop.wording.terms import term
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.people.whole_table import WholeTable
from ui.person.clock_words import when
from ui.person.panels.panel import Panel
from ui.person.panels.small import Now
from ui.person.sheet import PersonSheet
from ui.person.wishes import StartScreen
from ui.places import BlankFormPlace, ScreenPlace
from ui.theme import zoomed
from ui.widgets.announce import announce
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.rows_model import Column, RowsModel

# Grows less than the type: at twice the size the line above must stay in sight.
_LIST_PX, _LIST_GROWS_PX = 190, 110
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that may be gone on with (`screen`) or begun (`canonical`)."""

    words: str
    kind: str
    canonical: str = ""
    screen: Screen | None = None

    def fits(self, typed: str) -> bool:
        """Say whether every word typed begins a word of the offer."""
        known = f"{self.words} {self.kind}".casefold()
        starts = [known, *(known[place + 1 :] for place, mark in enumerate(known) if mark in " -(")]
        return all(any(s.startswith(word) for s in starts) for word in typed.casefold().split())


def offers(sheet: PersonSheet, now: datetime) -> tuple[Offer, ...]:
    """Return what is half done in this stay, then our screens, single tools, forms taken in."""
    ours = [form for form in sheet.forms if form.is_built_in and not form.is_instrument]
    tools = [form for form in sheet.forms if form.is_instrument]
    taken_in = [form for form in sheet.forms if not form.is_built_in and not form.is_instrument]
    return (
        *(_begun(sheet, screen, now) for screen in sheet.half_done()),
        *_new(ours, _("Screen")),
        *_new(tools, _("Tool")),
        *_new(taken_in, _("Imported form")),
    )


def _new(forms: Sequence[FormChoice], kind: str) -> list[Offer]:
    return [Offer(words=form.title, kind=kind, canonical=form.canonical) for form in forms]


def _begun(sheet: PersonSheet, screen: Screen, now: datetime) -> Offer:
    said = {"title": screen.title, "at": when(screen.started_at, now)}
    name = sheet.name_of(screen.started_by)
    words = _("Continue {title} begun {at}", **said)
    if name:
        words = _("Continue {title} begun {at} by {name}", name=name, **said)
    kind = term(screen.status)
    if screen.status is ScreenStatus.HANDED_OVER and screen.handed_over_to:
        kind = _("{status} to {name}", status=kind, name=screen.handed_over_to)
    if others := sheet.file.being_written.get(screen.id):
        kind = _("Being written by {name}", name=others[0].by or _("a colleague"))
    return Offer(words=words, kind=kind, screen=screen)


class FindLine(QLineEdit):
    """A line to type in from which the arrow keys move in the list below, and Enter opens."""

    moved = Signal(QKeyEvent)
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.moved.emit(event)
        elif event.key() in _OPENS and not event.modifiers():
            if not event.isAutoRepeat():
                self.opened.emit()
        else:
            super().keyPressEvent(event)


class StartPanel(Panel):
    def __init__(self, sheet: PersonSheet, now: Now) -> None:
        super().__init__(_("Start a screen"), _("&Start"))
        self._offers = offers(sheet, now())
        self.line = FindLine()
        self.line.setObjectName("findFormEdit")
        hint = _("Type part of its name. Up and down choose, Enter starts.")
        self.add("form", _("Form"), Field(_("&Find a form"), self.line, hint=hint))
        columns: tuple[Column[Offer], ...] = (
            Column(_("Form"), lambda offer: offer.words),
            Column(_("Kind"), lambda offer: offer.kind),
        )
        self.model = RowsModel(columns, key=_identity, parent=self)
        self.table = WholeTable(_("Forms"), empty=_("No form has such a name."))
        self.table.setObjectName("formsTable")
        self.table.setModel(self.model)
        self.table.setMinimumHeight(_LIST_PX + zoomed(_LIST_GROWS_PX))
        self.add_widget(self.table)
        self.blank = secondary(_("Print &blank form"))
        self.blank.clicked.connect(lambda: self._print_blank(sheet.file.person.id))
        self.add_widget(self.blank)
        self.line.textChanged.connect(self._show)
        self.line.moved.connect(self._move)
        self.line.opened.connect(self.ask)
        self.table.activated_row.connect(lambda _row: self.ask())
        self.table.selectionModel().currentChanged.connect(lambda *_moved: self._name_button())
        self._show("")

    def chosen(self) -> Offer | None:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def problems(self) -> dict[str, str]:
        return {} if self.chosen() is not None else {"form": _("Choose a form")}

    def wish(self) -> StartScreen | None:
        offer = self.chosen()
        if offer is None:
            return None
        if offer.screen is not None:
            self.go_asked.emit(ScreenPlace(offer.screen.id))
            return None
        return StartScreen(offer.canonical)

    def _print_blank(self, person_id: PersonId) -> None:
        """Take the form to paper, headed with the person, for when screens cannot be used."""
        offer = self.chosen()
        if offer is not None:
            canonical = offer.screen.questionnaire if offer.screen is not None else offer.canonical
            self.go_asked.emit(BlankFormPlace(canonical, person_id))

    def _show(self, typed: str) -> None:
        """Show what fits what was typed, the first of it chosen."""
        found = [offer for offer in self._offers if offer.fits(typed)]
        self.model.show_rows(found)
        self.table.show_rows()
        if found:
            self.table.choose_row(0)
        if typed:
            announce(self.line, self._found_words(found))
        self._name_button()

    def _found_words(self, found: Sequence[Offer]) -> str:
        if not found:
            return _("No form has such a name.")
        counted = plural("{count} form", "{count} forms", len(found))
        return f"{counted}: {found[0].words}"

    def _move(self, event: QKeyEvent) -> None:
        self.table.keyPressEvent(event)
        offer = self.chosen()
        if offer is not None:
            announce(self.line, f"{offer.words}, {offer.kind}")

    def _name_button(self) -> None:
        offer = self.chosen()
        goes_on = offer is not None and offer.screen is not None
        self.save.setText(_("Contin&ue") if goes_on else _("&Start"))
        self.save.setAccessibleDescription(offer.words if offer is not None else "")


def _identity(offer: Offer) -> Hashable:
    return offer.screen.id if offer.screen is not None else offer.canonical
