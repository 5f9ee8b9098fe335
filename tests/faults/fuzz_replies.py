"""Hands a desk the central store's answers with something changed in one of them.

    python -m tests.faults.fuzz_replies --replies 50000 --seed 1

adds to docs/tally/fuzz_replies.json.

Whatever comes, the round ends with an error of its own kind or well; the journal holds nothing but
true entries in whole units, and the desk can save afterwards.
"""

import argparse
import json
import random
import secrets
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import msgspec

from sync.client.errors import BadBatchError, RefusedError, RoundError
from sync.client.round import run_round
from sync.wire.framing import UnreadableError, unpack
from sync.wire.messages import FinishReply, HelloReply, PullReply, PushReply
from tests.faults.tally import add_run
from tests.simulator import oracle
from tests.simulator.centre import new_centre
from tests.simulator.chance import OneHand, VirtualClock, no_other_chance
from tests.simulator.deeds import Deeds
from tests.simulator.kit import Kit, kit
from tests.simulator.machine import Machine, new_machine
from tests.simulator.network import FAIR, Line, Network

_MARK = b"\x00"  # neither compressed nor thin: a change then reaches what is inside
NURSE = b"\x0e" * 16
_KINDS: dict[str, type[msgspec.Struct]] = {
    "hello": HelloReply,
    "push": PushReply,
    "pull": PullReply,
    "finish": FinishReply,
}
_ODD: tuple[Any, ...] = (
    0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), None, True, b"", b"\0" * 16,
    b"\xff" * 32, "", "x" * 70_000, "\0", [], {}, [[]], 1.5, float("nan"),
)  # fmt: skip


@dataclass
class Tally:
    replies: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass
class Recorder:
    """Writes down the answers of a round that went well."""

    line: Line
    told: list[tuple[str, bytes]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        def ask(message: msgspec.Struct) -> msgspec.Struct:
            reply: msgspec.Struct = getattr(self.line, name)(message)
            self.told.append((name, _MARK + msgspec.msgpack.encode(reply)))
            return reply

        return ask


@dataclass
class Liar:
    """Answers as it was written down, one answer changed; after the last, the line is cut."""

    told: list[tuple[str, bytes]]

    def __getattr__(self, name: str) -> Any:
        def ask(_message: msgspec.Struct) -> msgspec.Struct:
            for place, (asked, frame) in enumerate(self.told):
                if asked == name:
                    del self.told[place]
                    try:
                        return unpack(frame, _KINDS[name])
                    except UnreadableError as error:
                        raise RoundError from error  # as HttpSyncServer does
            raise RoundError

        return ask


def mutated(rng: random.Random, frame: bytes) -> bytes:
    return _bytes_changed(rng, frame) if rng.random() < 0.4 else _value_changed(rng, frame)


def _bytes_changed(rng: random.Random, frame: bytes) -> bytes:
    raw = bytearray(frame)
    at = rng.randrange(len(raw))
    match rng.randrange(5):
        case 0:
            raw[at] ^= 1 << rng.randrange(8)
        case 1:
            del raw[at:]
        case 2:
            raw[at:at] = rng.randbytes(rng.randrange(1, 40))
        case 3:
            del raw[at : at + rng.randrange(1, 40)]
        case _:
            raw[at : at + 8] = rng.randbytes(8)
    return bytes(raw)


def _value_changed(rng: random.Random, frame: bytes) -> bytes:
    tree: list[Any] = msgspec.msgpack.decode(frame[1:])
    places: list[tuple[Any, Any]] = []
    _collect(tree, places)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        holder, key = rng.choice(places)
        value = rng.choice(_ODD) if rng.random() < 0.6 else _near(rng, holder[key])
        holder[key] = value
    return _MARK + msgspec.msgpack.encode(tree)


def _near(rng: random.Random, value: Any) -> Any:
    if isinstance(value, bytes) and value:
        raw = bytearray(value)
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        return bytes(raw)
    if isinstance(value, int):
        return max(-(2**63), min(value + rng.choice((-1, 1, 1000)), 2**64 - 1))
    if isinstance(value, list) and value:
        return rng.choice((value[1:], value[:-1], value + value[:1], value[::-1]))
    return rng.choice(_ODD)


def _collect(tree: Any, places: list[tuple[Any, Any]]) -> None:
    inner = enumerate(tree) if isinstance(tree, list) else tree.items()
    for key, value in inner:
        places.append((tree, key))
        if isinstance(value, list | dict):
            _collect(value, places)


@dataclass
class Bench:
    """A desk with work to send, and more to fetch than fits into one answer."""

    kit: Kit
    rng: random.Random
    folder_number: int = 0

    def __post_init__(self) -> None:
        self.clock = VirtualClock()
        place = self.kit.folder / f"fuzz-{self.folder_number}"
        self.centre = new_centre(self.kit.centre, place / "centre", self.kit.identity, self.clock)
        self.network = Network(self.rng, self.centre)
        self.desk, other = (
            new_machine(
                name, self.kit.store, place / name, self.kit.devices[number], self.kit.identity
            )
            for number, name in enumerate(("desk", "other"))
        )
        deeds = Deeds(self.rng)
        for machine, count in ((other, 6), (self.desk, 3)):
            for _ in range(count):
                deeds.any_at(machine)
        self._round(other, Line(self.network, other, FAIR, lambda: None))
        self.before = self.desk.copy()
        recorder = Recorder(Line(self.network, self.desk, FAIR, lambda: None))
        self._round(self.desk, recorder)
        self.told = recorder.told
        self.true_entries = self.desk.entries()
        self._start_anew()

    def _start_anew(self) -> None:
        self.desk.put_back(self.before)
        self.entries_before = self.desk.entries()

    def _round(self, machine: Machine, server: Any) -> None:
        replica: Any = machine.replica
        run_round(
            replica, server, self.kit.identity.public_key, practitioner=NURSE,
            executor=OneHand(self.rng, 0), now_ms=self.clock.read,
        )  # fmt: skip

    def try_one(self, tally: Tally) -> None:
        told = list(self.told)
        place = self.rng.randrange(len(told))
        told[place] = (told[place][0], mutated(self.rng, told[place][1]))
        tally.replies += 1
        try:
            self._round(self.desk, Liar(told))
        except (RoundError, RefusedError, BadBatchError) as error:
            tally.ends[type(error).__name__] += 1
        except Exception as error:  # noqa: BLE001 -- what is looked for
            tally.faults.append(f"reply {tally.replies}, {told[place][0]}: {error!r}"[:300])
        else:
            tally.ends["well"] += 1
        self._look(tally)

    def _look(self, tally: Tally) -> None:
        held = self.desk.entries()
        if not self.entries_before <= held <= self.true_entries:
            tally.faults.append(f"reply {tally.replies}: entries that are not true")
        try:
            oracle.check_after_kill(self.desk, self.entries_before)
            if self.rng.random() < 0.1:
                self.desk.put_back(self.desk.copy())
                Deeds(self.rng).any_at(self.desk)
                oracle.check_folded_anew(self.desk)
        except Exception as error:  # noqa: BLE001 -- what is looked for
            tally.faults.append(f"reply {tally.replies}, afterwards: {error!r}"[:300])
        self._start_anew()


def fuzz(seed: int, replies: int, seconds: float = float("inf")) -> Tally:
    rng, tally, end = random.Random(seed), Tally(), time.monotonic() + seconds
    with kit() as kit_:
        number = 0
        while tally.replies < replies and time.monotonic() < end:
            number += 1
            with no_other_chance(rng, VirtualClock()):
                bench = Bench(kit_, rng, number)
                for _ in range(min(200, replies - tally.replies)):
                    bench.try_one(tally)
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--replies", type=int, default=300)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--no-tally", action="store_true")
    asked = parser.parse_args()
    tally = fuzz(asked.seed, asked.replies)
    row = {"seed": asked.seed, **vars(tally), "ends": dict(tally.ends)}
    print(json.dumps(row))  # noqa: T201 -- a command line prints
    if not asked.no_tally:
        add_run("fuzz_replies", row)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
