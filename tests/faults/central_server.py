"""A central store in a process of its own, over TLS, that knows twelve devices from the start.

python -m tests.faults.central_server FOLDER [POSTGRESQL-ADDRESS]
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sync.central.certificates import new_authority
from sync.central.core import CentralCore
from sync.central.store.database import open_postgresql, open_sqlite
from sync.central.store.schema import bring_up_to_date
from sync.client.http_server import HttpSyncServer
from sync.journal.signing import public_key_of, sign_request
from sync.wire.messages import Enrol
from tests.central.stores import KEY, found
from tests.central.test_http import serving

ROOT = Path(__file__).parents[2]
DEVICES = 12


def device_id(number: int) -> bytes:
    return hashlib.sha256(f"device {number}".encode()).digest()[:16]


def private_key(number: int) -> bytes:
    return hashlib.sha256(f"key {number}".encode()).digest()


@dataclass(frozen=True)
class Served:
    url: str
    ca: str
    central: bytes
    central_key: bytes

    def line_of(self, number: int, url: str = "") -> HttpSyncServer:
        sign = partial(sign_request, private_key(number))
        return HttpSyncServer(url or self.url, self.ca, device_id(number), sign)


def enrol_all(core: CentralCore) -> None:
    for number in range(DEVICES):
        token, _ = core.enrolments.invite("Southend", "desk")
        core.enrol(Enrol(token, device_id(number), "desk", public_key_of(private_key(number))))


@contextmanager
def central_server(folder: Path, address: str = "") -> Iterator[Served]:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.faults.central_server", str(folder), address]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            told = json.loads(process.stdout.readline())
            yield Served(
                told["url"], told["ca"], bytes.fromhex(told["central"]),
                bytes.fromhex(told["central_key"]),
            )  # fmt: skip
        finally:
            process.stdin.close()
            process.wait(20)


def main() -> None:
    folder, address = Path(sys.argv[1]), "".join(sys.argv[2:3])
    database = open_postgresql(address) if address else open_sqlite(folder / "central.db", KEY)
    bring_up_to_date(database)
    core = found(database)
    enrol_all(core)
    authority = new_authority("Essex")
    with serving(core, authority, folder, "127.0.0.1") as url:
        told = {
            "url": url,
            "ca": authority.certificate.decode(),
            "central": core.identity.device.hex(),
            "central_key": core.identity.public_key.hex(),
        }
        print(json.dumps(told), flush=True)  # noqa: T201 -- told to the parent
        sys.stdin.read()
    database.close()


if __name__ == "__main__":
    main()
