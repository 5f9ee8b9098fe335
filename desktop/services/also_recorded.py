"""What was kept as dated entries beside the values of a person's records, newest first, in words.

Changes nothing: what stands in the record itself was decided by whoever settled it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.domain.conflict import AlsoRecorded
from desktop.domain.identity import PersonId, ScreenId
from desktop.errors import NotFoundError
from desktop.forms import Questionnaire
from desktop.forms.places import link_id_of
from desktop.services.ports import Reads
from desktop.services.questionnaires import Questionnaires
from desktop.services.screen_groups import ANSWERS
from desktop.wording.record_words import fact_words, value_words
from desktop.wording.words import text as _


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBeside:
    """`subject` is the question or the fact, `words` the whole value, `by` a name or nothing.

    `about_kind` and `about_id` say in which record the other value stands.
    """

    id: UUID
    about_kind: str
    about_id: UUID
    person_id: PersonId | None
    subject: str
    words: str
    at: datetime
    by: str
    suite: str


@dataclass(frozen=True, slots=True)
class ShowAlsoRecorded:
    """All about a person, under whichever of her linked identities it was written."""

    reads: Reads
    questionnaires: Questionnaires

    def __call__(self, person_id: PersonId) -> tuple[KeptBeside, ...]:
        identities = dict.fromkeys((person_id, *self.reads.group_of(person_id)))
        found = {one.id: one for each in identities for one in self.reads.also_recorded(each)}
        newest_first = sorted(found.values(), key=lambda one: one.at, reverse=True)
        names = self.reads.names() if found else {}
        return tuple(self._said(one, names.get(one.by, "")) for one in newest_first)

    def _said(self, one: AlsoRecorded, name: str) -> KeptBeside:
        return KeptBeside(
            id=one.id,
            about_kind=one.about_kind,
            about_id=one.about_id,
            person_id=one.person_id,
            subject=_subject(one, self._form(one)),
            words=one.words or _words(one),
            at=one.at,
            by=name,
            suite=one.suite,
        )

    def _form(self, one: AlsoRecorded) -> Questionnaire | None:
        """Return the form of a screen; None for what is no screen, or of a form not here."""
        if one.about_kind != "screen" or not one.register.startswith(ANSWERS):
            return None
        try:
            screen = self.reads.screen(ScreenId(one.about_id))
            return self.questionnaires.get(screen.questionnaire)
        except NotFoundError:
            return None


def _subject(one: AlsoRecorded, form: Questionnaire | None) -> str:
    link_id = link_id_of(one.register.removeprefix(ANSWERS))
    item = None if form is None else form.items.get(link_id)
    if item is None or form is None:
        fact = fact_words(one.register)
        return fact[:1].upper() + fact[1:]
    # Answers kept together name their own questions: what they are together stands above them.
    above = form.items.get(item.parent or "") if _is_group(one) else None
    asked = above if above is not None and above.text.strip() else item
    return " ".join((asked.text or asked.link_id).split())


def _is_group(one: AlsoRecorded) -> bool:
    return isinstance(one.value, Mapping) and one.register in one.value


def _words(one: AlsoRecorded) -> str:
    if isinstance(one.value, Mapping | list):
        return _("Something that this page cannot show")
    return value_words(one.value, one.register)
