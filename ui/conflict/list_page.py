"""Everything that has to be decided, or what is about one person: risk and medicine first."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.conflict import OpenConflict
from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.errors import ExpectedError
from desktop.services.everything import Services
from desktop.wording.clinical import name_family_first
from desktop.wording.words import text as _
from ui.conflict.opened import people_of, place_of
from ui.conflict.words import line_words
from ui.page import Page, PageContext
from ui.places import ConflictsPlace
from ui.shift_end.short_list import ShortList
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label

Found = tuple[tuple[OpenConflict, ...], Mapping[PersonId, Person]]


class ConflictsPage(Page):
    def __init__(self, context: PageContext, place: ConflictsPlace) -> None:
        super().__init__(context)
        self.heading = _("Recorded differently")
        self._place = place
        self.frame = PageFrame(self.heading)
        self.lead = label(
            _(
                "Colleagues recorded these things differently. All versions are kept until someone "
                "decides."
            ),
            "text",
        )
        self.clinical = ShortList(_("Risk, medicine, allergy and legal status"))
        self.others = ShortList(_("Other details"))
        self.lists = (self.clinical, self.others)
        for part in (self.lead, *self.lists):
            self.frame.body.addWidget(part)
        self.frame.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)

    def begin(self) -> None:
        work = partial(_find, self.context.services, self._place.person_id)
        self.context.tasks.run(self, work, done=self._show, failed=self._explain)

    def on_fact(self, _fact: Any) -> None:
        if self.isVisible():
            self.begin()

    def _show(self, found: Found) -> None:
        conflicts, people = found
        self.lead.setVisible(bool(conflicts))
        for part, is_clinical in zip(self.lists, (True, False), strict=True):
            of_kind = [one for one in conflicts if one.is_clinical == is_clinical]
            part.show_lines(() if of_kind else (_nothing(is_clinical=is_clinical),))
            for one in of_kind:
                self._link(part, one, _name(one, people))

    def _link(self, part: ShortList, conflict: OpenConflict, name: str) -> None:
        button, place = part.add_link(line_words(conflict, name)), place_of(conflict)
        button.setObjectName("conflictButton")
        button.clicked.connect(lambda: self.context.go(place))

    def _explain(self, error: ExpectedError) -> None:
        self.frame.notice.show_text(self.context.say(error), "danger")


def _find(services: Services, person_id: PersonId | None) -> Found:
    found = services.open_conflicts(person_id)
    return found, people_of(services, found)


def _name(conflict: OpenConflict, people: Mapping[PersonId, Person]) -> str:
    person = people.get(conflict.person_id) if conflict.person_id is not None else None
    if person is None:
        return ""
    return name_family_first(person.family_name, person.given_name, person.title)


def _nothing(*, is_clinical: bool) -> str:
    if is_clinical:
        return _("Nothing about risk, medicine, allergy or legal status has to be decided.")
    return _("Nothing else has to be decided.")
