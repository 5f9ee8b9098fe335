"""The first step: say what is here by a digest, with the few entries that are new here.

A quiet round and a small push end in the answer to this one message.
"""

from sync.client.course import Course, entries_ahead, entries_in
from sync.client.errors import ClockWrongError
from sync.client.finish import settle
from sync.journal.chain import Batch
from sync.journal.vector import digest
from sync.wire.limits import SMALL_BYTES, SMALL_ENTRIES
from sync.wire.messages import Hello, HelloReply
from sync.wire.receipt import SignedReceipt


def say_hello(course: Course) -> SignedReceipt | None:
    """Return the receipt where both sides hold the same, None where there is more to do."""
    course.watch.check()
    batches = _small_push(course)
    vector = course.replica.vector()
    sent = entries_in(batches)
    message = Hello(digest(vector), batches, course.practitioner, sent)
    reply = _ask(course, message)
    if reply.receipt is not None:
        course.sent += sent
        course.watch.moved(sent)
        return settle(course, reply.receipt, vector)
    course.learn(reply.vector or {})
    course.sent += sum(
        len(batch.pieces)
        for batch in batches
        if any(head.entry == batch.head.entry for head in course.theirs.get(batch.head.device, ()))
    )
    beyond = entries_ahead(vector, course.theirs) + entries_ahead(course.theirs, vector)
    course.watch.expect(beyond)
    return None


def _small_push(course: Course) -> list[Batch]:
    """Return what is new here if it is little; nothing if it is more, which the push brings."""
    batches: list[Batch] = []
    size = 0
    acknowledged = course.replica.acknowledged()
    beyond = course.replica.batches_beyond(acknowledged, own_only=True, most=SMALL_ENTRIES)
    for batch in beyond:
        batches.append(batch)
        size += sum(len(piece.header) + len(piece.body or b"") for piece in batch.pieces)
        if entries_in(batches) > SMALL_ENTRIES or size > SMALL_BYTES:
            return []
    return batches


def _ask(course: Course, message: Hello) -> HelloReply:
    before = course.now_ms()
    try:
        reply = course.server.hello(message)
    except ClockWrongError as error:
        if error.server_ms is not None:
            course.replica.clock_error(_clock_error(course, before, error.server_ms))
        raise
    course.replica.clock_error(_clock_error(course, before, reply.now_ms))
    return reply


def _clock_error(course: Course, before_ms: int, server_ms: int) -> int:
    """Return how far this machine is ahead, taking the answer to stem from half way."""
    return (before_ms + course.now_ms()) // 2 - server_ms
