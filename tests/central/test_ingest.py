"""A bad batch is refused and blocks no other; pushers at the same time lose nothing."""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from sync.central.core import CentralCore
from sync.journal.chain import Batch
from sync.journal.signing import sign_head
from sync.journal.vector import Head
from sync.wire.messages import Pull, Push
from sync.wire.refusal import RefusalCode
from tests.central.stores import go_round, join
from tests.fakes.replica import MemoryReplica


def batches(replica: MemoryReplica) -> list[Batch]:
    return list(replica.batches_beyond({}, own_only=True, most=500))


def push(core: CentralCore, replica: MemoryReplica, *sent: Batch) -> list[str]:
    reply = core.as_device(replica.device).push(Push(list(sent)))
    return [refused.code for refused in reply.refused]


@pytest.mark.usefixtures("logged_warnings")
def test_a_bad_batch_blocks_no_other(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    desk.save(b"a" * 16, {"note": 1})
    other_desk.save(b"b" * 16, {"note": 2})
    bad, good = batches(desk)[0], batches(other_desk)[0]
    forged = Batch(msgspec.structs.replace(bad.head, signature=b"s" * 64), bad.pieces)
    assert push(core, desk, forged, good) == [RefusalCode.BAD_BATCH]
    reply = core.as_device(desk.device).pull(Pull({desk.device: (), other_desk.device: ()}, 500))
    assert [batch.head.device for batch in reply.batches] == [other_desk.device]
    assert push(core, desk, bad) == []


@pytest.mark.usefixtures("logged_warnings")
def test_a_batch_that_nobody_can_vouch_for_is_refused(
    core: CentralCore, desk: MemoryReplica
) -> None:
    stranger = MemoryReplica()
    stranger.save(b"a" * 16, {"note": 1})
    assert push(core, desk, *batches(stranger)) == [RefusalCode.UNKNOWN_DEVICE]


@pytest.mark.usefixtures("logged_warnings")
def test_a_machine_with_a_broken_key_hears_which_entries_were_refused(
    core: CentralCore, desk: MemoryReplica
) -> None:
    desk.save(b"a" * 16, {"note": 1})
    desk.private_key = MemoryReplica().private_key
    (refused,) = go_round(core, desk).refused
    assert refused.code == RefusalCode.BAD_BATCH
    assert (refused.device, refused.seq) == (desk.device, 1)


@pytest.mark.usefixtures("logged_warnings")
def test_a_batch_ahead_of_its_time_waits_for_what_comes_before(
    core: CentralCore, desk: MemoryReplica
) -> None:
    desk.save(b"a" * 16, {"note": 1})
    first = batches(desk)
    desk.save(b"a" * 16, {"note": 2})
    rest = list(
        desk.batches_beyond(
            dict(desk.vector()) | {desk.device: (head(first[0]),)}, own_only=True, most=9
        )
    )
    assert push(core, desk, *rest) == [RefusalCode.UNLINKED]
    assert push(core, desk, *first, *rest) == []


def head(batch: Batch) -> Head:
    return Head(batch.head.seq, batch.head.entry)


def test_the_same_batch_twice_is_once(core: CentralCore, desk: MemoryReplica) -> None:
    for note in range(5):
        desk.save(b"a" * 16, {"note": note})
    (batch,) = batches(desk)
    part = Batch(
        sign_head(
            desk.private_key, desk.device, 3, desk.back(desk.device, batch.head.entry, 9)[2][0]
        ),
        batch.pieces[:3],
    )
    for sent in (part, batch, part, batch):
        assert push(core, desk, sent) == []
    reply = core.as_device(desk.device).pull(Pull({desk.device: ()}, 500))
    assert [len(one.pieces) for one in reply.batches] == [5]


def test_many_pushers_at_once_lose_and_double_nothing(core: CentralCore) -> None:
    count = 40 if core.database.is_postgresql else 8
    notes = 10
    desks = [join(core) for _ in range(count)]
    for desk in desks:
        for note in range(notes):
            desk.save(desk.device, {"note": note})
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(lambda desk: go_round(core, desk), desks))
    reader = join(core)
    assert go_round(core, reader).received == count * notes + count + 2
    assert all(reader.vector()[desk.device] == desk.vector()[desk.device] for desk in desks)


def test_two_branches_pushed_at_once_are_both_kept(core: CentralCore, desk: MemoryReplica) -> None:
    clones = [desk.clone() for _ in range(6)]
    for note, clone in enumerate(clones):
        for _ in range(10):
            clone.save(b"a" * 16, {"note": note})
    with ThreadPoolExecutor(len(clones)) as pool:
        list(pool.map(lambda clone: push(core, clone, *batches(clone)), clones))
    go_round(core, desk)
    assert len(desk.vector()[desk.device]) == len(clones)
    assert len(desk.entries[desk.device]) == 10 * len(clones)
