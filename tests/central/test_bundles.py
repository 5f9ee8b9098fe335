"""A workstation and the central store, with a file carried between them instead of a network."""

import io
import os

import pytest

from sync.bundle.bundle import Opening, read_bundle, write_bundle
from sync.bundle.code import new_code
from sync.central.bundles import Answered, answer_bundle
from sync.central.core import CentralCore
from sync.central.store.database import Database
from sync.central.store.registers import Registers
from sync.journal.signing import new_private_key
from sync.journal.vector import digest
from sync.wire.receipt import is_genuine, read_receipt
from sync.wire.refusal import RefusedError
from tests.central.stores import NURSE, found, go_round, join
from tests.fakes.replica import MemoryReplica

CODE = new_code()
THEIRS = b"t" * 16


def carried(replica: MemoryReplica, key: bytes = b"") -> io.BytesIO:
    """Everything that the central store has not proved to hold, as a file."""
    out = io.BytesIO()
    opening = Opening(replica.central, replica.device, 1, dict(replica.vector()), NURSE)
    batches = replica.batches_beyond(replica.acknowledged(), own_only=False, most=50)
    write_bundle(out, CODE, key or replica.private_key, opening, batches)
    return io.BytesIO(out.getvalue())


def answered(core: CentralCore, source: io.BytesIO) -> tuple[Answered, io.BytesIO]:
    out = io.BytesIO()
    return answer_bundle(core, source, CODE, out), io.BytesIO(out.getvalue())


def core_holds(core: CentralCore) -> int:
    with core.database.reading() as connection:
        return Registers(connection, core.identity.service).entries_held()


def test_a_file_there_and_a_file_back_are_a_round(database: Database) -> None:
    core = found(database)
    desk, other = join(core), join(core)
    other.save(THEIRS, {"note": "theirs"})
    go_round(core, other)
    for number in range(120):
        desk.save(os.urandom(16), {"note": number})

    said, answer = answered(core, carried(desk))
    bundle = read_bundle(answer, CODE)
    named = bundle.opening.named
    for batch in bundle.batches:
        desk.take([batch])

    assert (said.refused, said.has_receipt) == (0, True)
    assert THEIRS in desk.records
    assert bundle.is_signed_by(core.identity.public_key)
    signed = bundle.opening.receipt
    assert signed is not None
    assert is_genuine(signed, core.identity.public_key)
    assert read_receipt(signed.receipt).vector_digest == digest(named)
    desk.settle(signed.receipt, signed.signature, named, None)
    assert go_round(core, desk).sent == 0


def test_a_file_taken_twice_changes_nothing(database: Database) -> None:
    core = found(database)
    desk = join(core)
    desk.save(os.urandom(16), {"note": "once"})
    source = carried(desk)

    first, _ = answered(core, source)
    held = core_holds(core)
    source.seek(0)
    second, _ = answered(core, source)

    assert (first.taken, first.has_receipt) == (second.taken, second.has_receipt)
    assert core_holds(core) == held


def test_a_file_that_starts_too_late_gets_no_receipt(database: Database) -> None:
    core = found(database)
    desk = join(core)
    desk.save(os.urandom(16), {"note": "first"})
    desk.acknowledge(desk.vector())  # As if it had been sent: it never was.
    desk.save(os.urandom(16), {"note": "second"})

    said, answer = answered(core, carried(desk))

    assert said.refused == 1
    assert not said.has_receipt
    assert read_bundle(answer, CODE).opening.receipt is None


def test_only_a_known_workstation_is_answered(database: Database) -> None:
    core = found(database)
    desk = join(core)
    desk.save(os.urandom(16), {"note": "ours"})

    with pytest.raises(RefusedError):
        answered(core, carried(desk, new_private_key()))
    with pytest.raises(RefusedError):
        answered(found(database), carried(desk))
