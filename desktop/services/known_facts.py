"""What is already known about a person, offered to be confirmed and never asked twice.

Two sources: fields of the record that a question mirrors (its `definition`), and answers of this
person's earlier L&D screens to the same question; the newer one wins. Only what lasts is offered:
consent, mood, risk and everything else of the day is asked anew each time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop.domain.detention import Detention
from desktop.domain.identity import PractitionerId
from desktop.domain.person import Address, Gender, Person
from desktop.domain.record import Standing
from desktop.domain.screen import Answer, Coding, Screen, Value
from desktop.forms import Item, ItemType, Questionnaire, enabled_items
from desktop.services.ports import Reads
from desktop.services.values import KnownAnswer
from desktop.wording.words import text

_PREFIX = "custody-liaison:"
_LASTING = (
    "identity.",
    "home.",
    "physical.conditions",
    "physical.mobility",
    "physical.diet",
    "physical.smoking",
    "medicines.taking",
    "medicines.list",
    "medicines.substitute",
    "learning.",
    "services.any",
    "services.who",
    "services.full_circle",
)
_OF_THE_DAY = (
    "identity.under_18",
    "home.words",
    "home.children_now",
    "home.children_concern",
    "services.full_circle_told",
)
# What once was so stays known; what was not so then is asked again.
_ONCE_SO = (
    "physical.allergy",
    "mental.diagnosis",
    "mental.hospital",
    "risk.past",
)
_NEVER_OFFERED_TYPES = (ItemType.GROUP, ItemType.DISPLAY)
_UNTOLD: Mapping[str, object] = {"gender": Gender.NOT_KNOWN, "is_birth_estimated": False}


@dataclass(frozen=True, slots=True)
class KnownFacts:
    reads: Reads

    def __call__(
        self, questionnaire: Questionnaire, screen: Screen, detention: Detention | None
    ) -> dict[str, KnownAnswer]:
        names = self.reads.names()
        known = dict(self._from_screens(questionnaire, screen, names))
        person = self.reads.person(screen.person_id)
        for link_id, item in questionnaire.items.items():
            recorded = self._recorded(item, person, detention, names)
            earlier = known.get(link_id)
            if recorded is not None and (
                earlier is None or earlier.recorded_at < recorded.recorded_at
            ):
                known[link_id] = recorded
        return known

    def _from_screens(
        self, questionnaire: Questionnaire, screen: Screen, names: Mapping[PractitionerId, str]
    ) -> Iterator[tuple[str, KnownAnswer]]:
        """Yield what earlier screens say, the oldest first, so that a later one takes its place."""
        earlier = self.reads.screens_of_person(screen.person_id)
        for other in sorted(earlier, key=lambda one: one.started_at):
            if other.id == screen.id or _url(other.questionnaire) != _url(screen.questionnaire):
                continue  # the same linkId in another form is another question
            applies = enabled_items(questionnaire, other.answers)
            for link_id, answer in other.answers.items():
                if link_id in applies and _may_be_offered(questionnaire.items[link_id], answer):
                    by = answer.answered_by or other.started_by
                    yield (
                        link_id,
                        KnownAnswer(
                            answer=answer,
                            source=other.title,
                            recorded_at=answer.answered_at or other.started_at,
                            recorded_by=names.get(by, ""),
                        ),
                    )

    def _recorded(
        self,
        item: Item,
        person: Person,
        detention: Detention | None,
        names: Mapping[PractitionerId, str],
    ) -> KnownAnswer | None:
        kind, _, name = item.definition.removeprefix(_PREFIX).partition(".")
        if kind == "person":
            value, standing, source = (
                getattr(person, name, None),
                person.standing,
                text("person's record"),
            )
        elif kind == "detention" and detention is not None:
            value, standing, source = (
                getattr(detention, name, None),
                detention.standing,
                text("custody record"),
            )
        else:
            return None
        meant = None if _UNTOLD.get(name) == value else _as_value(item, value)
        when = self._written(standing, name)
        if meant is None or when is None:
            return None
        return KnownAnswer(
            answer=Answer(values=(meant,)),
            source=source,
            recorded_at=when[0],
            recorded_by=names.get(when[1], ""),
        )

    def _written(self, standing: Standing, name: str) -> tuple[datetime, PractitionerId] | None:
        entries = standing.seen.get(name, ())
        return self.reads.written(entries[-1]) if entries else None


def _url(canonical: str) -> str:
    return canonical.partition("|")[0]


def _may_be_offered(item: Item, answer: Answer) -> bool:
    if item.type in _NEVER_OFFERED_TYPES or not answer.values:
        return False
    if item.definition.startswith(_PREFIX + "detention."):
        return False
    if item.link_id.startswith(_ONCE_SO):
        return answer.values != (False,)
    return item.link_id.startswith(_LASTING) and item.link_id not in _OF_THE_DAY


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
