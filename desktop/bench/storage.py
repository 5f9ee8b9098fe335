"""What makes typing and saving durable costs, beside one raw durable row of the same driver.

The raw row is the record of the field trials: 2,088 bytes of text in a keyed file with the same
settings, committed by itself, with an index on suite and time.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from desktop.assembly.session import assemble
from desktop.assembly.setting_up import new_practitioner
from desktop.bench.row import Row
from desktop.domain.detention import CallReason, HcpCall
from desktop.domain.identity import CallId, DetentionId, PersonId, ScreenId, new_uuid
from desktop.domain.screen import Answer, Coding
from desktop.services.everything import Services
from desktop.storage.engine import connect
from desktop.storage.store import create_store, open_store
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.slots import OpenedSlot
from desktop.vault.unlock import Unlocked

_TURNS, _WARM_UP = 400, 40
_ANSWER_GOAL, _SAVE_GOAL = 1.5, 2.5
_RECORD_BYTES = 2088
_QUESTIONS = 40


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="custody-liaison-bench-") as name:
        folder, key = Path(name), os.urandom(32)
        device = uuid4()
        create_store(folder, key, device.bytes).close()
        store = open_store(folder, key, device.bytes)
        unlocked = Unlocked(
            slot=OpenedSlot(
                practitioner=new_practitioner("A. Bench"), store_key=key, signing_key=bytes(32)
            ),
            secrets=DeviceSecrets(secret=bytes(32), signing_key=bytes(32)),
            workstation=Workstation(device_id=device, name="Bench 1", suite="Southend"),
        )
        services = assemble(unlocked, store).services
        raw, answer, save = _interleaved(
            _raw_row(folder / "raw.db", key), _answer(services), _save(services)
        )
        store.close()
    return [
        Row(name="an answer made durable", ours=answer, baseline=raw, unit="ms", goal=_ANSWER_GOAL),
        Row(name="a finished save", ours=save, baseline=raw, unit="ms", goal=_SAVE_GOAL),
    ]


def _interleaved(*works: Callable[[int], None]) -> list[float]:
    """Return each work's median milliseconds, one of each in turn."""
    took: list[list[float]] = [[] for _ in works]
    for turn in range(_WARM_UP + _TURNS):
        for work, times in zip(works, took, strict=True):
            began = time.perf_counter()
            work(turn)
            if turn >= _WARM_UP:
                times.append((time.perf_counter() - began) * 1000)
    return [statistics.median(times) for times in took]


def _raw_row(path: Path, key: bytes) -> Callable[[int], None]:
    connection = connect(path, key)
    connection.execute(
        "CREATE TABLE record (id TEXT PRIMARY KEY, suite TEXT, updated TEXT, body TEXT)"
    )
    connection.execute("CREATE INDEX by_suite ON record (suite, updated)")
    connection.close()
    # A connection that made the schema prepares its statements anew each time.
    connection = connect(path, key)
    body = "x" * _RECORD_BYTES

    def write(turn: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?)",
            (os.urandom(16).hex(), f"suite {turn % 7}", str(turn), body),
        )
        connection.execute("COMMIT")

    return write


def _answer(services: Services) -> Callable[[int], None]:
    screen = ScreenId(new_uuid())
    answer = Answer(values=(Coding("1", "https://example.org/frequency", "Monthly or less"),))

    def write(turn: int) -> None:
        services.answer_question(screen, f"question.{turn % _QUESTIONS}", answer)

    return write


def _save(services: Services) -> Callable[[int], None]:
    person, detention = PersonId(new_uuid()), DetentionId(new_uuid())
    asked = datetime.now(UTC)

    def write(_turn: int) -> None:
        services.log_call(
            HcpCall(
                id=CallId(new_uuid()),
                detention_id=detention,
                person_id=person,
                suite="Southend",
                requested_at=asked,
                reason=CallReason.INJURY,
                requested_by="PC 71234",
            )
        )

    return write
