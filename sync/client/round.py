"""One round: hello, then push, pull and finish until the central store signs what is here.

Nothing is undone when a round ends early. What was acknowledged and what was taken stay, and the
next round continues from there.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from sync.client.course import Course, Watch
from sync.client.errors import CutError, RoundCancelledError, RoundError, UnsettledError
from sync.client.finish import finish
from sync.client.hello import say_hello
from sync.client.pace import Pace
from sync.client.pull import pull
from sync.client.push import is_passing, push
from sync.client.replica import Replica
from sync.client.server import SyncServer
from sync.journal.clock import Clock, system_ms
from sync.wire.messages import Refused
from sync.wire.receipt import SignedReceipt

_TURNS = 5  # more than one after a fork
_PATIENCE = 2  # turns, until what neither side can bring to the other is left out


@dataclass(frozen=True, slots=True)
class RoundResult:
    """`receipt` is None where none was wanted and both sides held the same.

    `refused` are batches that the central store would not take: what they hold is here alone.
    `fork` is the head of another branch that bears this machine's name, b"" as a rule.
    """

    receipt: SignedReceipt | None
    sent: int
    received: int
    refused: tuple[Refused, ...] = ()
    fork: bytes = b""


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
    wants_receipt: bool = True,
    pace: Pace | None = None,
) -> RoundResult:
    """Exchange everything and return the receipt, signed by `central_key`.

    Raises what sync.client.errors names. `progress` hears how many entries of how many.
    `executor` asks beside this thread: threads of its own where none is given. A round that does
    not want a receipt writes nothing where there is nothing new; it may get one all the same.
    `pace` is what was learnt of the line before, and learns from this round.
    """
    watch = Watch(progress, cancelled)
    pace = pace or Pace()
    course = Course(
        replica, server, central_key, practitioner, watch, pace, now_ms, executor, wants_receipt
    )
    try:
        _go(course)
        pace.held()
    except RoundError as error:
        if isinstance(error, CutError):
            pace.dropped()
        if isinstance(error, RoundCancelledError) or not cancelled():
            raise
        raise RoundCancelledError from error  # the line was cut because of it
    refused = tuple(course.refused.values())
    return RoundResult(course.receipt, course.sent, course.received, refused, course.fork)


def _go(course: Course) -> None:
    # A line that dropped is asked in small pieces: the answer to a full hello may be a large one.
    if say_hello(course, plainly=course.pace.has_dropped):
        return
    missing: frozenset[bytes] = frozenset()
    for turn in range(_TURNS):
        push(course)
        pull(course)
        without = {key for key, one in course.refused.items() if turn or not is_passing(one)}
        if turn >= _PATIENCE:
            without |= missing
        missing = finish(course, without)
        if not missing:
            return
    raise UnsettledError
