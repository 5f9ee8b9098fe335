"""A link between workstation and central store, as a process of its own: counts and delays.

Like a line of 200 ms and 2 Mbit/s where asked for: one queue per direction, a handshake for each
connection, and TCP's slow start. Loses nothing. What goes through stays encrypted; the lengths of
the TLS records say how much of it is HTTP.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from desktop.bench.sync_central import started

HEADERS = 1.04  # what TCP and IP put around each byte
_SEGMENT, _FIRST_SEGMENTS = 1448, 10
_MOST_UNDER_WAY = 256 * 1024
_PIECE = 4 * 1024
_RECORD_HEAD, _APPLICATION_DATA, _AROUND_CONTENT = 5, 23, 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Seconds there and back, and bits a second of either direction; 0 is as fast as it goes."""

    round_trip: float = 0.0
    bits: float = 0.0

    def seconds_for(self, size: int) -> float:
        """Return how long this many bytes take on the wire, headers and all."""
        return size * 8 * HEADERS / self.bits if self.bits else 0.0


NO_DELAY = Speed()
SLOW = Speed(round_trip=0.2, bits=2_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Bytes since last asked: as TCP carried them, and those of HTTP within TLS.

    A round trip begins with each first byte up after bytes came down.
    """

    up: int
    down: int
    http_up: int
    http_down: int
    round_trips: int

    @property
    def http(self) -> int:
        return self.http_up + self.http_down


@dataclass(slots=True)
class Records:
    """Reads the heads of TLS records as they go by, wherever the pieces are cut."""

    content: int = 0
    _head: bytes = b""
    _left: int = 0

    def see(self, data: bytes) -> None:
        while data:
            if self._left:
                passed = min(self._left, len(data))
                self._left, data = self._left - passed, data[passed:]
                continue
            missing = _RECORD_HEAD - len(self._head)
            self._head, data = self._head + data[:missing], data[missing:]
            if len(self._head) == _RECORD_HEAD:
                self._left = int.from_bytes(self._head[3:5], "big")
                if self._head[0] == _APPLICATION_DATA:
                    self.content += self._left - _AROUND_CONTENT
                self._head = b""


class Direction:
    """One way of the link, shared by all connections: a queue that drains at its speed."""

    def __init__(self, speed: Speed) -> None:
        self._speed, self._free_at = speed, 0.0
        self.size = self.content = 0

    def arrival(self, now: float, size: int) -> float:
        """Return when these bytes, put on the wire now, are at its other end."""
        self._free_at = max(now, self._free_at) + self._speed.seconds_for(size)
        return self._free_at + self._speed.round_trip / 2


@dataclass(slots=True)
class _Window:
    """How much of one connection may be under way: twice as much after each round trip."""

    most: int = _SEGMENT * _FIRST_SEGMENTS
    under_way: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def room(self) -> None:
        while self.under_way >= self.most:
            self.changed.clear()
            await self.changed.wait()

    def acknowledged(self, size: int) -> None:
        self.under_way -= size
        self.most = min(self.most + size, _MOST_UNDER_WAY)
        self.changed.set()


class _Relay:
    def __init__(self, port: int, speed: Speed) -> None:
        self._port, self._speed = port, speed
        self._up, self._down = Direction(speed), Direction(speed)
        self._turns, self._is_up = 0, False

    def counted(self) -> Counts:
        counts = Counts(
            up=self._up.size, down=self._down.size, http_up=self._up.content,
            http_down=self._down.content, round_trips=self._turns,
        )  # fmt: skip
        for direction in (self._up, self._down):
            direction.size = direction.content = 0
        self._turns, self._is_up = 0, False
        return counts

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.sleep(self._speed.round_trip)  # SYN and its answer
        await asyncio.gather(
            self._pass_on(reader, far_writer, self._up),
            self._pass_on(far_reader, writer, self._down),
        )

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Direction
    ) -> None:
        loop, window, records = asyncio.get_running_loop(), _Window(), Records()
        arrives = loop.time()
        with suppress(ConnectionError):
            while data := await reader.read(_PIECE):
                self._count(data, way, records)
                if not self._speed.bits:
                    writer.write(data)
                    await writer.drain()
                    continue
                await window.room()
                window.under_way += len(data)
                arrives = way.arrival(loop.time(), len(data))
                loop.call_at(arrives, writer.write, data)
                back = arrives + self._speed.round_trip / 2
                loop.call_at(back, window.acknowledged, len(data))
        await asyncio.sleep(max(0.0, arrives - loop.time()))
        with suppress(ConnectionError, OSError, RuntimeError):
            writer.close()

    def _count(self, data: bytes, way: Direction, records: Records) -> None:
        before = records.content
        records.see(data)
        way.size += len(data)
        way.content += records.content - before
        is_up = way is self._up
        self._turns += is_up and not self._is_up
        self._is_up = is_up


async def _run(port: int, speed: Speed) -> None:
    relay = _Relay(port, speed)
    server = await asyncio.start_server(relay.connect, "127.0.0.1", 0)
    print(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        counts = relay.counted()
        print(json.dumps({name: getattr(counts, name) for name in Counts.__slots__}), flush=True)


class Link:
    """A running link; the workstation is given its `url` in place of the central store's."""

    def __init__(self, url: str, process: "subprocess.Popen[str]") -> None:
        self.url, self._process = url, process

    def counted(self) -> Counts:
        """Return what went through since this was last asked."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        asked.write("count\n")
        asked.flush()
        return Counts(**json.loads(told.readline()))


@contextmanager
def linked(port: int, speed: Speed = NO_DELAY) -> Iterator[Link]:
    arguments = ("-m", "desktop.bench.sync_link", str(port), str(speed.round_trip), str(speed.bits))
    with started(*arguments) as (process, url):
        yield Link(url, process)


if __name__ == "__main__":
    _port, _round_trip, _bits = sys.argv[1:]
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(int(_port), Speed(round_trip=float(_round_trip), bits=float(_bits))))
