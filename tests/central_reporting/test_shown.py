"""What the figures take for a record's values is what the workstations show."""

import random
import uuid
from typing import Any

import pytest

from desktop.storage.kinds import KINDS
from desktop.storage.shown import shown_in, standing_of
from sync.central.core import CentralCore
from sync.central.reporting.projector import rebuild
from sync.central.reporting.rows import reading_of
from sync.central.store.registers import Registers
from sync.journal.entry import Header
from sync.merge.record import RecordState, fold, new_state
from tests.central_reporting.journals import author, notes, seen, send, states
from tests.central_reporting.journals import fold as project

NAMES = {
    "screen": ("id", "status", "answers/q", "answers/r", "completed_at", "title"),
    "court_report": ("id", "status", "sections/a", "signature", "court"),
    "detention": ("id", "cell", "offence", "released_at"),
    "person": ("id", "family_name", "markers/a", "settled/family_name"),
}


def a_state(kind: str, chance: random.Random) -> RecordState:
    """Fold entries of several desks that saw this or that of one another; some seal the record."""
    state = new_state(kind, None)
    written: list[bytes] = []
    for counter in range(1, chance.randint(2, 9)):
        names = [*NAMES[kind], "withdrawn"]
        chosen = NAMES[kind] if chance.random() < 0.3 else chance.sample(names, 2)
        entry = chance.randbytes(32)
        shown = {name: chance.sample(written, min(len(written), 2)) for name in chosen}
        header = Header(
            device=bytes([chance.randrange(3)]) * 16, seq=1, prev=b"", counter=counter, wall_ms=0,
            clock_error_ms=None, author=b"a" * 16, person=None, record=b"r" * 16, kind=kind,
            unit=b"u" * 16, place=1, of=1, replaces=shown, schema=1, lowest_schema=1,
            body_hash=b"h" * 32,
        )  # fmt: skip
        fold(state, entry, header, {name: _value(name, written, chance) for name in chosen})
        written.append(entry)
    return state


def _value(name: str, written: list[bytes], chance: random.Random) -> Any:
    if name != "withdrawn":
        return chance.choice((1, 2, None))
    seen_by = chance.sample(written, chance.randint(0, len(written)))
    by = uuid.uuid4().bytes
    told = {"at": "2026-09-05T02:14:00+00:00", "by": by, "reason": "", "seen": seen_by}
    return chance.choice((told, None))


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_the_figures_show_what_the_desk_shows(kind: str) -> None:
    seed = 404
    chance = random.Random(f"{seed} {kind}")
    codec = KINDS[kind].codec
    for number in range(300):
        state = a_state(kind, chance)
        at_desk = shown_in(state, codec.seal, codec.keyed)
        standing = standing_of(state, at_desk, seal=codec.seal)
        reading = reading_of(state)
        where = f"seed {seed}, history {number}"
        assert reading.shown == {name: one.value for name, one in at_desk.values.items()}, where
        assert set(reading.in_conflict) == set(standing.conflicts), where
        assert reading.is_withdrawn == (standing.withdrawn is not None), where


def test_what_a_device_wrote_after_it_was_shut_out_is_in_no_figure(core: CentralCore) -> None:
    lost, desk = author(core), author(core, "Basildon")
    send(core, lost, [lost.write("note", b"n" * 16, {"a": 1})])
    project(core)
    core.enrolments.revoke(lost.device)
    send(core, desk, [desk.write("note", b"m" * 16, {"b": 1})])
    send(core, lost, [lost.write("note", b"n" * 16, {"a": 2}), lost.write("note", b"o" * 16, {})])
    project(core)
    assert set(notes(core)) == {("note", b"n" * 16), ("note", b"m" * 16)}
    assert states(core)["note", b"n" * 16].values() == {"a": 1}
    core.enrolments.adopt(lost.device)
    project(core)
    assert states(core)["note", b"n" * 16].value("a") == 2
    assert ("note", b"o" * 16) in notes(core)


def test_news_that_comes_late_takes_back_what_was_counted(core: CentralCore) -> None:
    lost = author(core)
    first = lost.write("note", b"n" * 16, {"a": 1})
    send(core, lost, [first])
    core.enrolments.revoke(lost.device)
    with core.database.writing() as connection:
        registers = Registers(connection, core.identity.service)
        known = registers.device(lost.device)
        assert known is not None
        registers.change_device(lost.device, trusted=None)
    send(core, lost, [lost.write("note", b"n" * 16, {"a": 2})])
    project(core)
    assert states(core)["note", b"n" * 16].value("a") == 2
    with core.database.writing() as connection:
        registers = Registers(connection, core.identity.service)
        registers.change_device(lost.device, trusted=known.trusted)
    project(core)
    assert states(core)["note", b"n" * 16].values() == {"a": 1}
    before = notes(core)
    rebuild(core.database, core.identity.service)
    assert notes(core) == before


def test_a_finished_screen_counts_the_answers_that_were_finished(core: CentralCore) -> None:
    one, other = author(core), author(core, "Basildon")
    screen = uuid.uuid4().bytes
    answers = {"answers/q": {"values": [True]}}
    first = one.write("screen", screen, {"id": "x", "status": "in_progress", **answers})
    send(core, one, [first])
    late = {"answers/q": {"values": [False]}, "answers/r": {"values": [True]}, "status": "paused"}
    shown = {"answers/q": [first.id], "status": [first.id]}
    for _ in range(3):  # its counter is past that of the entry that finishes
        written = other.write("screen", screen, late, replaces=shown)
        send(core, other, [written])
    project(core)
    done = {"id": "x", "status": "completed", "completed_at": "2026-09-05T02:14:00Z", **answers}
    send(core, one, [one.write("screen", screen, done, replaces={**shown, "id": [first.id]})])
    project(core)
    (told,) = seen(core, "screen_v")
    assert (told["status"], told["answers"], told["has_conflict"]) == ("completed", 1, False)
    (answer,) = seen(core, "answer_v")
    assert (answer["link_id"], answer["value"]) == ("q", "yes")


def test_linked_records_are_one_human_being(core: CentralCore) -> None:
    one = author(core)
    people = sorted(uuid.uuid4() for _ in range(4))
    for person in people:
        send(core, one, [one.write("person", person.bytes, {"family_name": "Marsh"})])

    def link(a: uuid.UUID, b: uuid.UUID, decision: str) -> None:
        fields = {"a": str(a), "b": str(b), "decision": decision}
        send(core, one, [one.write("person_link", uuid.uuid4().bytes, fields)])

    link(people[0], people[2], "linked")
    link(people[2], people[3], "linked")
    link(people[0], people[1], "not_the_same")
    project(core)
    humans = {str(row["person"]): str(row["human"]) for row in seen(core, "human_v")}
    first, second = str(people[0]), str(people[1])
    assert [humans[str(person)] for person in people] == [first, second, first, first]


def test_what_was_taken_back_says_so(core: CentralCore) -> None:
    one = author(core)
    stay = uuid.uuid4().bytes
    first = one.write("detention", stay, {"suite": "Harlow"})
    taken_back = {"at": "2026-09-05T02:14:00Z", "by": b"b" * 16, "reason": "", "seen": [first.id]}
    send(core, one, [first, one.write("detention", stay, {"withdrawn": taken_back})])
    project(core)
    (row,) = seen(core, "detention_v")
    assert (bool(row["is_withdrawn"]), bool(row["has_conflict"])) == (True, False)
