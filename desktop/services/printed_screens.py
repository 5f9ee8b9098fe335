"""Forms on paper: a screen as it is answered, drafts of this desk included, and a form left blank.

Printing neither changes nor journals anything: the paper says who printed it and when.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.detention import Detention
from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.forms import Filling
from desktop.services.form_facts import as_typed, who_finished
from desktop.services.form_papers import BlankPaper, PaperPerson, PaperSignature, ScreenPaper
from desktop.services.ports import Drafts, PrintsForms, Reads
from desktop.services.questionnaires import Questionnaires
from desktop.services.written_out import write_out
from desktop.wording.clinical import name_family_first


@dataclass(frozen=True, slots=True)
class PrintScreen:
    """`filled` makes the Filling of a screen, as everywhere a stored screen is read."""

    reads: Reads
    drafts: Drafts
    filled: Callable[[Screen], Filling]
    papers: PrintsForms

    def __call__(self, screen_id: ScreenId) -> bytes:
        """Return the PDF of what applies, marked where it is not finished."""
        return self.papers.screen(self._paper(as_typed(self.reads, self.drafts, screen_id)))

    def _paper(self, screen: Screen) -> ScreenPaper:
        names = self.reads.names()
        return ScreenPaper(
            title=screen.title,
            person=_person(self.reads, screen),
            written=write_out(self.filled(screen), screen),
            started_at=screen.started_at,
            started_by=names.get(screen.started_by, ""),
            names=dict(names),
            version=screen.questionnaire.partition("|")[2],
            suite=screen.suite,
            signature=self._signature(screen),
        )

    def _signature(self, screen: Screen) -> PaperSignature | None:
        if screen.status is not ScreenStatus.COMPLETED or screen.completed_at is None:
            return None
        signer = who_finished(self.reads, screen)
        return PaperSignature(
            name=signer.name if signer is not None else "",
            at=screen.completed_at,
            profession=signer.profession if signer is not None else "",
            registration_number=signer.registration_number if signer is not None else "",
        )


@dataclass(frozen=True, slots=True)
class PrintBlankForm:
    reads: Reads
    questionnaires: Questionnaires
    papers: PrintsForms

    def __call__(self, canonical: str, person_id: PersonId | None) -> bytes:
        """Return the form as PDF to fill in by pen, headed with a person where one is named."""
        person = None
        if person_id is not None:
            stay = self.reads.last_detention(person_id)
            is_here = stay is not None and stay.released_at is None
            person = _paper_person(self.reads, person_id, stay if is_here else None)
        form = self.questionnaires.get(canonical)
        return self.papers.blank_form(BlankPaper(questionnaire=form, person=person))


def _person(reads: Reads, screen: Screen) -> PaperPerson:
    stay = reads.record(Detention, screen.detention_id) if screen.detention_id else None
    return _paper_person(reads, screen.person_id, stay)


def _paper_person(reads: Reads, person_id: PersonId, stay: Detention | None) -> PaperPerson:
    person = reads.person(person_id)
    return PaperPerson(
        name=name_family_first(person.family_name, person.given_name, person.title),
        born=person.date_of_birth,
        nhs_number=person.nhs_number,
        custody_record_number=stay.custody_record_number if stay is not None else "",
    )
