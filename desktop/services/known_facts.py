"""What is already known about a person, offered to be confirmed and never asked twice.

Two sources: fields of the record that a question mirrors (its `definition`), and what the person
answered in other screens (earlier_answers.py); the newer one wins. Nothing is filled in by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop.domain.detention import Detention
from desktop.domain.identity import PractitionerId
from desktop.domain.person import Address, Gender, Person
from desktop.domain.record import Standing
from desktop.domain.screen import Answer, Coding, Screen, Value
from desktop.forms import Item, Questionnaire, Reuse
from desktop.services.earlier_answers import EarlierAnswers
from desktop.services.ports import Reads
from desktop.services.reuse import reuse_of
from desktop.services.values import KnownAnswer
from desktop.wording.clinical import name_family_first
from desktop.wording.words import text

_PREFIX = "custody-liaison:"
_KINDS: Mapping[str, type] = {"person": Person, "detention": Detention}
_UNTOLD: Mapping[str, object] = {"gender": Gender.NOT_KNOWN, "is_birth_estimated": False}


@dataclass(frozen=True, slots=True)
class KnownFacts:
    reads: Reads
    earlier_answers: EarlierAnswers

    def __call__(
        self, questionnaire: Questionnaire, screen: Screen, detention: Detention | None
    ) -> dict[str, KnownAnswer]:
        """Return what is known, by the places of the form."""
        names = self.reads.names()
        known = self.earlier_answers(questionnaire, screen, names)
        person = self.reads.person(screen.person_id)
        for link_id, item in questionnaire.items.items():
            for record in (person, *person.linked, detention):
                recorded = self._recorded(item, record, detention, names)
                if recorded is not None and _is_better(recorded, known.get(link_id)):
                    known[link_id] = _labelled(recorded, record, person)
        return known

    def _recorded(
        self,
        item: Item,
        record: Person | Detention | None,
        detention: Detention | None,
        names: Mapping[PractitionerId, str],
    ) -> KnownAnswer | None:
        if not item.definition.startswith(_PREFIX) or reuse_of(item) is Reuse.NEVER:
            return None
        kind, _, name = item.definition.removeprefix(_PREFIX).partition(".")
        if record is None or not isinstance(record, _KINDS.get(kind, ())):
            return None
        value = getattr(record, name, None)
        meant = None if _UNTOLD.get(name) == value else _as_value(item, value)
        when = self._written(record.standing, name)
        if meant is None or when is None:
            return None
        return KnownAnswer(
            answer=Answer(values=(meant,)),
            source=text("person's record") if kind == "person" else text("custody record"),
            recorded_at=when[0],
            recorded_by=names.get(when[1], ""),
            is_from_this_detention=detention is not None and when[0] >= detention.arrived_at,
        )

    def _written(self, standing: Standing, name: str) -> tuple[datetime, PractitionerId] | None:
        entries = standing.seen.get(name, ())
        return self.reads.written(entries[-1]) if entries else None


def _labelled(known: KnownAnswer, record: Person | Detention | None, person: Person) -> KnownAnswer:
    """Say under which of her other identities it was recorded."""
    if not isinstance(record, Person) or record.id == person.id:
        return known
    name = name_family_first(record.family_name, record.given_name, "")
    return replace(known, source=text("person's record, under {name}", name=name))


def _is_better(recorded: KnownAnswer, told: KnownAnswer | None) -> bool:
    """Whether the record is offered, not what was told: it is newer, or that was a refusal."""
    return told is None or told.answer.absent is not None or told.recorded_at < recorded.recorded_at


def _as_value(item: Item, value: Any) -> Value | None:
    if value is None or value == "":
        return None
    if isinstance(value, Address):
        words = text("No fixed abode") if value.no_fixed_abode else value.lines
        return words or None
    if isinstance(value, StrEnum):
        codes = (option.value for option in item.options)
        return next((c for c in codes if isinstance(c, Coding) and c.code == value.value), None)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if isinstance(value, (str, bool, int)) else None
