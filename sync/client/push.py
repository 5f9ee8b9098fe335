"""Send what the central store lacks, two batches under way at a time.

The second batch travels while the first is being written, so that a slow link stays full. Should
it overtake the first all the same, it is turned away as unlinked and sent again.
"""

from collections import deque
from concurrent.futures import Future

from sync.client.course import Course
from sync.journal.chain import Batch
from sync.wire.limits import BATCH_ENTRIES
from sync.wire.messages import Push, PushReply
from sync.wire.refusal import RefusalCode

_UNDER_WAY = 2


def push(course: Course) -> None:
    """Send everything once; what is refused is kept in the course and told by the finish."""
    course.refused.clear()
    while not _pass(course):
        course.watch.check()


def _pass(course: Course) -> bool:
    """Send in order; False where a batch overtook another and the rest must be sent anew."""
    has_moved = is_unlinked = False
    waiting: deque[tuple[Batch, Future[PushReply]]] = deque()
    beyond = course.replica.batches_beyond(dict(course.theirs), own_only=False, most=BATCH_ENTRIES)
    with course.beside(_UNDER_WAY) as pool:
        for batch in beyond:
            course.watch.check()
            waiting.append((batch, pool.submit(course.server.push, Push([batch]))))
            if len(waiting) < _UNDER_WAY:
                continue
            code = _settle(course, *waiting.popleft())
            has_moved |= code is None
            is_unlinked |= code == RefusalCode.UNLINKED
            if is_unlinked and has_moved:
                break
        for pair in waiting:
            code = _settle(course, *pair)
            has_moved |= code is None
            is_unlinked |= code == RefusalCode.UNLINKED
    return not (is_unlinked and has_moved)


def _settle(course: Course, batch: Batch, answer: "Future[PushReply]") -> str | None:
    """Take in the answer to one batch; return why it was refused, None when it was taken."""
    reply = answer.result()
    for refused in reply.refused:
        if refused.code != RefusalCode.UNLINKED:
            course.refused.append(refused)
        return refused.code
    # Only now: what a refusal says is held may be older than the answer before it.
    course.learn(reply.held)
    course.sent += len(batch.pieces)
    course.watch.moved(len(batch.pieces))
    return None
