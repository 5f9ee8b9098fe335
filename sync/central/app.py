"""The routes: read the request, ask the core, answer. Codes travel, reasons go to the log."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sync.central.core import CentralCore, DeviceSession
from sync.wire.framing import UnreadableError, pack, unpack
from sync.wire.limits import FRAME_BYTES
from sync.wire.messages import Enrol, Finish, Hello, Pull, Push
from sync.wire.refusal import Refusal, RefusalCode, RefusedError

_log = logging.getLogger(__name__)

_ENROL_BYTES = 4096
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

_Message = TypeVar("_Message", bound=msgspec.Struct)
_Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(core: CentralCore) -> Starlette:
    return Starlette(
        routes=[
            Route("/v1/enrol", _enrol(core), methods=["POST"]),
            Route("/v1/hello", _step(core, Hello, DeviceSession.hello), methods=["POST"]),
            Route("/v1/push", _step(core, Push, DeviceSession.push), methods=["POST"]),
            Route("/v1/pull", _step(core, Pull, DeviceSession.pull), methods=["POST"]),
            Route("/v1/finish", _step(core, Finish, DeviceSession.finish), methods=["POST"]),
            Route("/healthz", _alive),
            Route("/readyz", _ready(core)),
        ],
        exception_handlers={
            RefusedError: _refused,
            UnreadableError: _unreadable,
            SQLAlchemyError: _not_ready,
        },
    )


def _step(
    core: CentralCore,
    kind: type[_Message],
    answer: Callable[[DeviceSession, _Message], msgspec.Struct],
) -> _Endpoint:
    """Make the endpoint of one signed step."""

    def work(path: str, authorization: str, body: bytes) -> bytes:
        device = core.access.admit("POST", path, body, authorization)
        return pack(answer(core.as_device(device), unpack(body, kind)))

    async def endpoint(request: Request) -> Response:
        body = await _body(request, FRAME_BYTES)
        authorization = request.headers.get("authorization", "")
        return Response(await run_in_threadpool(work, request.url.path, authorization, body))

    return endpoint


def _enrol(core: CentralCore) -> _Endpoint:
    def work(body: bytes) -> bytes:
        return pack(core.enrol(unpack(body, Enrol)))

    async def endpoint(request: Request) -> Response:
        return Response(await run_in_threadpool(work, await _body(request, _ENROL_BYTES)))

    return endpoint


async def _alive(_: Request) -> Response:
    return PlainTextResponse("alive")


def _ready(core: CentralCore) -> _Endpoint:
    async def endpoint(_: Request) -> Response:
        if not await run_in_threadpool(core.is_ready):
            return PlainTextResponse("not ready", _NOT_READY)
        return PlainTextResponse("ready")

    return endpoint


async def _body(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise RefusedError(RefusalCode.TOO_LARGE)
    return bytes(body)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    _log.info("refused %s: %s", request.url.path, error.code)
    status = _STATUS.get(RefusalCode(error.code), _BAD)
    return Response(pack(Refusal(error.code, error.details)), status)


async def _unreadable(request: Request, error: Exception) -> Response:
    _log.info("unreadable %s: %s", request.url.path, error)
    return Response(pack(Refusal(RefusalCode.MALFORMED)), _BAD)


async def _not_ready(request: Request, error: Exception) -> Response:
    # The error's text may quote what was being written; its kind is enough.
    _log.error("database trouble at %s: %s", request.url.path, type(error).__name__)
    return Response(pack(Refusal(RefusalCode.NOT_READY)), _NOT_READY)
