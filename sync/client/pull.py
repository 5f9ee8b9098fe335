"""Fetch what is new at the central store; the next pages travel while this one is being written."""

from sync.client.course import Course, entries_in
from sync.journal.vector import Head
from sync.wire.messages import Pull, PullReply


def pull(course: Course) -> None:
    wanted = _wanted(course)
    if not wanted:
        return
    course.watch.check()
    with course.beside(1) as pool:
        answer = pool.submit(_ask, course, wanted)
        while True:
            reply = answer.result()
            is_last = not (reply.more and reply.batches)
            if not is_last:
                wanted = _after(wanted, reply)
                answer = pool.submit(_ask, course, wanted)
            course.take(reply.batches)
            if is_last:
                return
            course.watch.check()


def _ask(course: Course, wanted: dict[bytes, tuple[Head, ...]]) -> PullReply:
    before = course.now_ms()
    reply = course.server.pull(Pull(wanted, course.pace.entries))
    course.pace.pulled(entries_in(reply.batches), course.now_ms() - before)
    return reply


def _wanted(course: Course) -> dict[bytes, tuple[Head, ...]]:
    """Return our heads of every device of which the central store has a head unknown here."""
    replica = course.replica
    mine = replica.vector()
    return {
        device: tuple(mine.get(device, ()))
        for device, heads in course.theirs.items()
        if any(not replica.knows(device, head.entry) for head in heads)
    }


def _after(have: dict[bytes, tuple[Head, ...]], reply: PullReply) -> dict[bytes, tuple[Head, ...]]:
    """Return what is here once the reply is taken. A head that is passed by does no harm."""
    after = dict(have)
    for batch in reply.batches:
        device, head = batch.head.device, Head(batch.head.seq, batch.head.entry)
        after[device] = (*have.get(device, ()), head)
    return after
