"""The line of a person's page about her other records: who she may also be, who is linked.

It leads to where that is decided and undone.
"""

from collections.abc import Sequence

from desktop.domain.person import Person
from desktop.services.people_met_twice import Meeting
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.met_twice.words import whose
from ui.widgets.wrapping_link import WrappingLink


class PersonMetLine(WrappingLink):
    """Hidden where no record looks like hers and none is linked."""

    def __init__(self) -> None:
        super().__init__("")
        self.setObjectName("personMetLink")
        self.hide()

    def show_person(self, person: Person, met: Sequence[Meeting]) -> None:
        words = met_words(person, met)
        self.words = words
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))


def met_words(person: Person, met: Sequence[Meeting]) -> str:
    own = {person.id, *(one.id for one in person.linked)}
    others = [one.b if one.a.id in own else one.a for one in met]
    parts = []
    if others:
        parts.append(
            plural(
                "May be the same person as {name}: look at both.",
                "May be the same person as {name} and others, {count} in all: look at them.",
                len(others),
                name=whose(others[0]),
            )
        )
    if person.linked:
        names = "; ".join(whose(one) for one in person.linked)
        parts.append(_("Linked with {names}: look at the link.", names=names))
    return " ".join(parts)
