"""A practitioner who asks every question of a form that is blank, and confirms what is offered."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.domain.detention import Detention
from desktop.domain.screen import Answer, Coding, Screen, Value
from desktop.forms import Filling, Item, ItemType, Place, Questionnaire, Reuse
from desktop.forms.value_checks import value_problems
from desktop.services.joined_forms import QUESTION_SYSTEM
from desktop.services.reuse import reuse_of
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk

_TRIED: dict[ItemType, tuple[Value, ...]] = {
    ItemType.BOOLEAN: (True,),
    ItemType.INTEGER: (1, 5, 15, 40, 100),
    ItemType.DECIMAL: ("1", "36.5", "95", "100"),
    ItemType.QUANTITY: ("15 /min", "120 mm[Hg]", "96 %", "37 Cel", "70 kg", "1"),
    ItemType.DATE: ("2026-09-01", "1991-03-04", "2026-12-01"),
    ItemType.DATE_TIME: ("2026-09-05T00:30:00+00:00", "2026-12-01T09:00:00+00:00"),
    ItemType.TIME: ("09:30:00",),
    ItemType.STRING: ("Words", "9990000018", "07700900001", "SS1 1AA"),
    ItemType.TEXT: ("Words",),
    ItemType.URL: ("https://forms.example",),
}


def code_of(item: Item) -> str:
    return next((one.code for one in item.codes if one.system == QUESTION_SYSTEM), "")


def some_answer(item: Item, *, last: bool = False) -> Answer:
    """Return an answer that the form takes, if possible one that leads to further questions."""
    options = [option.value for option in item.options if not option.exclusive]
    tried = (*options[:: -1 if last else 1], *(option.value for option in item.options))
    tried += _TRIED.get(item.type, ())
    if item.minimum:
        tried += (int(Decimal(item.minimum)),) if item.type is ItemType.INTEGER else (item.minimum,)
    for value in tried:
        is_code = isinstance(value, Coding)
        if not list(value_problems(item, value)) and (is_code or value != ""):
            return Answer(values=(value,))
    raise AssertionError(f"nothing fits {item.link_id} ({item.type})")


@dataclass
class Asking:
    """What was asked blank and what was offered, by the meaning of the question.

    `last`: of several answers the last one is given, else the first.
    """

    form: Questionnaire
    last: bool = False
    blank: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    offered_although_never: list[str] = field(default_factory=list)


def ask_everything(
    desk: Desk, stay: Detention, canonical: str, *, last: bool = False
) -> tuple[Asking, Screen]:
    """Fill a form in from its first to its last question, and finish it."""
    opened = desk.services.start_screen(stay.person_id, stay.id, canonical)
    form = opened.questionnaire
    filling = Filling(
        form, opened.answers(), names=opened.facts, now=desk.clock(), gives_initial=True
    )
    asking = Asking(form, last)
    for place in _one_after_another(filling):
        _ask(desk, opened, filling, place, asking)
    for section in form.sections:
        desk.services.leave_section(opened.screen.id, section.link_id, section.link_id)
    return asking, desk.services.complete_screen(opened.screen.id)


def _one_after_another(filling: Filling) -> Iterator[Place]:
    """Yield each place once, as soon as it applies; an answer may call for one further up."""
    seen: set[str] = set()
    while True:
        waiting = [
            place
            for section in filling.questionnaire.sections
            for place in filling.places(section.link_id)
            if place.key not in seen and filling.applies(place.key) and _is_asked(place.item)
        ]
        if not waiting:
            return
        seen.add(waiting[0].key)
        yield waiting[0]


def _is_asked(item: Item) -> bool:
    is_typed = item.type not in (ItemType.ATTACHMENT, ItemType.REFERENCE)
    is_own = not item.is_worked_out() and not item.read_only
    return item.is_question() and item.can_be_answered and is_typed and is_own


def _ask(desk: Desk, opened: OpenScreen, filling: Filling, place: Place, asking: Asking) -> None:
    key, code = place.key, code_of(place.item)
    known = opened.known.get(key)
    if known is not None and reuse_of(place.item) in (Reuse.NEVER, Reuse.NOT_SAID):
        asking.offered_although_never.append(key)
    if known is not None:
        asking.offered[code] += 1
        answer = Answer(values=known.answer.values, source=known.source)
    else:
        asking.blank[code] += 1
        answer = some_answer(place.item, last=asking.last)
    asking.told[code] += 1
    change = filling.put(key, answer)
    for each, given in {key: answer, **change.calculated}.items():
        desk.services.answer_question(opened.screen.id, each, given)
    desk.clock.on(0.1)


def asked_twice(earlier: list[Asking], now: Asking) -> list[str]:
    """Return the questions that were told before and are asked blank again, by code and linkId.

    Of a question without a code nobody knows whether it was told before: it is one of them.
    """
    told: Counter[str] = Counter()
    for one in earlier:
        told |= one.told
    return [
        f"{code or 'no code'}: {', '.join(_links(now.form, code))}"
        for code in now.blank
        if not code or (told[code] > now.offered[code] and _is_to_be_offered(now.form, code))
    ]


def _is_to_be_offered(form: Questionnaire, code: str) -> bool:
    items = [form.items[link_id] for link_id in _links(form, code)]
    return all(reuse_of(item) not in (Reuse.NEVER, Reuse.NOT_SAID) for item in items)


def _links(form: Questionnaire, code: str) -> list[str]:
    return [
        link_id
        for link_id, item in form.items.items()
        if item.is_question() and code_of(item) == code
    ]
