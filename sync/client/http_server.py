"""The central store over HTTPS, each request signed by this device.

A machine whose clock is wrong is told so with the right time, and signs once more with that: the
time in a signature only keeps it from being used again later. Where its clock is so wrong that the
certificate seems out of date, the central store is first asked to sign what time it is; nothing
else goes over the line before the certificate is proved to be of that time.
"""

import os
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from msgspec.structs import replace

from sync.client.errors import ClockWrongError, CutError, UntrustedError, WrongTimeError
from sync.client.line import ASKS_TIME, Line
from sync.journal.clock import Clock, system_ms
from sync.wire.credentials import NONCE_LENGTH, enclose, new_credentials, signed_bytes
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
from sync.wire.receipt import is_genuine, read_receipt

_Reply = TypeVar("_Reply", bound=msgspec.Struct)

_LATEST_MS = 2**53
_UNFORESEEN = 16


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
        central_key: bytes = b"",
    ) -> None:
        self._url, self._ca_pem, self._central_key = url, ca_pem, central_key
        self._line = Line(url, ca_pem)
        self._is_cut = False
        self._device, self._sign, self._now_ms = device, sign, now_ms
        self._ahead_ms = 0  # by how much the clock was found to be wrong
        self._reads_thin = False

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

    def cut(self) -> None:
        """End whatever is under way, from any thread; nothing can be asked afterwards."""
        self._is_cut = True
        self._line.cut()

    def hello(self, message: Hello) -> HelloReply:
        reply = self._ask("/v1/hello", replace(message, reads_thin=True), HelloReply)
        self._reads_thin = reply.reads_thin
        return reply

    def vouch(self, message: Push) -> PushReply:
        """Hand the central store its own journal: a machine that it has forgotten may do this."""
        return self._read(self._line.ask("/v1/vouch", pack(message)), PushReply)

    def push(self, message: Push) -> PushReply:
        return self._ask("/v1/push", message, PushReply)

    def push_after(self, message: Push, may_end: Callable[[], object]) -> PushReply:
        return self._ask("/v1/push", message, PushReply, may_end)

    def pull(self, message: Pull) -> PullReply:
        return self._ask("/v1/pull", replace(message, reads_thin=True), PullReply)

    def finish(self, message: Finish) -> FinishReply:
        return self._ask("/v1/finish", message, FinishReply)

    def _ask(
        self,
        path: str,
        message: msgspec.Struct,
        kind: type[_Reply],
        may_end: Callable[[], object] | None = None,
    ) -> _Reply:
        frame = pack(message, is_thin=self._reads_thin)
        try:
            answer = self._answer(path, frame, may_end)
        except WrongTimeError:
            if not self._central_key:
                raise
            self._prove_time()
            answer = self._answer(path, frame, may_end)
        return self._read(answer, kind)

    def _answer(
        self, path: str, frame: bytes, may_end: Callable[[], object] | None = None
    ) -> bytes:
        try:
            return self._line.ask(path, self._signed(path, frame), may_end)
        except ClockWrongError as error:
            if error.server_ms is None or not 0 < error.server_ms < _LATEST_MS:
                raise
            self._ahead_ms = self._now_ms() - error.server_ms
        return self._line.ask(path, self._signed(path, frame), may_end)

    def _prove_time(self) -> None:
        """Have the store sign the time with its own key, over a number nobody could foresee.

        A receipt over nothing is such a signature. Raises UntrustedError.
        """
        self._line.close()
        self._line = Line(self._url, self._ca_pem, is_timed=False)
        if self._is_cut:
            self._line.cut()
        unforeseen = os.urandom(_UNFORESEEN)
        answer = self._answer(ASKS_TIME, pack(Finish({}, unforeseen, 0, 0)))
        signed = self._read(answer, FinishReply).receipt
        if signed is None or not is_genuine(signed, self._central_key):
            raise UntrustedError("the time is not signed by the central store")
        said = read_receipt(signed.receipt)
        if (said.practitioner, said.device) != (unforeseen, self._device):
            raise UntrustedError("the time was signed for something else")
        ahead_ms = self._now_ms() - said.at_ms
        self._line.check_times(lambda: self._now_ms() - ahead_ms)

    @staticmethod
    def _read(answer: bytes, kind: type[_Reply]) -> _Reply:
        try:
            return unpack(answer, kind)
        except UnreadableError as error:
            raise CutError("the answer cannot be read") from error

    def _signed(self, path: str, frame: bytes) -> bytes:
        now_ms = self._now_ms() - self._ahead_ms
        credentials = new_credentials(self._device, now_ms, os.urandom(NONCE_LENGTH))
        signature = self._sign(signed_bytes(credentials, "POST", path, frame))
        return enclose(replace(credentials, signature=signature), frame)
