"""What a round with little to say costs on the line."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn

from sync.central.app import create_app
from sync.central.core import CentralCore
from sync.client.http_server import HttpSyncServer
from sync.client.round import RoundResult, run_round
from sync.wire.receipt import is_genuine
from tests.central.served import Served
from tests.central.stores import NURSE, go_round, join
from tests.fakes.replica import MemoryReplica

RECORD, OTHER = b"r" * 16, b"o" * 16


class Counting:
    """Stands between two ends and counts the bytes each sends, none of them hidden by TLS."""

    def __init__(self, port: int) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._behind, self.up, self.down = port, 0, 0
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def _serve(self) -> None:
        near, _ = self._listening.accept()
        far = socket.create_connection(("127.0.0.1", self._behind))
        self._threads.append(threading.Thread(target=self._carry, args=(far, near, "down")))
        self._threads[-1].start()
        self._carry(near, far, "up")
        self._threads[-1].join(10)
        near.close()
        far.close()

    def _carry(self, here: socket.socket, there: socket.socket, way: str) -> None:
        while data := here.recv(65536):
            setattr(self, way, getattr(self, way) + len(data))
            there.sendall(data)
        there.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._listening.close()
        for thread in self._threads:
            thread.join(10)


@dataclass(frozen=True)
class Plain:
    """The store without TLS, behind a count of what is said."""

    core: CentralCore
    counting: Counting
    server: HttpSyncServer
    desk: MemoryReplica
    asked: list[str]

    def round(self, *, wants_receipt: bool = True) -> tuple[int, int, RoundResult]:
        """Return the bytes and requests of one round, and its result."""
        before, asked = self.counting.up + self.counting.down, len(self.asked)
        key = self.core.identity.public_key
        result = run_round(
            self.desk, self.server, key, practitioner=NURSE, wants_receipt=wants_receipt
        )
        after = self.counting.up + self.counting.down
        return after - before, len(self.asked) - asked, result


@pytest.fixture
def plain(served: Served) -> Iterator[Plain]:
    desk = join(served.core)
    config = uvicorn.Config(
        create_app(served.core), log_config=None, ws="none", lifespan="off", access_log=False,
        proxy_headers=False, server_header=False, date_header=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    counting = Counting(listening.getsockname()[1])
    url = f"http://127.0.0.1:{counting.port}"
    asking = HttpSyncServer(url, served.ca, desk.device, desk.sign)
    asked: list[str] = []
    ask = asking._line.ask

    def noted(path: str, *rest: Any) -> bytes:
        asked.append(path)
        return ask(path, *rest)

    asking._line.ask = noted  # type: ignore[method-assign, assignment]
    yield Plain(served.core, counting, asking, desk, asked)
    asking.close()
    counting.close()
    server.should_exit = True
    thread.join(15)
    listening.close()


def test_a_quiet_round_is_one_question_and_five_hundred_bytes(plain: Plain) -> None:
    plain.desk.save(RECORD, {"note": 1})
    first, _, _ = plain.round()
    size, requests, result = plain.round()
    quieter, _, without = plain.round(wants_receipt=False)
    assert first > size  # the count counts
    assert (requests, result.sent, result.received) == (1, 0, 0)
    assert size <= 500
    assert quieter < size
    assert result.receipt is not None
    assert is_genuine(result.receipt, plain.core.identity.public_key)
    assert without.receipt is None
    assert len(plain.desk.receipts) == 2


def test_ten_changes_both_ways_are_one_question(plain: Plain) -> None:
    plain.round()
    other = join(plain.core)
    go_round(plain.core, other)
    plain.round()
    for number in range(10):
        plain.desk.save(RECORD, {"note": number})
        other.save(OTHER, {"note": number})
    go_round(plain.core, other)
    _, requests, result = plain.round()
    assert (requests, result.sent, result.received) == (1, 10, 10)
    assert plain.desk.records[OTHER].values() == {"note": 9}
    plain.round()  # which tells the store that what it sent has arrived
    size, requests, _ = plain.round()
    assert requests == 1
    assert size <= 500
