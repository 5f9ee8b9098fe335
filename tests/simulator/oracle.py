"""What must be true, told without the code that is being tried: sets, walks and a plain fold."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from desktop.storage.check import check_store, live_digest
from desktop.storage.projection import Key
from sync.journal.entry import Header
from sync.journal.vector import Vector
from sync.merge.record import RecordState
from sync.wire.messages import Refused
from sync.wire.refusal import RefusalCode
from tests.simulator.centre import Centre
from tests.simulator.deeds import Shown, fields_of
from tests.simulator.ledger import BrokenPromiseError, Ledger
from tests.simulator.machine import Machine, cut_units

ONLY_SHOWN_IS_REPLACED = "only what its author was shown is replaced"
CLONES_ARE_TOLD = "a clone is told of"
NOTHING_LOST_IS_KEPT = "what the central store lost is no longer acknowledged"
CLONES_PART = "a clone goes on under an identity of its own"

Row = tuple[bytes, Header, bytes | None]


def expect(is_so: bool, clause: str, about: object = "") -> None:  # noqa: FBT001 -- reads as assert
    if not is_so:
        raise BrokenPromiseError(clause, str(about))


def check_shown(machine: Machine, made: Sequence[bytes], shown: Shown) -> None:
    """An entry replaces values that its author saw, and no other that stood beside them."""
    rows = {entry: (header, body) for entry, header, body in machine.journal()}
    for entry in made:
        header, _ = rows[entry]
        for register, replaced in header.replaces.items():
            seen = shown.get((header.record, register))
            values = [fields_of(rows[one][1]).get(register) for one in replaced]
            expect(
                all(value == seen for value in values),
                ONLY_SHOWN_IS_REPLACED,
                f"{header.kind} {register}: saw {seen!r}, replaced {values!r}",
            )


def check_receipt(machine: Machine, centre: Centre, ledger: Ledger, vector: Vector) -> None:
    """What a receipt proves is at the central store now, and nothing else counts as sent."""
    ledger.receipts += 1
    journal = machine.journal()
    prev = {entry: header.prev for entry, header, _ in journal}
    proved: set[bytes] = set()
    for heads in vector.values():
        for head in heads:
            entry = head.entry
            while entry and entry not in proved:
                expect(entry in prev, "a receipt names what is here", entry.hex()[:6])
                proved.add(entry)
                entry = prev[entry]
    held = centre.entries()
    expect(proved <= held, "acknowledged is durable", f"{len(proved - held)} entries")
    ledger.acknowledged |= proved
    own = {entry for entry, header, _ in journal if header.device == machine.device}
    waiting = machine.reads.waiting()
    expect(waiting >= len(own - held), "what is not there waits", f"{waiting} of {len(own - held)}")


def check_refused(machine: Machine, refused: Iterable[Refused]) -> None:
    bad = [one for one in refused if one.code == RefusalCode.BAD_BATCH]
    expect(not bad, "no honest batch is refused", f"{machine.name}: {len(bad)}")


def check_after_kill(machine: Machine, before: set[bytes]) -> None:
    rows = machine.journal()
    lost = before - {entry for entry, _, _ in rows}
    expect(not lost, "a kill loses nothing", f"{len(lost)} at {machine.name}")
    expect(not cut_units([header for _, header, _ in rows]), "units are whole", machine.name)
    expect(_ends(rows) == _named(machine.replica.vector()), "heads are the ends", machine.name)


def is_healed(machines: Iterable[Machine], centre: Centre) -> bool:
    held = centre.entries()
    return all(machine.entries() == held and machine.reads.waiting() == 0 for machine in machines)


def check_morning(machines: Sequence[Machine], centre: Centre, ledger: Ledger) -> str:
    """Everyone holds the same, all that was promised, once and whole; return the one digest."""
    rows = centre.journal()
    held = {entry for entry, _, _ in rows}
    expect(not ledger.missing(held), "nothing promised is lost", len(ledger.missing(held)))
    _check_once_and_whole(rows, "the centre")
    expected = _folded(rows)
    digests = set()
    for machine in machines:
        rows = machine.journal()
        _check_once_and_whole(rows, machine.name)
        expect(_ends(rows) == _named(machine.replica.vector()), "heads are the ends", machine.name)
        states = machine.states()
        digests.add(live_digest(states))
        _compare(states, expected, machine.name)
        expect(machine.reads.waiting() == 0, "nothing waits in the morning", machine.name)
    expect(len(digests) == 1, "one digest", digests)
    return digests.pop()


def check_folded_anew(machine: Machine, digest: str = "") -> None:
    found = check_store(machine.store, machine.path)
    expect(found.faults == (), "the store is whole", found.faults)
    expect(digest in ("", found.digest), "one digest", "folded anew")


def check_clones_told(clones: Sequence[tuple[Machine, Machine]], told: Collection[bytes]) -> None:
    for one, _ in clones:
        branches = one.replica.vector().get(one.device, ())
        expect(len(branches) < 2 or one.device in told, CLONES_ARE_TOLD, one.name)


def check_clones_part(clones: Sequence[tuple[Machine, Machine]]) -> None:
    for one, other in clones:
        branches = one.replica.vector().get(one.device, ())
        has_parted = one.replica.device != other.replica.device
        expect(len(branches) < 2 or has_parted, CLONES_PART, one.name)


def _check_once_and_whole(rows: Sequence[Row], name: str) -> None:
    expect(len({entry for entry, _, _ in rows}) == len(rows), "nothing is doubled", name)
    places = {(header.unit, header.place) for _, header, _ in rows}
    expect(len(places) == len(rows), "nothing is doubled", f"a unit at {name}")
    expect(not cut_units([header for _, header, _ in rows]), "units are whole", name)
    expect(all(body is not None for _, _, body in rows), "every value can be read", name)


def _ends(rows: Sequence[Row]) -> set[bytes]:
    followed = {header.prev for _, header, _ in rows}
    return {entry for entry, _, _ in rows} - followed


def _named(vector: Vector) -> set[bytes]:
    return {head.entry for heads in vector.values() for head in heads}


# Per record and register: the entries that stand, each with its rank and value.
Standing = dict[Key, dict[str, dict[bytes, tuple[tuple[int, bytes, bytes], Any]]]]


def _folded(rows: Sequence[Row]) -> Standing:
    """Take every value that was ever set, then take away what an entry says it replaces."""
    standing: Standing = {}
    for entry, header, body in rows:
        registers = standing.setdefault((header.kind, header.record), {})
        for register, value in fields_of(body).items():
            rank = (header.counter, header.device, entry)
            registers.setdefault(register, {})[entry] = (rank, value)
    for entry, header, body in rows:
        registers = standing[header.kind, header.record]
        for register, replaced in header.replaces.items():
            is_set = register in fields_of(body)
            expect(is_set, "what replaces a value sets another", f"{register} {entry.hex()[:6]}")
            for one in replaced:
                registers.get(register, {}).pop(one, None)
    return standing


def _compare(states: dict[Key, RecordState], expected: Standing, name: str) -> None:
    expect(states.keys() == expected.keys(), "every record is projected", name)
    for key, registers in expected.items():
        state = states[key]
        for register, values in registers.items():
            live = {one.entry for one in state.live.get(register, ())}
            expect(live == set(values), "live entries", f"{key[0]} {register} at {name}")
            if values:
                _, latest = max(values.values(), key=lambda found: found[0])
                expect(state.value(register) == latest, "no clock decides", f"{register} at {name}")
