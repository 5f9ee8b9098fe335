"""A proxy that cuts a connection after so many bytes, and a round tried at every kilobyte of it.

python -m tests.faults.cutting_proxy              every kilobyte, both ways
python -m tests.faults.cutting_proxy --cuts 10    as many, chosen by --seed
"""

import argparse
import json
import random
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.client.errors import RoundError
from sync.client.round import RoundResult, run_round
from tests.fakes.replica import MemoryReplica
from tests.faults.central_server import Served, central_server, device_id, private_key
from tests.faults.tally import add_run

KILOBYTE = 1024
RECORDS, RECORD_BYTES = 100, 2000  # 200 KB of what does not compress
NURSE = b"\x0e" * 16


@dataclass
class CuttingProxy:
    """Hands on bytes; `cut_up` and `cut_down` are after how many, in all, the line ends."""

    port: int
    cut_up: int | None = None
    cut_down: int | None = None
    up: int = 0
    down: int = 0
    cuts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _serving: list[threading.Thread] = field(default_factory=list)

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve_one, args=(near,))
            self._serving.append(thread)
            thread.start()

    def end(self) -> None:
        for thread in self._serving:
            thread.join(10)

    def _serve_one(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self.port)) as far:
            up = threading.Thread(target=self._hand_on, args=(near, far, True))
            up.start()
            self._hand_on(far, near, is_up=False)
            up.join(10)

    def _hand_on(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while data := source.recv(4096):
                room = self._room(is_up, len(data))
                target.sendall(data[:room])
                if room < len(data):
                    break
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _room(self, is_up: bool, size: int) -> int:  # noqa: FBT001
        """Return how many of the next bytes may pass, and count them. A cut happens once."""
        with self._lock:
            limit = self.cut_up if is_up else self.cut_down
            passed = self.up if is_up else self.down
            room = size if limit is None else min(size, limit - passed)
            if is_up:
                self.up += room
            else:
                self.down += room
            if room < size:
                self.cuts += 1
                self.cut_up = self.cut_down = None
            return room


@contextmanager
def proxy_to(url: str) -> Iterator[tuple[CuttingProxy, str]]:
    proxy = CuttingProxy(int(url.rsplit(":", 1)[1]))
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        threading.Thread(target=proxy.serve, args=(listening,), daemon=True).start()
        yield proxy, f"https://127.0.0.1:{listening.getsockname()[1]}"
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        proxy.end()


@dataclass
class Desks:
    """Two desks that write 200 KB each time; what one writes the other has to get."""

    served: Served
    rng: random.Random
    desks: list[MemoryReplica] = field(default_factory=list)
    written: int = 0

    def __post_init__(self) -> None:
        for number in range(2):
            desk = MemoryReplica(device=device_id(number), private_key=private_key(number))
            desk.central = self.served.central
            desk.keys[self.served.central] = self.served.central_key
            self.desks.append(desk)

    def write(self, number: int) -> None:
        for _ in range(RECORDS):
            self.written += 1
            record = self.written.to_bytes(16, "big")
            self.desks[number].save(record, {"note": self.rng.randbytes(RECORD_BYTES)})

    def round(self, number: int, url: str = "") -> RoundResult:
        with closing(self.served.line_of(number, url)) as line:
            return run_round(self.desks[number], line, self.served.central_key, practitioner=NURSE)

    def faults(self) -> list[str]:
        one, other = self.desks
        found = []
        if one.vector() != other.vector():
            found.append("the desks hold different things")
        for desk in self.desks:
            held = [entry for chain in desk.entries.values() for entry in chain]
            if len(held) != len(set(held)):
                found.append("an entry twice")
            if self.written > len({record for record in desk.records if record[:8] == bytes(8)}):
                found.append("a record is missing")
        return found


@dataclass
class Tally:
    cuts: int = 0
    ended_well: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    faults: list[str] = field(default_factory=list)


def cut_everywhere(rng: random.Random, cuts: int | None) -> Tally:
    tally = Tally()
    with TemporaryDirectory(prefix="cuts-") as folder, central_server(Path(folder)) as served:
        desks = Desks(served, rng)
        up, down = _measured(desks)
        places = [(True, at) for at in range(KILOBYTE, up, KILOBYTE)]
        places += [(False, at) for at in range(KILOBYTE, down, KILOBYTE)]
        if cuts is not None:
            places = rng.sample(places, cuts)
        tally.bytes_up, tally.bytes_down = up, down
        for is_up, at in places:
            _cut_at(desks, is_up, at, tally)
            if len(desks.desks[0].records) > 40 * RECORDS:
                desks = Desks(served, rng)  # memory, and the time that walking it takes
                desks = _caught_up(desks)
    return tally


def _caught_up(desks: Desks) -> Desks:
    for number in (0, 1):
        desks.round(number)
    desks.written = max(int.from_bytes(record, "big") for record in desks.desks[0].records
                        if record[:8] == bytes(8))  # fmt: skip
    return desks


def _measured(desks: Desks) -> tuple[int, int]:
    for number in (0, 1):
        desks.round(number)
    desks.write(1)
    desks.round(1)
    desks.write(0)
    with proxy_to(desks.served.url) as (proxy, url):
        desks.round(0, url)
        up, down = proxy.up, proxy.down
    desks.round(1)
    return up, down


def _cut_at(desks: Desks, is_up: bool, at: int, tally: Tally) -> None:  # noqa: FBT001
    """Write 200 KB at both desks, cut the round of the first there, go on, compare."""
    desks.write(1)
    desks.round(1)
    desks.write(0)
    with proxy_to(desks.served.url) as (proxy, url):
        proxy.cut_up, proxy.cut_down = (at, None) if is_up else (None, at)
        try:
            desks.round(0, url)
            tally.ended_well += 1
        except RoundError:
            pass
        tally.cuts += proxy.cuts
        desks.round(0, url)
    desks.round(1)
    way = "up" if is_up else "down"
    tally.faults += [f"{fault}, cut {way} at {at}" for fault in desks.faults()]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cuts", type=int)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--no-tally", action="store_true")
    asked = parser.parse_args()
    tally = cut_everywhere(random.Random(asked.seed), asked.cuts)
    row = {"seed": asked.seed, **vars(tally)}
    print(json.dumps(row))  # noqa: T201 -- a command line prints
    if not asked.no_tally:
        add_run("cuts", row)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
