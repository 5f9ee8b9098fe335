"""What has to be settled, and what cannot be used, each in words. Decides and prefers nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from desktop.domain.bad_entry import BadEntry
from desktop.domain.conflict import OpenConflict, Side
from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.person import Marker
from desktop.domain.record import WITHDRAWN
from desktop.domain.screen import Answer
from desktop.errors import NotFoundError
from desktop.forms import Item, Questionnaire
from desktop.forms.places import link_id_of
from desktop.services.answers_in_full import answer_in_full
from desktop.services.ports import Reads
from desktop.services.questionnaires import Questionnaires
from desktop.services.screen_groups import ANSWERS, places_with
from desktop.wording.errors import has_sentence
from desktop.wording.record_words import fact_words, value_words
from desktop.wording.terms import kind as kind_words
from desktop.wording.terms import term
from desktop.wording.words import text as _

_REFUSED = "bad_entry.refused"

# On risk, medicine, allergy and legal status nothing is decided for a clinician. Any answer of a
# screen may be about one of them.
_CLINICAL = frozenset(
    {
        *(("person", "markers"), ("screen", "answers"), ("consent", "status")),
        *(("detention", name) for name in ("hearing_at", "hearing_court", "appropriate_adult")),
        *(("detention", name) for name in ("offence", "released_at", "release_outcome")),
        *(("clinical_review", name) for name in ("due_at", "done_at", "reason")),
        *(("hcp_call", name) for name in ("outcome", "priority", "reason")),
    }
)


@dataclass(frozen=True, slots=True)
class ShowConflicts:
    """All that is open here, or one person's: what is settled together is one of them."""

    reads: Reads
    questionnaires: Questionnaires

    def __call__(self, person_id: PersonId | None = None) -> tuple[OpenConflict, ...]:
        found = self.reads.conflicts_open(person_id)
        records = groupby(found, key=lambda one: (one.kind, one.record_id))
        return tuple(
            conflict
            for _record, conflicts in records
            for conflict in self._in_words(tuple(conflicts))
        )

    def _in_words(self, conflicts: tuple[OpenConflict, ...]) -> Iterator[OpenConflict]:
        form = self._form(conflicts[0])
        told: set[str] = set()
        for one in conflicts:
            if one.register in told:
                continue
            group = _group(one, form)
            told.update(group)
            yield self._said(self._together(one, group, conflicts), form)

    def _form(self, conflict: OpenConflict) -> Questionnaire | None:
        """Return the form of a screen; None for what is no screen, or of a form not here."""
        if conflict.kind != "screen":
            return None
        try:
            screen = self.reads.screen(ScreenId(conflict.record_id))
            return self.questionnaires.get(screen.questionnaire)
        except NotFoundError:
            return None

    def _together(
        self, one: OpenConflict, group: tuple[str, ...], conflicts: Iterable[OpenConflict]
    ) -> OpenConflict:
        """Return a conflict with what the same authors wrote in the registers beside it."""
        if len(group) == 1:
            return replace(
                one, group=group, sides=tuple(_with_itself(side, one) for side in one.sides)
            )
        parts = {name: self.reads.sides(one.kind, one.record_id, name) for name in group}
        # Whoever wrote only what all agree on is no side.
        differs = [name for name in group if any(name == other.register for other in conflicts)]
        sides = {side.entry: side for name in differs for side in parts[name]}
        return replace(
            one,
            group=group,
            sides=tuple(_whole(side, one.register, parts) for side in sides.values()),
            replaces={name: tuple(side.entry for side in parts[name]) for name in group},
        )

    def _said(self, one: OpenConflict, form: Questionnaire | None) -> OpenConflict:
        sides = tuple(replace(side, words_hint=_side_words(one, side, form)) for side in one.sides)
        field = one.register.partition("/")[0]
        return replace(
            one,
            sides=sides,
            subject=_subject(one, form),
            is_clinical=(one.kind, field) in _CLINICAL or one.register == WITHDRAWN,
        )


def _with_itself(side: Side, conflict: OpenConflict) -> Side:
    return replace(side, values=side.values or {conflict.register: side.value})


def _whole(side: Side, register: str, parts: Mapping[str, tuple[Side, ...]]) -> Side:
    values = {name: _of_side(sides, side) for name, sides in parts.items()}
    return replace(side, value=values[register], values=values)


def _of_side(sides: tuple[Side, ...], side: Side) -> object:
    """Return what an author wrote in a register; what stands there where she left it alone."""
    found = next((one for one in sides if one.entry == side.entry), None)
    shown = next((one for one in sides if one.is_shown), None)
    one = found or shown
    return None if one is None else one.value


def _group(one: OpenConflict, form: Questionnaire | None) -> tuple[str, ...]:
    if form is None or one.is_sealed or not one.register.startswith(ANSWERS):
        return (one.register,)
    places = places_with(form, one.register.removeprefix(ANSWERS))
    return tuple(ANSWERS + place for place in places)


def _item(register: str, form: Questionnaire | None) -> Item | None:
    if form is None or not register.startswith(ANSWERS):
        return None
    return form.items.get(link_id_of(register.removeprefix(ANSWERS)))


def _subject(one: OpenConflict, form: Questionnaire | None) -> str:
    """Return plain words for what it is about."""
    if one.register == WITHDRAWN:
        return _("Withdrawn, and changed since: {what}", what=kind_words(one.kind))
    item = _item(one.register, form)
    if item is not None:
        above = form.items.get(item.parent or "") if form and len(one.group) > 1 else None
        asked = " ".join((item.text or item.link_id).split())
        return f"{above.text}: {asked}" if above is not None and above.text else asked
    marker = next((side.value for side in one.sides if isinstance(side.value, Marker)), None)
    if marker is not None:
        return _("Warning: {warning}", warning=term(marker.kind))
    fact = fact_words(one.register)
    if one.kind == "person":
        return fact[:1].upper() + fact[1:]
    return _("{what}: {fact}", what=kind_words(one.kind), fact=fact)


def _side_words(one: OpenConflict, side: Side, form: Questionnaire | None) -> str:
    if one.register == WITHDRAWN and WITHDRAWN in side.values:
        return _("Withdrawn: {reason}", reason=side.value)
    values = side.values or {one.register: side.value}
    said = [(name, register_in_words(name, value, form)) for name, value in values.items()]
    if len(said) == 1:
        return said[0][1]
    return "\n".join(f"{_name(name, form)}: {words}" for name, words in said if words)


def _name(register: str, form: Questionnaire | None) -> str:
    item = _item(register, form)
    return " ".join((item.text or item.link_id).split()) if item else fact_words(register)


def register_in_words(register: str, value: object, form: Questionnaire | None) -> str:
    """Return what stands in a register as a person would read it."""
    item = _item(register, form)
    if isinstance(value, Answer):
        if item is not None:
            return answer_in_full(item, value)
        return "; ".join(str(each) for each in value.values)
    if value is None or value == "":
        return _("Nothing recorded")
    return value_words(value, register)


@dataclass(frozen=True, slots=True)
class ShowBadEntries:
    """Entries that are kept and cannot be used, with what each is about."""

    reads: Reads

    def __call__(self) -> tuple[BadEntry, ...]:
        return tuple(_bad_in_words(one) for one in self.reads.bad_entries())


def _bad_in_words(one: BadEntry) -> BadEntry:
    reason = one.reason if has_sentence(one.reason) else _REFUSED
    return replace(one, subject=kind_words(one.kind), reason=reason)
