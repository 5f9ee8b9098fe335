"""Serve the central store over TLS 1.3 until told to stop, by one process or by several."""

import contextlib
import http.client
import os
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from sync.central.app import create_app
from sync.central.core import CentralCore
from sync.central.folder import DataFolder, FolderError
from sync.central.reporting.projecting import start_projecting
from sync.central.store.schema import bring_up_to_date

_FOLDER = "CUSTODY_CENTRAL_DATA"
_READY_WITHIN = 60.0


def app_of_environment() -> Starlette:
    """Make the application in a worker process, which knows its folder from the environment."""
    folder = DataFolder(Path(os.environ[_FOLDER]))
    core = CentralCore(folder.open_database(), folder.identity())
    start_projecting(core.database, core.identity)
    return create_app(core, metrics_token=folder.metrics_token())


def tls_1_3(_config: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def serve(folder: DataFolder, host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM or SIGINT. Prints one line when it answers."""
    folder.metrics_token()  # Said now rather than by each worker, should it be open to others.
    database = folder.open_database()
    bring_up_to_date(database)
    database.close()
    folder.renew_certificate([host] if host not in ("0.0.0.0", "::") else [])  # noqa: S104 - compared
    listening = _listen(host, port, folder)
    url = _url(host, listening.getsockname()[1])
    folder.remember_address(url)
    os.environ[_FOLDER] = str(folder.path)
    # uvicorn raises the signal again once it has stopped; stopping when asked is no failure.
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, _stopped)
    announcer = threading.Thread(target=_announce, args=(url, folder.authority), daemon=True)
    announcer.start()
    server = uvicorn.Server(_config(folder, workers))
    if workers > 1:
        Multiprocess(server.config, sockets=[listening]).run()
    else:
        server.run(sockets=[listening])


def _config(folder: DataFolder, workers: int) -> uvicorn.Config:
    return uvicorn.Config(
        "sync.central.serving:app_of_environment",
        factory=True,
        workers=workers,
        ssl_certfile=folder.server_certificate,
        ssl_keyfile=folder.server_key,
        ssl_context_factory=tls_1_3,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
    )


def _stopped(_signal: int, _frame: object) -> None:
    return


def _listen(host: str, port: int, folder: DataFolder) -> socket.socket:
    """Bind. Port 0 asks for the port of last time, which the workstations know, or a free one."""
    last = urlsplit(folder.last_address()).port or 0
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in (port,) if port else (last, 0):
        # asyncio sends small answers at once only where the socket says that it speaks TCP:
        # without this a quiet round waited 40 ms for nothing.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, wanted))
        except OSError:
            listening.close()
            continue
        listening.listen(512)
        listening.set_inheritable(True)
        return listening
    raise FolderError(f"port {port} on {host} is in use or not allowed: choose another")


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared
    return f"https://[{shown}]:{port}" if ":" in shown else f"https://{shown}:{port}"


def _announce(url: str, authority: Path) -> None:
    """Print the ready line once the store answers through TLS."""
    context = ssl.create_default_context(cafile=str(authority))
    address = urlsplit(url)
    until = time.monotonic() + _READY_WITHIN
    while time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPSConnection(
                str(address.hostname), address.port, timeout=5, context=context
            )
            connection.request("GET", "/readyz")
            is_ready = connection.getresponse().status == http.client.OK
            connection.close()
            if is_ready:
                sys.stdout.write(f"ready {url}\n")
                sys.stdout.flush()
                return
        time.sleep(0.05)
