"""What this person's other screens say that a form asks: each answer once, the newest one.

Nothing is said of what did not apply, of what was left blank, or of a screen whose consent was
taken back. What repeats as a block, such as medicines, comes from one screen as a whole: a dose of
one day never stands beside a medicine of another. What is asked anew each time is offered in one
case: a short tool's answers in the longer one that it leads to (longer_forms.py).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.domain.identity import PractitionerId
from desktop.domain.person import Person
from desktop.domain.screen import (
    Answer,
    Consent,
    ConsentScope,
    ConsentStatus,
    Screen,
    ScreenStatus,
    Value,
)
from desktop.errors import ExpectedError
from desktop.forms import Item, Questionnaire, Reuse, link_id_of
from desktop.forms.tree import blocks_above
from desktop.services.form_facts import FilledScreens
from desktop.services.joined_forms import as_answered, placed
from desktop.services.longer_forms import (
    Shared,
    as_weighed_there,
    is_still_good,
    shared_questions,
)
from desktop.services.ports import Drafts, Reads
from desktop.services.reuse import may_be_known, may_be_offered, reuse_of
from desktop.services.values import KnownAnswer
from desktop.wording.clinical import name_family_first
from desktop.wording.words import text

# Without a custody record, what was said within a day belongs to the same occasion.
_SAME_OCCASION = timedelta(hours=24)

# What is offered rather than what: an answer of this detention, a refusal of it, an older answer.
_OLDER, _REFUSED, _TODAY = 1, 2, 3
Rank = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Candidate:
    source_key: str
    target_key: str
    known: KnownAnswer

    def rank(self) -> Rank:
        is_here, is_absent = self.known.is_from_this_detention, self.known.answer.absent is not None
        kind = (_REFUSED if is_absent else _TODAY) if is_here else _OLDER
        return kind, self.known.recorded_at


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    reads: Reads
    drafts: Drafts
    filled_screens: FilledScreens

    def __call__(
        self, form: Questionnaire, screen: Screen, names: Mapping[PractitionerId, str]
    ) -> dict[str, KnownAnswer]:
        """Return what is known by the places of `form`."""
        best: dict[str, tuple[Rank, list[Candidate]]] = {}
        for other in self.others(screen):
            found = self._found(form, screen, other, names)
            better = {
                unit: group
                for unit, group in _in_units(form, found).items()
                if unit not in best or best[unit][0] < _rank(group)
            }
            if not better:
                continue
            applies = self.filled_screens(other).applies
            for unit, group in better.items():
                kept = [one for one in group if applies(one.source_key)]
                if kept and (unit not in best or best[unit][0] < _rank(kept)):
                    best[unit] = _rank(kept), kept
        return {one.target_key: one.known for _, group in best.values() for one in group}

    def others(self, screen: Screen) -> Iterator[Screen]:
        """Yield this person's other screens that still count, the newest first, drafts included.

        One that was written under a linked identity says so in its title.
        """
        typed_in = set(self.drafts.screens())
        consents = self.reads.consents_of_person(screen.person_id)
        person = self.reads.person(screen.person_id)
        for found in self.reads.screens_of_person(screen.person_id):
            if found.id == screen.id or _is_withdrawn(found, consents):
                continue
            other = _labelled(found, person)
            if other.id in typed_in and other.status is not ScreenStatus.COMPLETED:
                drafts = self.drafts.of_screen(other.id)
                typed = {key: one.answer for key, one in drafts.items()}
                yield replace(other, answers={**other.answers, **typed})
            else:
                yield other

    def form_of(self, screen: Screen) -> Questionnaire | None:
        """Return the form of a screen; None where this desk cannot read it."""
        try:
            return self.filled_screens.questionnaires.get(screen.questionnaire)
        except ExpectedError:
            return None

    def _found(
        self,
        form: Questionnaire,
        screen: Screen,
        other: Screen,
        names: Mapping[PractitionerId, str],
    ) -> Iterator[Candidate]:
        source = self.form_of(other)
        if source is None:
            return
        is_here = is_same_occasion(screen, other)
        shared = shared_questions(source, form)
        for one in placed(source, form, other.answers):
            asked = source.items[link_id_of(one.source_key)]
            item = form.items[link_id_of(one.target_key)]
            # What nobody answered is the form's own first value: it tells nothing of the person.
            if one.answer.answered_by is None:
                continue
            both = shared.get((asked.link_id, item.link_id))
            if both is None:
                values = _offered(one.answer, asked, item, is_here=is_here)
            else:
                values = self._of_short_tool(one.answer, both, asked, item, is_here=is_here)
            if values is not None:
                answer = replace(one.answer, values=values, is_calculated=False)
                known = _known(answer, asked.link_id, other, names, is_here=is_here)
                yield Candidate(one.source_key, one.target_key, known)

    def _of_short_tool(
        self, answer: Answer, shared: Shared, asked: Item, item: Item, *, is_here: bool
    ) -> tuple[Value, ...] | None:
        """Return what the short tool was told: it is not asked again by the longer one after it."""
        is_good = is_here and is_still_good(answer, self.filled_screens.now())
        return as_weighed_there(answer.values, shared, asked, item) if is_good else None


def _labelled(screen: Screen, person: Person) -> Screen:
    under = person.identity(screen.person_id)
    if under is None:
        return screen
    name = name_family_first(under.family_name, under.given_name, "")
    return replace(screen, title=text("{title}, under {name}", title=screen.title, name=name))


def _offered(answer: Answer, asked: Item, item: Item, *, is_here: bool) -> tuple[Value, ...] | None:
    if not may_be_known(item) or reuse_of(asked) is Reuse.NEVER:
        return None
    if not may_be_offered(item, answer, is_this_detention=is_here):
        return None
    return as_answered(answer.values, asked, item)


def _known(
    answer: Answer,
    link_id: str,
    other: Screen,
    names: Mapping[PractitionerId, str],
    *,
    is_here: bool,
) -> KnownAnswer:
    return KnownAnswer(
        answer=answer,
        source=other.title,
        recorded_at=answer.answered_at or other.started_at,
        recorded_by=names.get(answer.answered_by or other.started_by, ""),
        is_from_this_detention=is_here,
        link_id=link_id,
        screen_id=other.id,
    )


def is_same_occasion(one: Screen, other: Screen) -> bool:
    if one.detention_id is not None or other.detention_id is not None:
        return one.detention_id == other.detention_id
    return abs(one.started_at - other.started_at) <= _SAME_OCCASION


def _is_withdrawn(screen: Screen, consents: tuple[Consent, ...]) -> bool:
    """Whether the agreement to this very screen was taken back; newest consents come first."""
    own = (
        one.status
        for one in consents
        if one.scope is ConsentScope.SCREENING and one.screen_id == screen.id
    )
    return next(own, None) is ConsentStatus.WITHDRAWN


def _in_units(form: Questionnaire, candidates: Iterator[Candidate]) -> dict[str, list[Candidate]]:
    """Group by what is taken over as a whole: the outermost block, else the one place."""
    units: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        blocks = blocks_above(form.items, link_id_of(one.target_key))
        units[blocks[0] if blocks else one.target_key].append(one)
    return units


def _rank(group: list[Candidate]) -> Rank:
    return max(one.rank() for one in group)
