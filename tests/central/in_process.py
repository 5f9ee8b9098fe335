"""Asking an ASGI application without a network: one request, its status and body."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.types import ASGIApp

Answer = tuple[int, bytes]


async def asked(
    app: ASGIApp, method: str, path: str, pieces: Sequence[bytes] = (b"",),
    headers: Mapping[str, str] | None = None, *, client: str = "127.0.0.1",
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    """Send the body in these pieces; return status, headers and body."""
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "query_string": b"",
        "root_path": "", "scheme": "https", "server": ("127.0.0.1", 443), "client": (client, 1),
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
    }  # fmt: skip
    coming = list(pieces)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        others_went = asyncio.Event()  # set once everything else that could go on has
        asyncio.get_running_loop().call_soon(others_went.set)
        await others_went.wait()
        piece = coming.pop(0) if coming else b""
        return {"type": "http.request", "body": piece, "more_body": bool(coming)}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    said = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], said, b"".join(one.get("body", b"") for one in sent[1:])


def ask(
    app: ASGIApp, method: str, path: str, body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> Answer:  # fmt: skip
    status, _, answer = asyncio.run(asked(app, method, path, [body], headers))
    return status, answer
