"""Everything a person's page shows at once, and which of it belongs to the detention shown."""

from dataclasses import dataclass
from typing import Any

from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import DetentionId, PersonId, PractitionerId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.also_recorded import KeptBeside
from desktop.services.everything import Services
from desktop.services.forms_first import own_first
from desktop.services.people_met_twice import Meeting
from desktop.services.values import FormChoice, PersonFile, ReportTemplate
from desktop.wording.clinical import name_family_first
from desktop.wording.words import text as _


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSheet:
    file: PersonFile
    detention: Detention | None
    forms: tuple[FormChoice, ...] = ()
    templates: tuple[ReportTemplate, ...] = ()
    met: tuple[Meeting, ...] = ()
    also: tuple[KeptBeside, ...] = ()

    def is_in_custody(self) -> bool:
        return self.detention is not None and self.detention.released_at is None

    def calls(self) -> tuple[HcpCall, ...]:
        return tuple(call for call in self.file.calls if self._is_shown(call.detention_id))

    def open_call(self) -> HcpCall | None:
        return next((call for call in self.calls() if call.arrived_at is None), None)

    def reviews(self) -> tuple[ClinicalReview, ...]:
        return tuple(review for review in self.file.reviews if self._is_shown(review.detention_id))

    def open_review(self) -> ClinicalReview | None:
        """Return the review due first among those not done."""
        waiting = [review for review in self.reviews() if review.done_at is None]
        return min(waiting, key=lambda review: review.due_at, default=None)

    def half_done(self) -> tuple[Screen, ...]:
        """Return the screens of this stay that were begun and not finished, newest first."""
        return tuple(
            screen
            for screen in self.file.screens
            if self._is_shown(screen.detention_id) and screen.status is not ScreenStatus.COMPLETED
        )

    def completed_screens(self) -> tuple[Screen, ...]:
        return tuple(s for s in self.file.screens if s.status is ScreenStatus.COMPLETED)

    def name_of(self, practitioner_id: PractitionerId | None) -> str:
        return "" if practitioner_id is None else self.file.names.get(practitioner_id, "")

    def labelled(self, words: str, record: Any) -> str:
        """Return the words, with the name of the linked identity it was written under, if any."""
        under = self.file.person.identity(record.person_id)
        if under is None:
            return words
        name = name_family_first(under.family_name, under.given_name)
        return _("{words} (under {name})", words=words, name=name)

    def _is_shown(self, detention_id: DetentionId | None) -> bool:
        return self.detention is not None and self.detention.id == detention_id


def read_sheet(
    services: Services, person_id: PersonId, detention_id: DetentionId | None
) -> PersonSheet:
    """Return the file and the detention asked for, or else the one she is in now.

    Where that stay is a linked identity's, the file is hers: what is added belongs to the stay.
    """
    file = services.open_person(person_id)
    detention = _detention(file, detention_id)
    if detention is not None and detention.person_id != person_id:
        file = services.open_person(detention.person_id)
    return PersonSheet(
        file=file,
        detention=detention,
        met=services.people_met_twice(file.person.id),
        also=services.also_recorded(file.person.id),
        forms=own_first(services.list_forms(), services.session.practitioner.role),
        templates=services.list_templates(),
    )


def _detention(file: PersonFile, detention_id: DetentionId | None) -> Detention | None:
    asked = (stay for stay in file.detentions if stay.id == detention_id)
    staying = (stay for stay in file.detentions if stay.released_at is None)
    return next(asked, None) or next(staying, None)
