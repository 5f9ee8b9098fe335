"""The far side of a round: HTTP in earnest, the central store's core directly in a test."""

from typing import Protocol

from sync.wire.messages import (
    Finish,
    FinishReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
)


class SyncServer(Protocol):
    """Answers for one device. May be asked from two threads at a time. Raises RefusedError."""

    def hello(self, message: Hello) -> HelloReply: ...

    def push(self, message: Push) -> PushReply: ...

    def pull(self, message: Pull) -> PullReply: ...

    def finish(self, message: Finish) -> FinishReply: ...
