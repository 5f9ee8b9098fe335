"""Answers drawn by chance to any form, of the type that each question asks for."""

import hashlib
import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from desktop.domain.attached import Attached
from desktop.domain.screen import Absent, Answer, Value
from desktop.forms import Filling, FormRefusedError, Item, ItemType, Questionnaire, load
from tests.unit.desktop.forms.form_builder import CORPUS
from tests.unit.desktop.forms.times import NOON

RESOURCES = Path(__file__).parents[4] / "resources" / "questionnaires"
PUBLISHED = sorted((CORPUS / "questionnaires").glob("*/questionnaires/*.json"))
SHIPPED = sorted(RESOURCES.rglob("*.json"))
# How many published forms a test takes: a run beside the builds takes them all.
MOST_FORMS = int(os.environ.get("CUSTODY_TEST_FORMS") or 60)
PATIENT = {
    "resourceType": "Patient",
    "gender": "female",
    "birthDate": "1980-05-06",
    "name": [{"use": "official", "family": "Test", "given": ["Anna"]}],
}
_WORDS = ("", "Zoë", "no", "No ", "“quoted”", "line\nand line", "12", "<b>", "tablets & drops")
_NAMED = ("Dr Example", "Patient/1", "urn:uuid:0d6c4b6e-5d4c-4b1c-9a43-64d2ea4a4f0e")
_UNITS = ("kg", "g", "cm", "mm[Hg]", "tablets", "")


@lru_cache(maxsize=600)
def form_at(path: Path) -> Questionnaire | None:
    """Return the form; None for one that is refused."""
    try:
        return load(path.read_bytes())
    except FormRefusedError:
        return None


def some_forms(rng: random.Random, paths: list[Path], most: int) -> Iterator[Questionnaire]:
    """Yield so many of the forms that may be used, in an order that chance decides."""
    chosen = rng.sample(paths, len(paths))
    found = (form for path in chosen if (form := form_at(path)) is not None)
    for _, form in zip(range(most), found, strict=False):
        yield form


def filling_of(
    form: Questionnaire,
    answers: dict[str, Answer] | None = None,
    *,
    is_reopened: bool = False,
    gives_initial: bool = False,
) -> Filling:
    return Filling(
        form,
        answers or {},
        names={"patient": PATIENT, "age": 46},
        now=NOON,
        is_reopened=is_reopened,
        gives_initial=gives_initial,
    )


def answered(form: Questionnaire, rng: random.Random, *, share: float = 0.7) -> Filling:
    """Return the form with about so much of it answered, repeats included."""
    filling = filling_of(form, gives_initial=True)
    for _ in range(3):
        _add_rows(filling, rng)
    for key, node in list(filling.tree.nodes.items()):
        if (
            node.item.is_question()
            and rng.random() < share
            and not filling.is_calculated(node.item.link_id)
        ):
            filling.put(key, an_answer(node.item, rng))
    return filling


def _add_rows(filling: Filling, rng: random.Random) -> None:
    blocks = [key for key, node in filling.tree.nodes.items() if node.item.is_block()]
    for key in rng.sample(blocks, min(len(blocks), 3)):
        if filling.can_add(key):
            filling.add_block(key, f"t{len(filling.tree.nodes):05d}{rng.randrange(16**4):04x}")


def an_answer(item: Item, rng: random.Random) -> Answer:
    if rng.random() < 0.05:
        return Answer(absent=rng.choice(list(Absent)))
    many = rng.randint(1, 3) if item.repeats and not item.is_block() else 1
    values = [value for _ in range(many) if (value := a_value(item, rng)) is not None]
    return Answer(values=tuple(dict.fromkeys(values)))


def a_value(item: Item, rng: random.Random) -> Value | None:
    """Return a value of the item's type; None where the form offers nothing to choose."""
    is_choice = item.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE)
    if item.options and not (item.type is ItemType.OPEN_CHOICE and rng.random() < 0.2):
        return rng.choice(item.options).value
    if is_choice and item.type is ItemType.CHOICE:
        return None
    return _MAKERS[item.type](item, rng)


def _moment(rng: random.Random) -> datetime:
    return datetime(1950, 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(2_400_000_000))


def _day(rng: random.Random) -> str:
    return _moment(rng).date().isoformat()[: rng.choice((10, 10, 10, 7, 4))]


def _date_time(rng: random.Random) -> str:
    return _moment(rng).isoformat().replace("+00:00", rng.choice(("Z", "+01:00", "-05:30")))


def _decimal(rng: random.Random) -> str:
    return rng.choice(("0", "0.0", "1.50", "-2.250", "36.6", "120", "99999.99", "0.001"))


def _quantity(item: Item, rng: random.Random) -> str:
    units = [unit.code or unit.display for unit in item.units] or list(_UNITS)
    return f"{_decimal(rng)} {rng.choice(units)}".strip()


def _file(rng: random.Random) -> str:
    sha256 = hashlib.sha256(rng.randbytes(8)).hexdigest()
    return Attached(sha256, rng.randrange(1, 10**6), "image/png", rng.choice(_WORDS).strip()).text()


_Maker = Callable[[Item, random.Random], Value]
_TEXT: _Maker = lambda _, rng: rng.choice(_WORDS[1:])  # noqa: E731 -- one line of a table
_MAKERS: dict[ItemType, _Maker] = {
    ItemType.BOOLEAN: lambda _, rng: rng.random() < 0.5,
    ItemType.INTEGER: lambda _, rng: rng.choice((0, 1, 2, 3, 5, 12, 40, 120)),
    ItemType.DECIMAL: lambda _, rng: _decimal(rng),
    ItemType.QUANTITY: _quantity,
    ItemType.DATE: lambda _, rng: _day(rng),
    ItemType.DATE_TIME: lambda _, rng: _date_time(rng),
    ItemType.TIME: lambda _, rng: _moment(rng).time().isoformat(),
    ItemType.URL: lambda _, rng: f"https://example.org/{rng.randrange(99)}",
    ItemType.ATTACHMENT: lambda _, rng: _file(rng),
    ItemType.REFERENCE: lambda _, rng: rng.choice(_NAMED),
    ItemType.STRING: _TEXT,
    ItemType.TEXT: _TEXT,
    ItemType.OPEN_CHOICE: _TEXT,
}
