"""What colleagues recorded differently while no desk saw the other, with roles for a story."""

from dataclasses import replace
from typing import Any

from desktop.domain.conflict import OpenConflict, Side
from desktop.domain.person import Marker, MarkerKind
from tests.builders.moments import minutes_ago
from tests.builders.people import KELLY
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR, SHAH

MINUTE_MS = 60_000


def a_side(value: object, **changes: Any) -> Side:
    side = Side(
        value=value,
        author_id=SHAH,
        author="P. Shah",
        at=minutes_ago(14),
        clock_error_ms=7 * MINUTE_MS,
        suite="Southend",
        workstation="WS-07",
        entry=b"shah",
    )
    return replace(side, **changes)


def another_side(value: object, **changes: Any) -> Side:
    side = a_side(
        value,
        author_id=OKAFOR,
        author="J. Okafor",
        at=minutes_ago(40),
        clock_error_ms=None,
        suite="Basildon",
        workstation="WS-02",
        entry=b"okafor",
        is_shown=True,
    )
    return replace(side, **changes)


def a_conflict(**changes: Any) -> OpenConflict:
    """Return one about a phone number: no clinical matter, and no room for both."""
    conflict = OpenConflict(
        kind="person",
        record_id=KELLY,
        register="phone",
        person_id=KELLY,
        subject="Phone",
        can_keep_both=False,
        sides=(a_side("01702 555 014"), another_side("01702 555 041")),
    )
    return replace(conflict, **changes)


def a_marker(note: str, **changes: Any) -> Marker:
    marker = Marker(
        kind=MarkerKind.SELF_HARM, note=note, recorded_at=minutes_ago(14), recorded_by="P. Shah"
    )
    return replace(marker, **changes)


def a_clinical_conflict(**changes: Any) -> OpenConflict:
    conflict = a_conflict(
        register="markers/self-harm",
        subject="Warning: self-harm",
        is_clinical=True,
        can_keep_both=True,
        sides=(
            a_side(a_marker("Cutting to both forearms seen on arrival, two days old")),
            another_side(a_marker("Denies", ended_at=minutes_ago(40))),
        ),
    )
    return replace(conflict, **changes)


def an_answer_conflict(**changes: Any) -> OpenConflict:
    conflict = a_conflict(
        kind="screen",
        record_id=a_screen().id,
        register="answers/health.notes",
        subject="Health screen: What was seen",
        can_keep_both=True,
        sides=(
            a_side(an_answer("Cut on the left hand, dressed.")),
            another_side(an_answer("Cut on the right hand.\nNot dressed.")),
        ),
    )
    return replace(conflict, **changes)
