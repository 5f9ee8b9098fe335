"""Conflicts, their sides and what was kept beside a value."""

from dataclasses import replace
from typing import Any

from desktop.domain.conflict import AlsoRecorded, OpenConflict, Side
from tests.builders.moments import NOW, numbered
from tests.builders.people import KELLY
from tests.builders.staff import OKAFOR

_ALSO = AlsoRecorded(
    id=numbered(901),
    about_kind="person",
    about_id=KELLY,
    register="gp",
    person_id=KELLY,
    value="Dr Lee",
    words="Dr Lee",
    at=NOW,
    by=OKAFOR,
    suite="Southend",
    entry=bytes(range(32)),
)

_SIDE = Side(
    value="Dr Lee",
    words_hint="Dr Lee",
    author_id=OKAFOR,
    author="Chidi Okafor",
    at=NOW,
    suite="Southend",
    workstation="WS-07",
    entry=bytes(range(32)),
    is_shown=True,
)


def an_also_recorded(**fields: Any) -> AlsoRecorded:
    return replace(_ALSO, **fields)


def a_side(**fields: Any) -> Side:
    return replace(_SIDE, **fields)


def an_open_conflict(**fields: Any) -> OpenConflict:
    sides = (a_side(), a_side(value="Dr Bell", words_hint="Dr Bell", entry=bytes(32)))
    made = OpenConflict(
        kind="person",
        record_id=KELLY,
        register="gp",
        person_id=KELLY,
        subject="GP",
        sides=sides,
        group=("gp",),
        replaces={"gp": tuple(side.entry for side in sides)},
    )
    return replace(made, **fields)
