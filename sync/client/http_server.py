"""The central store over HTTPS, each request signed by this device."""

import os
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from sync.client.errors import CutError
from sync.client.line import Line
from sync.journal.clock import Clock, system_ms
from sync.wire.credentials import NONCE_LENGTH, new_credentials, signed_bytes, to_header
from sync.wire.framing import UnreadableError, pack, unpack
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

_Reply = TypeVar("_Reply", bound=msgspec.Struct)


class HttpSyncServer:
    """A SyncServer. `sign` makes the device's signature over a request (signing.sign_request)."""

    def __init__(
        self,
        url: str,
        ca_pem: str,
        device: bytes,
        sign: Callable[[bytes], bytes],
        *,
        now_ms: Clock = system_ms,
    ) -> None:
        self._line = Line(url, ca_pem)
        self._device, self._sign, self._now_ms = device, sign, now_ms

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._line.close()

    def hello(self, message: Hello) -> HelloReply:
        return self._ask("/v1/hello", message, HelloReply)

    def push(self, message: Push) -> PushReply:
        return self._ask("/v1/push", message, PushReply)

    def pull(self, message: Pull) -> PullReply:
        return self._ask("/v1/pull", message, PullReply)

    def finish(self, message: Finish) -> FinishReply:
        return self._ask("/v1/finish", message, FinishReply)

    def _ask(self, path: str, message: msgspec.Struct, kind: type[_Reply]) -> _Reply:
        frame = pack(message)
        answer = self._line.ask(path, frame, self._authorization(path, frame))
        try:
            return unpack(answer, kind)
        except UnreadableError as error:
            raise CutError("the answer cannot be read") from error

    def _authorization(self, path: str, frame: bytes) -> str:
        credentials = new_credentials(self._device, self._now_ms(), os.urandom(NONCE_LENGTH))
        signature = self._sign(signed_bytes(credentials, "POST", path, frame))
        return to_header(msgspec.structs.replace(credentials, signature=signature))
