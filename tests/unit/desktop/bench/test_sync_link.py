"""The link of `bench sync` counts and delays what goes through, and changes none of it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from desktop.bench.sync_link import Records, Speed, linked

BRISK = Speed(round_trip=0.05, bits=8_000_000)


@pytest.fixture
def echo() -> Iterator[int]:
    """Answer with what came; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_answer, args=(server,))
        thread.start()
        yield server.getsockname()[1]
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
    thread.join()


def _answer(server: socket.socket) -> None:
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection:
                while data := connection.recv(65536):
                    connection.sendall(data)


def there_and_back(line: socket.socket, data: bytes) -> bytes:
    sender = threading.Thread(target=line.sendall, args=(data,))
    sender.start()
    back = b""
    while len(back) < len(data):
        back += line.recv(65536)
    sender.join()
    return back


def dial(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))


def test_what_goes_through_comes_out_whole_and_is_counted_once(echo: int) -> None:
    data = bytes(range(256)) * 400
    with linked(echo) as link, dial(link.url) as line:
        assert there_and_back(line, data) == data
        counts = link.counted()
        assert (counts.up, counts.down) == (len(data), len(data))
        assert link.counted().up == 0


def test_each_question_that_waits_for_its_answer_is_a_round_trip(echo: int) -> None:
    with linked(echo) as link, dial(link.url) as line:
        for _ in range(3):
            there_and_back(line, b"asked")
        assert link.counted().round_trips == 3


def test_a_slow_line_takes_the_wire_time_and_the_round_trips(echo: int) -> None:
    data = bytes(100_000)
    with linked(echo, BRISK) as link, dial(link.url) as line:
        began = time.perf_counter()
        assert there_and_back(line, data) == data
        took = time.perf_counter() - began
    # A handshake and the way itself at the least, and slow start on top.
    assert took >= BRISK.seconds_for(len(data)) + 2 * BRISK.round_trip


def test_a_line_without_delay_is_faster_than_the_slow_one(echo: int) -> None:
    with linked(echo) as link, dial(link.url) as line:
        began = time.perf_counter()
        there_and_back(line, bytes(100_000))
        took = time.perf_counter() - began
    assert took < BRISK.seconds_for(100_000)


def test_wire_time_is_bits_and_headers() -> None:
    assert Speed(bits=2_000_000).seconds_for(5_840_000) == pytest.approx(24.3, abs=0.05)
    assert Speed().seconds_for(5_840_000) == 0


@pytest.mark.parametrize("cut", [1, 3, 7, 100])
def test_the_content_of_tls_records_is_seen_wherever_they_are_cut(cut: int) -> None:
    handshake = b"\x16\x03\x03" + (40).to_bytes(2, "big") + bytes(40)
    content = b"\x17\x03\x03" + (117).to_bytes(2, "big") + bytes(117)
    data = handshake + content + content
    records = Records()
    for at in range(0, len(data), cut):
        records.see(data[at : at + cut])
    assert records.content == 200
