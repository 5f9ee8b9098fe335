"""Two desks of a round: who is saved, what each holds, and a save that gets in between."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.domain.identity import PersonId
from desktop.services.ports import UnitOfWork
from desktop.storage.projection import all_entries
from tests.builders.moments import numbered
from tests.builders.people import a_person
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk


def add_person(number: int, work: UnitOfWork) -> None:
    work.people.add(a_person(id=PersonId(numbered(number)), family_name=f"Person{number}"))


def save_people(desk: Desk, *numbers: int) -> None:
    for number in numbers:
        desk.save(partial(add_person, number))


def people_at(desk: Desk) -> set[str]:
    return {one.family_name for one in desk.reads.people_named("person", 500)}


def entries_at(desk: Desk) -> set[bytes]:
    with desk.store.reading() as connection:
        return {entry.id for entry in all_entries(connection)}


def everything_at(desk: Desk) -> list[Any]:
    """Return every row of every table, to say that nothing at all was changed."""
    with desk.store.reading() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        found: list[Any] = [desk.store.standing.tip, dict(desk.store.standing.heads)]
        for (name,) in names:
            if not name.startswith("sqlite_"):
                found += map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}"))
    return found


class LockThatLetsOneIn:
    """A lock in whose place somebody else saves, once, as soon as it is free."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.lock, self.depth, self.then = threading.RLock(), 0, then

    def __enter__(self) -> None:
        self.lock.acquire()
        self.depth += 1

    def __exit__(self, *_error: object) -> None:
        self.depth -= 1
        free = self.depth == 0
        self.lock.release()
        if free:
            then, self.then = self.then, lambda: None
            then()


class LockThatLetsEachIn(LockThatLetsOneIn):
    """As above, each time anew."""

    def __exit__(self, *_error: object) -> None:
        again = self.then
        super().__exit__(*_error)
        self.then = again


def giver_and_taker(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    """One desk with a few saves, and one that lacks them."""
    giver, taker = make_desk(), make_desk()
    save_people(giver, 1, 2, 3)
    return giver, taker
