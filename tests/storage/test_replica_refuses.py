"""What the store as one side of a round refuses, and that nothing of it stays."""

import os
import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as replace_struct

from sync.journal.chain import BadBatchError, Batch, Piece, UnlinkedBatchError
from sync.journal.entry import encode_body, read_entry, seal
from sync.journal.signing import new_private_key, sign_head
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk, give
from tests.storage.sides import (
    everything_at,
    giver_and_taker,
    people_at,
    save_people,
)


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    return giver_and_taker(make_desk)


def with_header(giver: Desk, batch: Batch, place: int, **fields: Any) -> Batch:
    """Return the batch with one header rewritten, its head signed again by its own device."""
    piece = batch.pieces[place]
    header = msgspec.structs.replace(read_entry(piece.header, piece.body).header, **fields)
    entry = seal(header, piece.body or b"")
    pieces = [*batch.pieces]
    pieces[place] = Piece(entry.header_bytes, piece.body)
    head = batch.head
    if place == len(pieces) - 1:
        head = sign_head(giver.private_key, head.device, header.seq, entry.id)
    return Batch(head, pieces)


def with_body(batch: Batch, place: int) -> Batch:
    pieces = [*batch.pieces]
    pieces[place] = Piece(pieces[place].header, encode_body({"family_name": "Other"}))
    return Batch(batch.head, pieces)


Tamper = Callable[[Desk, Batch], Batch]

TAMPERED: dict[str, Tamper] = {
    "a body exchanged": lambda _desk, batch: with_body(batch, 1),
    "a header rewritten": lambda desk, batch: with_header(desk, batch, 0, author=bytes(16)),
    "the last header rewritten": lambda desk, batch: with_header(desk, batch, 2, prev=bytes(32)),
    "an entry left out": lambda _desk, batch: Batch(batch.head, batch.pieces[1:]),
    "a middle entry left out": lambda _desk, batch: Batch(
        batch.head, [batch.pieces[0], batch.pieces[2]]
    ),
    "the last entry left out": lambda _desk, batch: Batch(batch.head, batch.pieces[:-1]),
    "two entries swapped": lambda _desk, batch: Batch(
        batch.head, [batch.pieces[1], batch.pieces[0], batch.pieces[2]]
    ),
    "an entry twice": lambda _desk, batch: Batch(batch.head, [batch.pieces[0], *batch.pieces]),
    "no entries": lambda _desk, batch: Batch(batch.head, []),
    "a head signed by another": lambda desk, batch: Batch(
        sign_head(new_private_key(), desk.device, batch.head.seq, batch.head.entry), batch.pieces
    ),
    "a head of another seq": lambda _desk, batch: Batch(
        msgspec.structs.replace(batch.head, seq=batch.head.seq + 1), batch.pieces
    ),
    "a head of another device": lambda _desk, batch: Batch(
        msgspec.structs.replace(batch.head, device=bytes(16)), batch.pieces
    ),
    "noise for a header": lambda _desk, batch: Batch(
        batch.head, [Piece(os.urandom(90), None), *batch.pieces[1:]]
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_batch_is_refused_and_changes_nothing_at_all(
    pair: tuple[Desk, Desk], how: str
) -> None:
    giver, taker = pair
    save_people(taker, 9)
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=50)
    before = everything_at(taker)

    with pytest.raises(BadBatchError):
        taker.replica.take([TAMPERED[how](giver, batch)])
    assert everything_at(taker) == before
    assert taker.replica.take([batch]) == 3
    assert people_at(taker) == {"Person1", "Person2", "Person3", "Person9"}


def test_one_bad_batch_undoes_the_good_ones_that_came_with_it(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    good, _, bad = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=1)
    before = everything_at(taker)

    with pytest.raises(UnlinkedBatchError):
        taker.replica.take([good, bad])
    assert everything_at(taker) == before


@pytest.mark.parametrize("flips", range(12))
def test_a_flipped_bit_anywhere_in_a_batch_is_refused(
    pair: tuple[Desk, Desk], rng: random.Random, flips: int
) -> None:
    giver, taker = pair
    rng.seed(f"{rng.random()} {flips}")
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=50)
    raw = bytearray(msgspec.msgpack.encode(batch))
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    before = everything_at(taker)

    with pytest.raises((BadBatchError, msgspec.DecodeError)):
        taker.replica.take([msgspec.msgpack.decode(raw, type=Batch)])
    assert everything_at(taker) == before


def test_an_entry_with_a_runaway_counter_does_not_brick_a_desk(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    tip = giver.store.standing.tip
    giver.store.standing.tip = replace_struct(tip, counter=2**53 - 10)
    save_people(giver, 9)
    before = everything_at(taker)
    with pytest.raises(BadBatchError, match="runs away"):
        give(giver, taker)
    assert everything_at(taker) == before
    taker.close()
    save_people(taker, 10)
