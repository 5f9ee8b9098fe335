"""What one question is answered with: all there is, both ways, and a receipt for what was named."""

import msgspec
import pytest

from sync.central.core import CentralCore
from sync.journal.chain import Batch
from sync.journal.entry import COUNTER_LIMIT
from sync.journal.signing import is_receipt_signed_by
from sync.journal.vector import Head, Vector, digest
from sync.wire.limits import SMALL_ENTRIES
from sync.wire.messages import Finish, Hello, HelloReply, Pull, Push
from sync.wire.receipt import Receipt, read_receipt
from sync.wire.refusal import RefusalCode, RefusedError
from tests.central.stores import NURSE, go_round
from tests.fakes.replica import MemoryReplica

RECORD = b"r" * 16


def new_batches(replica: MemoryReplica, theirs: Vector) -> list[Batch]:
    return list(replica.batches_beyond(theirs, own_only=True, most=500))


def hello(
    core: CentralCore, replica: MemoryReplica, base: Vector, batches: list[Batch] | None = None,
    *, wants_receipt: bool = True, last_receipt: int = 0,
) -> HelloReply:  # fmt: skip
    """Ask as a machine does whose last receipt was over `base`."""
    vector = replica.vector()
    changed = {
        device: vector.get(device, ())
        for device in {*vector, *base}
        if vector.get(device, ()) != base.get(device, ())
    }
    message = Hello(
        digest(vector), batches or [], NURSE, base=digest(base), changed=changed,
        wants_receipt=wants_receipt, last_receipt=last_receipt,
    )  # fmt: skip
    return core.as_device(replica.device).hello(message)


def settled(core: CentralCore, *desks: MemoryReplica) -> Vector:
    """Bring all desks to the same, so that the last receipt of each is over it."""
    for desk in (*desks, *desks, *desks):
        go_round(core, desk)
    return desks[0].vector()


def test_ten_changes_both_ways_are_one_question(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    base = settled(core, desk, other_desk)
    for note in range(10):
        desk.save(RECORD, {"mine": note})
        other_desk.save(RECORD, {"theirs": note})
    go_round(core, other_desk)
    named = desk.vector()

    reply = hello(core, desk, base, new_batches(desk, base))

    assert reply.vector is None
    assert not reply.more
    assert desk.take(reply.batches) == 10
    assert reply.receipt is not None
    assert read_receipt(reply.receipt.receipt).vector_digest == digest(named)
    assert core.as_device(desk.device).finish(Finish(dict(desk.vector()), NURSE, 0, 0)).receipt


def test_a_machine_whose_last_receipt_is_not_remembered_is_told_everything(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    base = settled(core, desk, other_desk)
    other_desk.save(RECORD, {"theirs": 1})
    go_round(core, other_desk)
    reply = hello(core, desk, {**base, b"z" * 16: (Head(1, b"e" * 32),)})
    assert (reply.receipt, reply.batches) == (None, [])
    assert reply.vector == other_desk.vector()


def test_what_a_machine_names_and_nobody_sent_is_asked_for(
    core: CentralCore, desk: MemoryReplica
) -> None:
    base = settled(core, desk)
    desk.save(RECORD, {"mine": 1})
    reply = hello(core, desk, base)
    assert reply.receipt is None
    assert reply.vector == base


def test_more_than_an_answer_holds_is_said_and_left_for_the_next(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    base = settled(core, desk, other_desk)
    for note in range(SMALL_ENTRIES + 1):
        other_desk.save(RECORD, {"theirs": note})
    go_round(core, other_desk)
    reply = hello(core, desk, base)
    assert (reply.batches, reply.more) == ([], True)
    assert reply.receipt is not None


def test_the_last_two_receipts_are_remembered(core: CentralCore, desk: MemoryReplica) -> None:
    bases = []
    for note in range(4):
        desk.save(RECORD, {"mine": note})
        go_round(core, desk)
        bases.append(desk.vector())
    desk.save(RECORD, {"mine": "last"})
    batches = new_batches(desk, bases[-1])
    known = [hello(core, desk, base, batches).vector is None for base in bases]
    # Asking with the newest gave a receipt each time: it is over one vector, remembered once.
    assert known[-1]
    with core.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT service FROM round_base").scalars()
        assert [bytes(one) for one in kept].count(core.identity.service) == 2


def test_a_quiet_question_without_a_receipt_writes_nothing(
    core: CentralCore, desk: MemoryReplica
) -> None:
    base = settled(core, desk)
    before = tables(core)
    reply = hello(core, desk, base, wants_receipt=False)
    assert (reply.receipt, reply.proof, reply.vector, reply.batches) == (None, None, None, [])
    assert (reply.more, reply.refused, reply.fork) == (False, [], b"")
    assert len(msgspec.msgpack.encode(reply)) < 24
    assert tables(core) == before


def test_a_question_without_a_receipt_is_answered_with_what_is_new(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    base = settled(core, desk, other_desk)
    other_desk.save(RECORD, {"theirs": 1})
    go_round(core, other_desk)
    before = tables(core)
    reply = hello(core, desk, base, wants_receipt=False)
    assert (reply.receipt, reply.vector) == (None, None)
    assert desk.take(reply.batches) == 1
    assert tables(core) == before


def test_a_machine_that_can_is_given_the_proof_of_its_receipt_only(
    core: CentralCore, desk: MemoryReplica
) -> None:
    base = settled(core, desk)
    reply = hello(core, desk, base, last_receipt=3)
    assert reply.receipt is None
    proof = reply.proof
    assert proof is not None
    identity = core.identity
    receipt = Receipt(
        number=proof.number, service=identity.service, store=identity.store, device=desk.device,
        practitioner=NURSE, at_ms=proof.at_ms, sent=0, received=0,
        entries_held=proof.entries_held, devices=proof.devices, vector_digest=digest(base),
    )  # fmt: skip
    signed = msgspec.msgpack.encode(receipt)
    assert is_receipt_signed_by(identity.public_key, signed, proof.signature)


@pytest.mark.usefixtures("logged_warnings")
def test_a_refused_batch_is_named_in_the_answer(core: CentralCore, desk: MemoryReplica) -> None:
    base = settled(core, desk)
    desk.save(RECORD, {"mine": 1})
    (batch,) = new_batches(desk, base)
    forged = Batch(msgspec.structs.replace(batch.head, signature=b"s" * 64), batch.pieces)
    reply = hello(core, desk, base, [forged])
    assert [one.entry for one in reply.refused] == [batch.head.entry]
    assert reply.receipt is None
    assert reply.vector == base


@pytest.mark.usefixtures("logged_warnings")
@pytest.mark.parametrize("counter", [COUNTER_LIMIT - 2, 2**33])
def test_one_wild_counter_is_refused_and_the_others_go_on(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica, counter: int
) -> None:
    desk.counter = counter
    desk.save(RECORD, {"mine": 1})
    reply = core.as_device(desk.device).push(Push(new_batches(desk, {})))
    assert [one.code for one in reply.refused] == ["bad_batch"]
    other_desk.save(RECORD, {"theirs": 1})
    assert go_round(core, other_desk).sent == 1
    with core.database.reading() as connection:
        highest = connection.exec_driver_sql("SELECT MAX(counter) FROM head").scalar_one()
    assert highest < 2**32


def test_a_clone_is_told_that_its_chain_has_another_branch(
    core: CentralCore, desk: MemoryReplica
) -> None:
    base = settled(core, desk)
    clone = desk.clone()
    desk.save(RECORD, {"mine": 1})
    clone.save(RECORD, {"mine": 2})
    assert hello(core, desk, base, new_batches(desk, base)).fork == b""
    reply = hello(core, clone, base, new_batches(clone, base))
    assert reply.fork == desk.vector()[desk.device][-1].entry
    again = hello(core, desk, base, wants_receipt=False)
    assert again.fork == clone.vector()[desk.device][-1].entry


def test_pages_hold_no_more_than_they_may_and_end_at_signed_heads(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    for note in range(7):
        desk.save(bytes([note]) * 16, {"note": "x" * 200_000}, parts=3)
        go_round(core, desk)
    other_desk.take(core.as_device(desk.device).pull(Pull({core.identity.device: ()}, 9)).batches)
    session = core.as_device(other_desk.device)
    pages = 0
    have: Vector = {desk.device: ()}
    while True:
        reply = session.pull(Pull(dict(have), 500))
        size = sum(len(one.body or b"") for batch in reply.batches for one in batch.pieces)
        assert size <= 4 * 1024 * 1024
        other_desk.take(reply.batches)
        have = {desk.device: other_desk.vector()[desk.device]}
        pages += 1
        if not reply.more:
            break
    assert pages == 2
    assert len(other_desk.entries[desk.device]) == 21


def test_more_heads_than_any_service_has_are_not_looked_for(
    core: CentralCore, desk: MemoryReplica
) -> None:
    wild = {desk.device: tuple(Head(1, bytes(2) + n.to_bytes(30, "big")) for n in range(10_001))}
    session = core.as_device(desk.device)
    for ask in (
        lambda: session.finish(Finish(wild, NURSE, 0, 0)),
        lambda: session.pull(Pull(wild, 500)),
        lambda: session.hello(Hello(b"d" * 32, [], NURSE, changed=wild)),
    ):
        with pytest.raises(RefusedError) as refused:
            ask()
        assert refused.value.code == RefusalCode.TOO_LARGE


def tables(core: CentralCore) -> list[int]:
    names = ("nonce", "receipt", "round_base", "journal_header", "signed_head")
    with core.database.reading() as connection:
        counts = [connection.exec_driver_sql(f"SELECT COUNT(*) FROM {one}") for one in names]
        return [int(count.scalar_one()) for count in counts]
