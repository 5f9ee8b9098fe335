"""Turning invented answers into what a screen holds: coded, in the order of the form, timed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.demo.custody import Stay
from desktop.domain.identity import PractitionerId
from desktop.domain.screen import Absent, Answer, Coding, Value
from desktop.forms import Item, ItemType, Questionnaire, enabled_items, load

# What a record already knows is confirmed, not asked again; the words say where it stood.
_FROM_CUSTODY = "Custody record"
_FROM_PERSON = "Person record"


@cache
def liaison_form() -> Questionnaire:
    path = files("resources") / "questionnaires" / "liaison-diversion-screen.json"
    return load(path.read_bytes())


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """What was answered, by section in the order of the form; `left` is when each was left."""

    answers: dict[str, Answer]
    left: dict[str, datetime]
    next_section: str


def hold_interview(
    said: Mapping[str, Any],
    stay: Stay,
    *,
    by: PractitionerId,
    began: datetime,
    ended: datetime,
    anchor: datetime,
    sections: int | None = None,
) -> Interview:
    """Return the answers that apply, spread over the time; `anchor` is what "ago" counts from.

    With `sections` the conversation broke off after that many.
    """
    form = liaison_form()
    wanted = form.sections if sections is None else form.sections[:sections]
    spoken = _spoken(said, stay, anchor)
    in_order = [
        item.link_id for section in wanted for item in section.walk() if item.link_id in spoken
    ]
    enabled = enabled_items(form, {link_id: spoken[link_id] for link_id in in_order})
    kept = [link_id for link_id in in_order if link_id in enabled]
    answers = {
        link_id: replace(spoken[link_id], answered_at=at, answered_by=by)
        for link_id, at in zip(kept, _moments(began, ended, len(kept)), strict=True)
    }
    left = _left(wanted, answers, began)
    following = form.sections[len(wanted)] if len(wanted) < len(form.sections) else wanted[-1]
    return Interview(answers=answers, left=left, next_section=following.link_id)


def _spoken(said: Mapping[str, Any], stay: Stay, anchor: datetime) -> dict[str, Answer]:
    form = liaison_form()
    spoken = {
        link_id: Answer(values=(_value(item, value),), source=source)
        for link_id, item in form.items.items()
        for value, source in _known(item.definition, stay)
    }
    for link_id, meant in said.items():
        spoken[link_id] = answer_of(form.items[link_id], meant, anchor)
    return spoken


def answer_of(item: Item, meant: Any, anchor: datetime) -> Answer:
    """Return what is meant as the form takes it: a code, words, a time before `anchor`."""
    if isinstance(meant, dict) and "absent" in meant:
        return Answer(absent=Absent(meant["absent"]))
    parts = meant if isinstance(meant, list) else [meant]
    return Answer(values=tuple(_value(item, _moment(item, part, anchor)) for part in parts))


def _moment(item: Item, meant: Any, anchor: datetime) -> Any:
    if not isinstance(meant, dict):
        return meant
    ago = timedelta(minutes=meant.get("minutes_ago", 0), days=meant.get("days_ago", 0))
    at = anchor - ago
    return at.date().isoformat() if item.type is ItemType.DATE else at.isoformat()


def _value(item: Item, meant: Any) -> Value:
    """Return the value as the form codes it; KeyError where the form has no such option."""
    if item.type is not ItemType.CHOICE:
        value: Value = meant
        return value
    for option in item.options:
        if isinstance(option.value, Coding) and option.value.code == meant:
            return option.value
    raise KeyError(item.link_id, meant)


def _known(definition: str, stay: Stay) -> Iterable[tuple[Any, str]]:
    """Yield what the person and the detention already say about the question, if anything."""
    kind, _, name = definition.removeprefix("custody-liaison:").partition(".")
    if kind == "person":
        value, source = _of_person(name, stay), _FROM_PERSON
    elif kind == "detention":
        value, source = _of_detention(name, stay), _FROM_CUSTODY
    else:
        return
    if value not in (None, ""):
        yield value, source


def _of_person(name: str, stay: Stay) -> Any:
    person = stay.invented.person
    if name == "date_of_birth":
        return person.date_of_birth.isoformat() if person.date_of_birth else None
    if name == "gender":
        return person.gender.value
    if name == "address":
        address = person.address
        if address is None:
            return None
        return "No fixed abode" if address.no_fixed_abode else address.lines
    return getattr(person, name)


def _of_detention(name: str, stay: Stay) -> Any:
    value = getattr(stay.detention, name)
    return value.isoformat() if isinstance(value, datetime) else value


def _moments(began: datetime, ended: datetime, count: int) -> list[datetime]:
    step = (ended - began) / (count + 1)
    return [(began + step * place).replace(microsecond=0) for place in range(1, count + 1)]


def _left(
    sections: Iterable[Item], answers: Mapping[str, Answer], began: datetime
) -> dict[str, datetime]:
    left = {}
    last = began
    for section in sections:
        answered = [answers[item.link_id] for item in section.walk() if item.link_id in answers]
        moments = [answer.answered_at for answer in answered if answer.answered_at is not None]
        last = max([last, *moments])
        left[section.link_id] = last
    return left
