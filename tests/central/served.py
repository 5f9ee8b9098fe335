"""The central store served over real TLS on the loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from sync.central.app import create_app
from sync.central.certificates import Certified, new_server
from sync.central.core import CentralCore
from sync.central.serving import tls_1_3
from sync.client.http_server import HttpSyncServer
from sync.client.invitation import Invitation
from tests.fakes.replica import MemoryReplica


@dataclass(frozen=True)
class Served:
    core: CentralCore
    url: str
    ca: str

    def line_for(self, replica: MemoryReplica) -> HttpSyncServer:
        return HttpSyncServer(self.url, self.ca, replica.device, replica.sign)

    def invitation(self, ca: str | None = None) -> Invitation:
        token, _ = self.core.enrolments.invite("Harlow", "Desk 1")
        return Invitation(
            url=self.url, service=self.core.identity.service.hex(), ca=ca or self.ca, token=token,
            suite="Harlow", name="Desk 1", expires="",
        )  # fmt: skip


@contextmanager
def serving(core: CentralCore, authority: Certified, folder: Path, host: str) -> Iterator[str]:
    certified = new_server(authority, [host])
    (folder / "server.pem").write_bytes(certified.certificate)
    (folder / "server.key").write_bytes(certified.key)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(core), ssl_certfile=folder / "server.pem", log_config=None, ws="none",
            ssl_keyfile=folder / "server.key", ssl_context_factory=tls_1_3, lifespan="off",
        )
    )  # fmt: skip
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()
