"""What is already known about a person, offered to be confirmed and never asked twice.

Two sources: fields of the record that a question mirrors (its `definition`), and answers of this
person's earlier screens to the same question. The newest answer wins over an older one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop.domain.detention import Detention
from desktop.domain.identity import PractitionerId
from desktop.domain.person import Address, Person
from desktop.domain.screen import Answer, Coding, Screen, Value
from desktop.forms import Item, ItemType, Questionnaire
from desktop.services.ports import Reads
from desktop.services.values import KnownAnswer
from desktop.wording.words import text

_PREFIX = "custody-liaison:"
# Consent is asked anew each time: what was agreed on another day is not agreed today.
_ASKED_ANEW = ("consent.",)
_ASKED_ONCE_TYPES = (ItemType.GROUP, ItemType.DISPLAY)


@dataclass(frozen=True, slots=True)
class KnownFacts:
    reads: Reads

    def __call__(
        self, questionnaire: Questionnaire, screen: Screen, detention: Detention | None
    ) -> dict[str, KnownAnswer]:
        names = self.reads.names()
        known = self._from_screens(questionnaire, screen, names)
        person = self.reads.person(screen.person_id)
        for link_id, item in questionnaire.items.items():
            if link_id not in known:
                value = _recorded(item, person, detention)
                if value is not None:
                    answer = Answer(values=(value,))
                    known[link_id] = KnownAnswer(
                        answer=answer,
                        source=text("the person's record"),
                        recorded_at=screen.started_at,
                        recorded_by="",
                    )
        return known

    def _from_screens(
        self, questionnaire: Questionnaire, screen: Screen, names: Mapping[PractitionerId, str]
    ) -> dict[str, KnownAnswer]:
        known: dict[str, KnownAnswer] = {}
        earlier = self.reads.screens_of_person(screen.person_id)
        for other in sorted(earlier, key=lambda one: one.started_at):
            if other.id == screen.id:
                continue
            for link_id, answer in other.answers.items():
                item = questionnaire.items.get(link_id)
                if item is None or not _may_be_offered(item) or not answer.values:
                    continue
                by = answer.answered_by or other.started_by
                known[link_id] = KnownAnswer(
                    answer=answer,
                    source=other.title,
                    recorded_at=answer.answered_at or other.started_at,
                    recorded_by=names.get(by, ""),
                )
        return known


def _may_be_offered(item: Item) -> bool:
    if item.type in _ASKED_ONCE_TYPES or item.link_id.startswith(_ASKED_ANEW):
        return False
    return not item.definition.startswith(_PREFIX + "detention.")


def _recorded(item: Item, person: Person, detention: Detention | None) -> Value | None:
    name = item.definition.removeprefix(_PREFIX)
    if name == item.definition:
        return None
    kind, _, attribute = name.partition(".")
    source: Any = {"person": person, "detention": detention}.get(kind)
    value = getattr(source, attribute, None) if source is not None else None
    return _as_value(item, value)


def _as_value(item: Item, value: Any) -> Value | None:
    if value is None or value == "":
        return None
    if isinstance(value, Address):
        text = "No fixed abode" if value.no_fixed_abode else value.lines
        return text or None
    if isinstance(value, StrEnum):
        codes = (option.value for option in item.options)
        return next((c for c in codes if isinstance(c, Coding) and c.code == value.value), None)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if isinstance(value, (str, bool, int)) else None
