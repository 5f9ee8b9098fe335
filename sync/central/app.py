"""The routes: read the request, ask the core, answer. Codes travel, reasons go to the log."""

import logging
import time
from collections.abc import Awaitable, Callable
from functools import partial
from importlib.resources import files
from typing import TypeVar

import msgspec
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sync.central import metrics
from sync.central.core import CentralCore, DeviceSession
from sync.central.gate import SMALL_BODY, Gate, Limits
from sync.central.metrics import Metrics
from sync.central.store.database import DatabaseUnusableError
from sync.wire.credentials import SCHEME, disclose, from_header
from sync.wire.framing import UnreadableError, is_compressed, pack, unpack
from sync.wire.limits import FRAME_BYTES
from sync.wire.messages import Enrol, Finish, Hello, Pull, Push
from sync.wire.refusal import Refusal, RefusalCode, RefusedError

_log = logging.getLogger(__name__)

FRAME_TYPE = "application/vnd.custody+msgpack"
_ENROL_BYTES = 4096
_VOUCH_BYTES = 4 * 1024 * 1024
_RETRY_AFTER_S = "2"
_UNAUTHORISED, _FORBIDDEN, _NOT_READY, _TOO_LARGE, _BAD = 401, 403, 503, 413, 400
_STATUS = {
    RefusalCode.UNKNOWN_DEVICE: _UNAUTHORISED,
    RefusalCode.BAD_SIGNATURE: _UNAUTHORISED,
    RefusalCode.REPLAYED: _UNAUTHORISED,
    RefusalCode.CLOCK_WRONG: _UNAUTHORISED,
    RefusalCode.REVOKED: _FORBIDDEN,
    RefusalCode.INVITATION_UNKNOWN: _FORBIDDEN,
    RefusalCode.INVITATION_USED: _FORBIDDEN,
    RefusalCode.INVITATION_EXPIRED: _FORBIDDEN,
    RefusalCode.DEVICE_TAKEN: _FORBIDDEN,
    RefusalCode.TOO_LARGE: _TOO_LARGE,
    RefusalCode.NOT_READY: _NOT_READY,
}
# What a route that is not there, or not by this method, is answered with.
_ROUTING = {404: RefusalCode.NOT_FOUND, 405: "method_not_allowed"}

_Message = TypeVar("_Message", bound=msgspec.Struct)
_Endpoint = Callable[[Request], Awaitable[Response]]


class UnsignedError(RefusedError):
    """The request says nothing of whose it is, or nothing that can be read."""


def create_app(
    core: CentralCore, limits: Limits | None = None, metrics_token: str | None = None
) -> Starlette:
    """`metrics_token` opens /metrics from anywhere; without one it answers this machine only."""
    steps = _Steps(core, Gate(limits or Limits()), Metrics())
    posts = [
        ("/v1/enrol", steps.enrol),
        ("/v1/vouch", steps.vouch),
        ("/v1/hello", steps.signed(Hello, DeviceSession.hello)),
        ("/v1/push", steps.signed(Push, DeviceSession.push)),
        ("/v1/pull", steps.signed(Pull, DeviceSession.pull)),
        ("/v1/finish", steps.signed(Finish, DeviceSession.finish)),
    ]
    gets = [
        ("/v1/openapi.json", _description()),
        ("/healthz", _alive),
        ("/readyz", steps.ready),
        ("/metrics", steps.metrics_for(metrics_token)),
    ]
    return Starlette(
        routes=[
            *(Route(path, steps.counted(path, one), methods=["POST"]) for path, one in posts),
            *(Route(path, one, methods=["GET"]) for path, one in gets),
        ],
        exception_handlers={HTTPException: _no_route},
    )


class _Steps:
    """The endpoints, which share one gate and one set of counts."""

    def __init__(self, core: CentralCore, gate: Gate, counts: Metrics) -> None:
        self._core, self._gate, self._counts = core, gate, counts

    def signed(
        self, kind: type[_Message], answer: Callable[[DeviceSession, _Message], msgspec.Struct]
    ) -> _Endpoint:
        """Make the endpoint of one signed step."""

        def work(path: str, authorization: str, body: bytes) -> bytes:
            credentials, frame = disclose(body)
            credentials = credentials or from_header(authorization)
            if credentials is None:
                raise UnsignedError(RefusalCode.MALFORMED)
            session = self._core.admitted(path, frame, credentials)
            message = unpack(frame, kind)
            is_thin = getattr(message, "reads_thin", False)
            return pack(answer(session, message), is_thin=is_thin)

        async def endpoint(request: Request) -> Response:
            authorization = request.headers.get("authorization", "")
            do = partial(work, request.url.path, authorization)
            # A page of entries is heavy on its way out.
            return await self._carried_out(request, do, FRAME_BYTES, is_heavy=kind is Pull)

        return endpoint

    async def enrol(self, request: Request) -> Response:
        def work(body: bytes) -> bytes:
            return pack(self._core.enrol(unpack(body, Enrol)))

        return await self._carried_out(request, work, _ENROL_BYTES)

    async def vouch(self, request: Request) -> Response:
        def work(body: bytes) -> bytes:
            return pack(self._core.vouch(unpack(body, Push)))

        return await self._carried_out(request, work, _VOUCH_BYTES)

    async def ready(self, _: Request) -> Response:
        try:
            is_ready = await self._gate.run(self._core.is_ready, is_heavy=False)
        except (SQLAlchemyError, DatabaseUnusableError, RefusedError):
            is_ready = False
        return PlainTextResponse("ready") if is_ready else _come_again("not ready")

    def metrics_for(self, token: str | None) -> _Endpoint:
        def of_store() -> list[str]:
            with self._core.database.reading() as connection:
                return metrics.of_store(connection, self._core.identity)

        async def endpoint(request: Request) -> Response:
            if not metrics.may_read(request, token):
                return PlainTextResponse("not from here", _FORBIDDEN)
            try:
                lines = await self._gate.run(of_store, is_heavy=False)
            except (SQLAlchemyError, DatabaseUnusableError, RefusedError):
                return _come_again("not ready")
            text = "\n".join([*self._counts.lines(), *lines, ""])
            return Response(text, media_type=metrics.CONTENT_TYPE)

        return endpoint

    def counted(self, route: str, endpoint: _Endpoint) -> _Endpoint:
        async def counting(request: Request) -> Response:
            started = time.monotonic()
            try:
                response = await endpoint(request)
            except _ANSWERED as error:
                response = _answer_to(route, error)
            taken = request.scope.get(_TAKEN, 0)
            spent = time.monotonic() - started
            self._counts.count(route, response.status_code, spent, taken, len(response.body))
            return response

        return counting

    async def _carried_out(
        self,
        request: Request,
        work: Callable[[bytes], bytes],
        limit: int,
        *,
        is_heavy: bool = False,
    ) -> Response:
        with self._gate.holding() as more:
            body = await _body(request, limit, more)
            request.scope[_TAKEN] = len(body)
            is_heavy = is_heavy or len(body) > SMALL_BODY or is_compressed(disclose(body)[1])
            do = partial(_answered, work, body, request.url.path)
            return await self._gate.run(do, is_heavy=is_heavy)


def _answered(work: Callable[[bytes], bytes], body: bytes, path: str) -> Response:
    """Answer in the thread that does the work, for a failure too.

    An error that crosses over to another thread keeps what its frames held, which may be the
    largest message there is, until the collector comes by.
    """
    try:
        return Response(work(body), media_type=FRAME_TYPE)
    except _ANSWERED as error:
        return _answer_to(path, error)


_TAKEN = "custody.taken"
# Whatever else is raised is a bug of ours, and left to be told as one.
_ANSWERED = (
    RefusedError, UnreadableError, SQLAlchemyError, DatabaseUnusableError, ClientDisconnect,
)  # fmt: skip


async def _body(request: Request, limit: int, more: Callable[[int], None]) -> bytes:
    """Return the body, each byte of which is accounted for before it is kept."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > limit:
        raise RefusedError(RefusalCode.TOO_LARGE)
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise RefusedError(RefusalCode.TOO_LARGE)
        more(len(piece))
        pieces.append(piece)
    return b"".join(pieces)


def _description() -> _Endpoint:
    content = files("sync.central").joinpath("openapi.json").read_bytes()

    async def endpoint(_: Request) -> Response:
        return Response(content, media_type="application/json")

    return endpoint


async def _alive(_: Request) -> Response:
    return PlainTextResponse("alive")


def _come_again(text: str) -> Response:
    return PlainTextResponse(text, _NOT_READY, {"retry-after": _RETRY_AFTER_S})


async def _no_route(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _ROUTING.get(error.status_code, RefusalCode.MALFORMED)
    return _refused(code, error.status_code, dict(error.headers or {}))


def _answer_to(path: str, error: Exception) -> Response:
    if isinstance(error, RefusedError):
        _log.info("refused %s: %s", path, error.code)
        status = _STATUS.get(RefusalCode(error.code), _BAD)
        if isinstance(error, UnsignedError):
            status = _UNAUTHORISED
        return _refused(error.code, status, details=error.details)
    if isinstance(error, SQLAlchemyError | DatabaseUnusableError) and not isinstance(
        error, DataError
    ):
        # The error's text may quote what was being written; its kind is enough.
        _log.error("database trouble at %s: %s", path, type(error).__name__)
        return _refused(RefusalCode.NOT_READY, _NOT_READY)
    _log.info("unreadable %s: %s", path, type(error).__name__)
    return _refused(RefusalCode.MALFORMED, _BAD)


def _refused(
    code: str,
    status: int,
    headers: dict[str, str] | None = None,
    details: dict[str, str] | None = None,
) -> Response:
    headers = dict(headers or {})
    if status == _UNAUTHORISED:
        headers["www-authenticate"] = SCHEME
    if status == _NOT_READY:
        headers["retry-after"] = _RETRY_AFTER_S
    return Response(pack(Refusal(code, details or {})), status, headers, FRAME_TYPE)
