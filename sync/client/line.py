"""One HTTPS line to the central store, trusting the service's own authority and nothing else."""

import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from cryptography import x509

from sync.client.errors import (
    CutError,
    RefusedError,
    UnreachableError,
    UntrustedError,
    WrongTimeError,
)
from sync.journal.clock import Clock
from sync.wire.framing import UnreadableError, unpack
from sync.wire.limits import FRAME_BYTES
from sync.wire.refusal import Refusal, error_of

_log = logging.getLogger(__name__)

_TIMEOUT = httpx2.Timeout(connect=10.0, read=60.0, write=60.0, pool=30.0)
_LIMITS = httpx2.Limits(max_connections=4, max_keepalive_connections=4, keepalive_expiry=20.0)
_DONE = 200
_PIECE = 64 * 1024
_HELD_BACK = 1  # byte, without which a request is not whole and so not begun
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# What a line whose certificate seems out of date may be asked: a receipt, over nothing.
ASKS_TIME = "/v1/finish"

# OpenSSL's names for these are not all in Python's ssl.
_NO_CHECK_TIME = 0x200000
_NOT_YET_VALID, _EXPIRED = 9, 10


def pinned_context(ca_pem: str) -> ssl.SSLContext:
    """Return a context that accepts certificates of this authority, over TLS 1.3, and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, ValueError) as error:
        raise UntrustedError("the service's authority cannot be read") from error
    return context


class Line:
    """Sends one frame and returns the answer's frame; every failure has a name of ours.

    May be asked from two threads: frames leave one after the other and in full, while answers are
    waited for side by side, so that what was asked first also arrives first. A request's head says
    only what HTTP asks for: all else would be most of what a quiet round sends.

    Two connections may still overtake each other on the way, or in the far side's threads. A frame
    that must not overtake is given `may_end`: its last byte leaves only once that returns.

    A line with `is_timed` false takes a certificate of any time until `check_times` tells it what
    time it is: nothing but the question for that may be asked before.
    """

    def __init__(self, url: str, ca_pem: str, *, is_timed: bool = True) -> None:
        self._url = httpx2.URL(url)
        context = pinned_context(ca_pem)
        self._is_timed = is_timed
        self._now_ms: Clock | None = None
        self._certificates = [ssl.PEM_cert_to_DER_cert(ca_pem)]
        if not is_timed:
            context.verify_flags |= _NO_CHECK_TIME
        self._client = httpx2.Client(
            verify=context,
            trust_env=False,
            follow_redirects=False,
            timeout=_TIMEOUT,
            limits=_LIMITS,
        )
        self._leaving = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._is_cut = False

    def close(self) -> None:
        self._client.close()

    def cut(self) -> None:
        """End whatever waits for an answer, at once and from any thread, and ask nothing more."""
        self._is_cut = True
        for one in list(self._sockets):
            # Of the socket itself: its TLS would first take leave of the far side.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)

    def ask(self, path: str, frame: bytes, may_end: Callable[[], object] | None = None) -> bytes:
        if self._is_cut:
            raise CutError("the line was cut")
        if not self._is_timed and self._now_ms is None and path != ASKS_TIME:
            raise WrongTimeError("nothing else may be asked before the time is known")
        turn, reach = _Turn(self._leaving), _Reach(self)
        # Not by the client's own methods: these add headers. No compression of the transport, as
        # ours has a limit on what it may grow to.
        request = httpx2.Request(
            "POST",
            self._url.copy_with(path=path),
            headers={"content-length": str(len(frame))},
            content=turn.pieces(frame, may_end),
            extensions={"trace": reach.noted},
        )
        try:
            with turn, contextlib.closing(self._client.send(request, stream=True)) as reply:
                status, answer = reply.status_code, _limited(reply)
        except httpx2.ConnectError as error:
            raise _no_connection(error) from error
        except (httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise UnreachableError from error
        except (httpx2.TransportError, OSError) as error:
            raise CutError from error  # the second where it was cut just as it came about
        finally:
            reach.let_go()
        if status != _DONE:
            raise _refusal(status, answer)
        return answer

    def check_times(self, now_ms: Clock) -> None:
        """Check every certificate against this clock: those seen, and those of later connections.

        Raises WrongTimeError.
        """
        self._now_ms = now_ms
        for certificate in self._certificates:
            _check_time(certificate, now_ms())

    def meet(self, certificate: bytes) -> None:
        """Hear of the far side's certificate, whose time nobody has checked yet."""
        if self._is_timed:
            return
        self._certificates.append(certificate)
        if self._now_ms is not None:
            _check_time(certificate, self._now_ms())

    def reach(self, one: socket.socket) -> None:
        self._sockets.add(one)
        if self._is_cut:
            self.cut()

    def let_go(self, one: socket.socket) -> None:
        self._sockets.discard(one)
        one.close()


class _Reach:
    """Keeps the socket of one request at hand, so that whoever waits for it can be woken.

    While TLS begins the socket belongs to nobody who could be asked: a second handle serves.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._second: socket.socket | None = None

    def noted(self, event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            first = info["return_value"].get_extra_info("socket")
            self._second = first.dup()
            self._line.reach(self._second)
            self._line.reach(first)
        elif event == "connection.start_tls.complete":
            secured = info["return_value"].get_extra_info("socket")
            self._line.reach(secured)
            self.let_go()
            try:
                self._line.meet(secured.getpeercert(binary_form=True))
            except BaseException:
                secured.close()  # nobody else knows of it yet
                raise

    def let_go(self) -> None:
        if self._second is not None:
            self._line.let_go(self._second)
            self._second = None


class _Turn:
    """Holds the lock until the frame has left, or until it is known that it will not."""

    def __init__(self, leaving: threading.Lock) -> None:
        self._leaving = leaving
        self._is_held = False

    def __enter__(self) -> None:
        self._leaving.acquire()
        self._is_held = True

    def __exit__(self, *_: object) -> None:
        self._end()

    def pieces(self, frame: bytes, may_end: Callable[[], object] | None) -> Iterator[bytes]:
        end = len(frame) if may_end is None else len(frame) - _HELD_BACK
        for at in range(0, end, _PIECE):
            yield frame[at : min(at + _PIECE, end)]
        self._end()  # first: what is waited for may itself have to be sent again
        if may_end is not None:
            may_end()
            yield frame[end:]

    def _end(self) -> None:
        if self._is_held:
            self._is_held = False
            self._leaving.release()


def _limited(response: httpx2.Response) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_raw():
        size += len(piece)
        if size > FRAME_BYTES:
            raise CutError("an answer larger than the limit")
        pieces.append(piece)
    return b"".join(pieces)


def _no_connection(error: Exception) -> UnreachableError | UntrustedError:
    """Tell a far side that failed to prove itself from one that is not there."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
            _log.warning("central store not trusted: %s", cause.reason)
            is_time = getattr(cause, "verify_code", 0) in (_NOT_YET_VALID, _EXPIRED)
            return WrongTimeError() if is_time else UntrustedError()
        cause = cause.__cause__ or cause.__context__
    return UnreachableError()


def _check_time(certificate: bytes, now_ms: int) -> None:
    try:
        now = _EPOCH + timedelta(milliseconds=now_ms)
    except OverflowError as error:
        raise WrongTimeError from error
    loaded = x509.load_der_x509_certificate(certificate)
    if not loaded.not_valid_before_utc <= now <= loaded.not_valid_after_utc:
        raise WrongTimeError("not valid at the time that was proved")


def _refusal(status: int, answer: bytes) -> RefusedError:
    try:
        return error_of(unpack(answer, Refusal))
    except UnreadableError:
        return RefusedError(f"http_{status}")
