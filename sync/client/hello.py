"""The first step: say what is here by a digest, with the few entries that are new here.

A quiet round, and a shift's few changes both ways, end in the answer to this one message.
"""

import re

import msgspec
from msgspec.structs import replace

from sync.client.course import Course, bytes_in, entries_ahead, entries_in
from sync.client.errors import UntrustedError
from sync.client.finish import settle
from sync.client.replica import Settled
from sync.client.vouch import greet
from sync.journal.chain import Batch
from sync.journal.vector import Vector, digest
from sync.wire.limits import SMALL_BYTES, SMALL_ENTRIES
from sync.wire.messages import Hello, HelloReply
from sync.wire.receipt import ReceiptProof, SignedReceipt, is_genuine, read_receipt

# A receipt is what later rounds say their changes from: one is asked for when these grow many.
_CHANGED = 3

_NUMBER = re.compile(r"R-(\d{1,15})")


def say_hello(course: Course, *, plainly: bool = False) -> bool:
    """Return whether both sides hold the same now; if not, `course.theirs` says what differs.

    `plainly` leaves out what was agreed before: the answer then needs no memory at either side.
    """
    course.watch.check()
    course.named = dict(course.replica.vector())
    batches = _small_push(course)
    settled = None if plainly else course.replica.settled()
    message = _message(course, batches, settled)
    before = course.now_ms()
    reply = greet(course, message)
    at_ms = (before + course.now_ms()) // 2
    _note_fork(course, reply)
    if reply.vector is not None:
        _learn(course, reply.vector, batches)
        return False
    if not _is_settled(course, message, reply, settled, at_ms):
        return say_hello(course, plainly=True)
    course.sent += message.sent
    course.watch.moved(message.sent)
    if reply.batches:
        course.take(reply.batches)
    return plainly or not reply.more or say_hello(course, plainly=True)


def _small_push(course: Course) -> list[Batch]:
    """Return what is new here if it is little; nothing if it is more, which the push brings."""
    batches: list[Batch] = []
    size = 0
    acknowledged = course.replica.acknowledged()
    beyond = course.replica.batches_beyond(
        acknowledged, own_only=True, most=SMALL_ENTRIES, upto=course.named
    )
    for batch in beyond:
        batches.append(batch)
        size += bytes_in(batch)
        if entries_in(batches) > SMALL_ENTRIES or size > min(SMALL_BYTES, 2 * course.pace.bytes):
            return []
    return batches


def _message(course: Course, batches: list[Batch], settled: Settled | None) -> Hello:
    named, sent = course.named, entries_in(batches)
    message = Hello(
        digest(named), batches, course.practitioner, sent, wants_receipt=course.wants_receipt,
        clock_error_ms=course.replica.clock_error_ms,
    )  # fmt: skip
    if settled is None:
        return message
    base = settled.vector
    changed = {device: heads for device, heads in named.items() if base.get(device) != heads}
    number = _NUMBER.match(read_receipt(settled.receipt).number)
    return replace(
        message, base=digest(base) if changed else b"", changed=changed,
        wants_receipt=message.wants_receipt or len(changed) > _CHANGED,
        last_receipt=int(number.group(1)) if number else 0,
    )  # fmt: skip


def _note_fork(course: Course, reply: HelloReply) -> None:
    own = course.named.get(course.replica.device, ())
    if reply.fork and [head.entry for head in own] != [reply.fork]:
        course.fork = reply.fork
        course.replica.forked(reply.fork)


def _learn(course: Course, held: Vector, batches: list[Batch]) -> None:
    """Take in what the central store holds, and with it which of our batches it has taken."""
    course.learn_all(held)
    there = {head.entry for heads in held.values() for head in heads}
    course.sent += entries_in([batch for batch in batches if batch.head.entry in there])
    course.watch.expect(entries_ahead(course.named, held) + entries_ahead(held, course.named))


def _is_settled(
    course: Course, message: Hello, reply: HelloReply, settled: Settled | None, at_ms: int
) -> bool:
    """Take in that all which was named is there; False where what should prove it does not fit."""
    if reply.proof is not None and settled is not None:
        signed = _made_anew(course, message, reply, reply.proof, settled)
        if not is_genuine(signed, course.central_key):
            return False  # as after a change of the store's name, which the receipt repeats
        settle(course, signed, course.named, at_ms)
    elif reply.receipt is not None:
        settle(course, reply.receipt, course.named, at_ms)
    elif message.wants_receipt:
        raise UntrustedError("an answer without the receipt that was asked for")
    elif course.replica.acknowledged() != course.named:
        course.replica.acknowledge(course.named, whole=True)
    return True


def _made_anew(
    course: Course, message: Hello, reply: HelloReply, proof: ReceiptProof, settled: Settled
) -> SignedReceipt:
    """Return the bytes that the central store signed: the last receipt's, with what is new."""
    receipt = replace(
        read_receipt(settled.receipt), number=proof.number, device=course.replica.device,
        practitioner=message.practitioner, at_ms=proof.at_ms, sent=message.sent,
        received=entries_in(reply.batches), entries_held=proof.entries_held,
        devices=proof.devices, vector_digest=message.digest,
    )  # fmt: skip
    return SignedReceipt(msgspec.msgpack.encode(receipt), proof.signature)
