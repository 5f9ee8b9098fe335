"""A round that waits for an answer ends when it is told, whoever tells it."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from uuid import UUID

import pytest

from desktop.assembly.central_link import CentralLink
from desktop.domain.identity import DeviceId
from desktop.errors import CancelledError
from desktop.services.sync_values import Receipt
from desktop.services.values import Session
from desktop.vault.device import DeviceSecrets, Workstation
from sync.central.certificates import new_authority
from tests.builders.staff import a_practitioner
from tests.storage.desks import Desk


@cache
def authority() -> str:
    return new_authority("Essex").certificate.decode()


@contextmanager
def deaf() -> Iterator[tuple[str, threading.Semaphore]]:
    """Something that takes connections and never says a word; it counts them."""
    taken, is_over = threading.Semaphore(0), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def take() -> None:
            kept = []
            while not is_over.is_set():
                try:
                    kept.append(listening.accept()[0])
                except TimeoutError:
                    continue
                taken.release()
            for one in kept:
                one.close()

        thread = threading.Thread(target=take)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}", taken
        is_over.set()
        thread.join(10)


def link_of(desk: Desk, url: str) -> CentralLink:
    device = UUID(bytes=desk.device)
    session = Session(
        practitioner=a_practitioner(), device_id=DeviceId(device), suite="Southend",
        workstation="WS",
    )  # fmt: skip
    workstation = Workstation(
        device_id=device, name="WS", suite="Southend", central_url=url, ca=authority(),
        central_id=desk.central.device.hex(), central_key=desk.central.public_key.hex(),
    )  # fmt: skip
    secrets = DeviceSecrets(secret=bytes(32), signing_key=desk.private_key)
    return CentralLink(desk.reads, session, secrets, workstation)


def unwatched(_done: int, _total: int) -> None:
    return


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def ends_cancelled(answer: "Future[Receipt]") -> bool:
    return isinstance(answer.exception(timeout=5), CancelledError)


def test_a_round_ends_at_once_when_its_asker_no_longer_wants_it(
    desk: Desk, pool: ThreadPoolExecutor
) -> None:
    locked = threading.Event()
    with deaf() as (url, taken):
        answer = pool.submit(link_of(desk, url).send, unwatched, locked.is_set)
        assert taken.acquire(timeout=10)
        locked.set()
        assert ends_cancelled(answer)


def test_a_new_round_ends_the_one_before_and_a_lock_ends_both(
    desk: Desk, pool: ThreadPoolExecutor
) -> None:
    with deaf() as (url, taken):
        link = link_of(desk, url)
        first = pool.submit(link.send, unwatched, lambda: False)
        assert taken.acquire(timeout=10)
        second = pool.submit(link.send, unwatched, lambda: False)
        assert ends_cancelled(first)
        assert taken.acquire(timeout=10)
        link.cut()
        link.cut()
        assert ends_cancelled(second)
        assert link.state().last_error is None
