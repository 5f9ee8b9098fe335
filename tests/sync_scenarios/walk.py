"""A night at several desks as chance has it: saving, rounds, cuts, clones; every step is told."""

import random
from dataclasses import dataclass, field
from typing import TypeVar

from sync.central.core import CentralCore
from sync.client.errors import CutError
from sync.client.server import SyncServer
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
from tests.central.stores import go_round, join
from tests.fakes.replica import MemoryReplica

_Reply = TypeVar("_Reply")


class ShakyLine:
    """Loses a request on its way, or its answer, as chance has it."""

    def __init__(self, server: SyncServer, rng: random.Random, chance: float) -> None:
        self._server, self._rng, self._chance = server, rng, chance

    def hello(self, message: Hello) -> HelloReply:
        self._shake()
        return self._shaken(self._server.hello(message))

    def push(self, message: Push) -> PushReply:
        self._shake()
        return self._shaken(self._server.push(message))

    def pull(self, message: Pull) -> PullReply:
        self._shake()
        return self._shaken(self._server.pull(message))

    def finish(self, message: Finish) -> FinishReply:
        self._shake()
        return self._shaken(self._server.finish(message))

    def _shaken(self, reply: _Reply) -> _Reply:
        self._shake()
        return reply

    def _shake(self) -> None:
        if self._rng.random() < self._chance:
            raise CutError


@dataclass
class Night:
    core: CentralCore
    rng: random.Random
    desks: list[MemoryReplica] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    saved: int = 0

    def go_on(self, steps: int) -> None:
        self.desks = [join(self.core) for _ in range(3)]
        for _ in range(steps):
            self.rng.choices([self.save, self.round, self.clone], weights=[6, 5, 0.3])[0]()

    def save(self) -> None:
        at = self.rng.randrange(len(self.desks))
        for _ in range(self.rng.choice([1, 1, 2, 300])):
            self.saved += 1
            record = bytes([self.rng.randrange(6)]) * 16
            register = self.rng.choice(["risk", "cell", "note"])
            fields = {register: self.saved, "last": at}
            self.desks[at].save(record, fields, parts=self.rng.choice([1, 1, 3]))
        self.told.append(f"desk {at} saved up to {self.saved}")

    def round(self) -> None:
        at = self.rng.randrange(len(self.desks))
        desk = self.desks[at]
        line = ShakyLine(self.core.as_device(desk.device), self.rng, 0.12)
        try:
            go_round(self.core, desk, line)
            self.told.append(f"desk {at} went round")
        except CutError:
            self.told.append(f"desk {at} was cut")

    def clone(self) -> None:
        at = self.rng.randrange(len(self.desks))
        self.desks.append(self.desks[at].clone())
        self.told.append(f"desk {at} was cloned as {len(self.desks) - 1}")

    def settle(self) -> None:
        for _ in range(2):
            for desk in self.desks:
                go_round(self.core, desk)
