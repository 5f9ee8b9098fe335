"""One round: hello, then push, pull and finish until the central store signs what is here.

Nothing is undone when a round ends early. What was acknowledged and what was taken stay, and the
next round continues from there.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from sync.client.course import Course, Watch
from sync.client.errors import RefusedError, UnsettledError
from sync.client.finish import finish
from sync.client.hello import say_hello
from sync.client.pull import pull
from sync.client.push import push
from sync.client.replica import Replica
from sync.client.server import SyncServer
from sync.journal.clock import Clock, system_ms
from sync.wire.receipt import SignedReceipt

_TURNS = 5  # more than one where work goes on meanwhile, or after a fork


@dataclass(frozen=True, slots=True)
class RoundResult:
    receipt: SignedReceipt
    sent: int
    received: int


def _unwatched(_done: int, _total: int) -> None:
    return


def _never() -> bool:
    return False


def run_round(
    replica: Replica,
    server: SyncServer,
    central_key: bytes,
    *,
    practitioner: bytes,
    progress: Callable[[int, int], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
    executor: Executor | None = None,
    now_ms: Clock = system_ms,
) -> RoundResult:
    """Exchange everything and return the receipt, signed by `central_key`.

    Raises what sync.client.errors names. `progress` hears how many entries of how many.
    `executor` asks beside this thread: threads of its own where none is given.
    """
    watch = Watch(progress, cancelled)
    course = Course(replica, server, central_key, practitioner, watch, now_ms, executor)
    receipt = say_hello(course)
    for _ in range(_TURNS):
        if receipt is not None:
            return RoundResult(receipt, course.sent, course.received)
        push(course)
        pull(course)
        receipt = finish(course)
    if receipt is not None:
        return RoundResult(receipt, course.sent, course.received)
    raise _unsettled(course)


def _unsettled(course: Course) -> Exception:
    if not course.refused:
        return UnsettledError()
    first = course.refused[0]
    details = {"device": first.device.hex(), "seq": str(first.seq)}
    return RefusedError(first.code, details)
