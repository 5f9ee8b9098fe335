"""The virtual network: frames as bytes, lost, answered in vain, doubled, late."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from sync.client.errors import CutError, UnreachableError
from sync.wire.framing import pack, unpack
from sync.wire.messages import (
    Finish,
    FinishReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
)
from sync.wire.refusal import RefusedError
from tests.simulator.centre import Centre
from tests.simulator.machine import KilledError, Machine

_Reply = TypeVar("_Reply", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Weather:
    """How likely each thing is that may befall one message."""

    lost: float = 0.0
    answer_lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    centre_killed: float = 0.0
    overtaken: float = 0.0


FAIR = Weather()
FOUL = Weather(0.05, 0.05, 0.06, 0.04, 0.03, 0.3)


@dataclass(order=True)
class LateFrame:
    """A frame that its sender has given up, and that arrives all the same."""

    due_ms: int
    number: int
    device: bytes = field(compare=False)
    name: str = field(compare=False)
    frame: bytes = field(compare=False)


@dataclass
class Network:
    rng: random.Random
    centre: Centre
    late: list[LateFrame] = field(default_factory=list)
    sent: int = 0

    def put_off(self, due_ms: int, device: bytes, name: str, frame: bytes) -> None:
        self.late.append(LateFrame(due_ms, self.sent, device, name, frame))

    def deliver(self, now_ms: int) -> int:
        """Have what is due arrive, out of its order; its answers reach nobody."""
        due = sorted(one for one in self.late if one.due_ms <= now_ms)
        self.late = [one for one in self.late if one.due_ms > now_ms]
        for one in due:
            try:
                self.centre.answer(one.device, one.name, one.frame)
            except RefusedError:
                continue
        return len(due)


class Line:
    """One machine's SyncServer for one round. `meanwhile` is called before each frame leaves."""

    def __init__(
        self, network: Network, machine: Machine, weather: Weather, meanwhile: Callable[[], None]
    ) -> None:
        self._network, self._machine, self._weather = network, machine, weather
        self._meanwhile = meanwhile

    def hello(self, message: Hello) -> HelloReply:
        return self._ask("hello", message, HelloReply)

    def push(self, message: Push) -> PushReply:
        return self._ask("push", message, PushReply)

    def pull(self, message: Pull) -> PullReply:
        return self._ask("pull", message, PullReply)

    def finish(self, message: Finish) -> FinishReply:
        return self._ask("finish", message, FinishReply)

    def _ask(self, name: str, message: msgspec.Struct, kind: type[_Reply]) -> _Reply:
        if self._machine.is_dead:
            raise KilledError
        self._meanwhile()
        if not self._machine.is_online:
            raise UnreachableError
        network, weather = self._network, self._weather
        frame = pack(message)
        network.sent += 1
        if self._happens(weather.lost):
            raise CutError
        if self._happens(weather.late):
            self._put_off(name, frame)
            raise CutError
        if self._happens(weather.doubled):
            self._put_off(name, frame)
        cut_at = network.rng.randint(1, 30) if self._happens(weather.centre_killed) else 0
        answer = network.centre.answer(self._machine.device, name, frame, cut_at)
        if answer is None or self._happens(weather.answer_lost):
            raise CutError
        return unpack(answer, kind)

    def _happens(self, likelihood: float) -> bool:
        return likelihood > 0 and self._network.rng.random() < likelihood

    def _put_off(self, name: str, frame: bytes) -> None:
        now_ms = self._network.centre.clock.now_ms
        delay_ms = self._network.rng.randint(1_000, 7_200_000)
        self._network.put_off(now_ms + delay_ms, self._machine.device, name, frame)
