"""Send what the central store lacks, two batches under way at a time.

The second batch travels while the first is being written, so that a slow link stays full; over a
line that can hold back its end, it is whole only once the first was answered. Should it overtake
the first all the same, it is turned away as unlinked and sent again. A batch that is refused for
what it is stops what follows it in its own chain, and nothing else.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from typing import Protocol, runtime_checkable

from sync.client.course import Course, bytes_in
from sync.journal.chain import Batch
from sync.journal.vector import Vector
from sync.wire.limits import BATCH_ENTRIES
from sync.wire.messages import Push, PushReply, Refused
from sync.wire.refusal import RefusalCode

_UNDER_WAY = 2
_NARROWING = 8
_HELD_BACK_S = 30.0  # after that it may overtake: the far side need not wait for ever

# What these wait for may be on its way.
_PASSING = {RefusalCode.UNLINKED, RefusalCode.UNKNOWN_DEVICE}


@runtime_checkable
class Ordering(Protocol):
    """A SyncServer that can send a batch and hold back its end until `may_end` returns."""

    def push_after(self, message: Push, may_end: Callable[[], object]) -> PushReply: ...


def push(course: Course) -> None:
    """Send everything that is named; what is refused is kept in the course."""
    course.refused.clear()
    while not _pass(course):
        course.watch.check()
    own = course.refused.get(course.replica.device)
    if own is not None and not is_passing(own):
        _narrow(course)


def is_passing(refused: Refused) -> bool:
    return refused.code in _PASSING


def _pass(course: Course) -> bool:
    """Send in order; False where a batch overtook another and the rest must be sent anew."""
    moved = course.sent
    course.refused = {key: one for key, one in course.refused.items() if not is_passing(one)}
    beyond = course.replica.batches_beyond(
        dict(course.theirs), own_only=False, most=BATCH_ENTRIES, upto=_willing(course),
        room=lambda: course.pace.bytes,
    )  # fmt: skip
    waiting: deque[tuple[Batch, Future[PushReply]]] = deque()
    with course.beside(_UNDER_WAY) as pool:
        for batch in beyond:
            course.watch.check()
            if batch.head.device in course.refused:
                continue  # it follows what was refused
            before = waiting[-1][1] if waiting else None
            waiting.append((batch, pool.submit(_send, course, batch, before)))
            if len(waiting) == _UNDER_WAY:
                _settle(course, *waiting.popleft())
        for pair in waiting:
            _settle(course, *pair)
    return course.sent == moved or not any(map(is_passing, course.refused.values()))


def _willing(course: Course) -> Vector:
    """Return what is named of the devices of which nothing was refused."""
    return {device: heads for device, heads in course.named.items() if device not in course.refused}


def _send(course: Course, batch: Batch, before: "Future[PushReply] | None") -> PushReply:
    began, server, message = course.now_ms(), course.server, Push([batch])
    if before is not None and isinstance(server, Ordering):
        reply = server.push_after(message, partial(wait, [before], _HELD_BACK_S))
    else:
        reply = server.push(message)
    course.pace.sent(bytes_in(batch), course.now_ms() - began)
    return reply


def _settle(course: Course, batch: Batch, answer: "Future[PushReply]") -> None:
    """Take in the answer to one batch."""
    reply = answer.result()
    device = batch.head.device
    if reply.refused:
        course.refused.setdefault(device, reply.refused[0])
        return
    # Only now: what a refusal says is held may be older than the answer before it.
    course.learn(reply.held, [device])
    course.sent += len(batch.pieces)
    course.watch.moved(len(batch.pieces))


def _narrow(course: Course) -> None:
    """Find the one unit of our own that is refused: all before it is taken, all else waits."""
    own = course.replica.device
    most = BATCH_ENTRIES
    while most > 1 and own in course.refused:
        most = max(1, most // _NARROWING)
        del course.refused[own]
        upto = {own: course.named.get(own, ())}
        for batch in course.replica.batches_beyond(
            dict(course.theirs), own_only=True, most=most, upto=upto
        ):
            course.watch.check()
            reply = course.server.push(Push([batch]))
            if reply.refused:
                course.refused[own] = reply.refused[0]
                break
            course.learn(reply.held, [own])
            course.sent += len(batch.pieces)
            course.watch.moved(len(batch.pieces))
    if own in course.refused:
        course.replica.refuse(course.refused[own])
