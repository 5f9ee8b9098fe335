"""What to do where the central store does not know this machine: hand it its own journal.

A store that was put back to an old state has lost whom it enrolled since. Every machine that has
been in a round since holds the entries that say so, signed by the store itself.
"""

from typing import Protocol, runtime_checkable

from sync.client.course import Course
from sync.client.errors import RefusedError
from sync.journal.signing import is_signed_by
from sync.wire.limits import BATCH_ENTRIES
from sync.wire.messages import Hello, HelloReply, Push, PushReply
from sync.wire.refusal import RefusalCode


@runtime_checkable
class Vouching(Protocol):
    """A SyncServer that can be handed the central store's journal by a machine it does not know."""

    def vouch(self, message: Push) -> PushReply: ...


def greet(course: Course, message: Hello) -> HelloReply:
    """Say hello; to a store that has forgotten this machine, again once it was reminded."""
    try:
        return course.server.hello(message)
    except RefusedError as error:
        server = course.server
        if error.code != RefusalCode.UNKNOWN_DEVICE or not isinstance(server, Vouching):
            raise
        try:
            _remind(course, server)
        except RefusedError:
            raise error from None  # What was the matter at first still is.
    return course.server.hello(message)


def _remind(course: Course, server: Vouching) -> None:
    # The central store's own batches come first.
    for batch in course.replica.batches_beyond({}, own_only=False, most=BATCH_ENTRIES):
        if not is_signed_by(course.central_key, batch.head):
            return
        course.watch.check()
        server.vouch(Push([batch]))
