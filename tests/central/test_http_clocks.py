"""A wrong clock on either side of the line, and what a certificate's days are judged by."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from sync.central.certificates import new_authority
from sync.central.core import CentralCore
from sync.client.errors import (
    ClockWrongError,
    UntrustedError,
)
from sync.client.http_server import HttpSyncServer
from sync.client.round import run_round
from sync.journal.clock import system_ms
from sync.journal.signing import new_private_key, public_key_of
from sync.wire.messages import Push
from tests.central.served import Served, serving
from tests.central.stores import NURSE, join

RECORD = b"r" * 16


DAY = 24 * 3600 * 1000
IN_2036 = (2036 - 2026) * 366 * DAY


@pytest.mark.parametrize("ahead", [DAY, -DAY, 3600_000, IN_2036], ids=["+1d", "-1d", "+1h", "2036"])
def test_a_machine_with_a_wrong_clock_sends_and_learns_how_wrong_it_is(
    served: Served, ahead: int
) -> None:
    def wrong() -> int:
        return system_ms() + ahead

    desk = join(served.core)
    desk.now_ms = wrong
    for number in range(3):
        desk.save(RECORD, {"note": number})
    server = HttpSyncServer(served.url, served.ca, desk.device, desk.sign, now_ms=wrong)
    with closing(server):
        result = run_round(
            desk, server, served.core.identity.public_key, practitioner=NURSE, now_ms=wrong
        )
    assert (result.sent, desk.acknowledged()) == (3, desk.vector())
    (measured,) = desk.clock_errors
    assert abs(measured - ahead) < 60_000


@contextmanager
def at_another_time(
    served: Served, folder: Path, days: int, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    """The store with its clock and its certificates many days from this machine's clock."""
    with monkeypatch.context() as patched:
        there = datetime.now(UTC) + timedelta(days=days)
        patched.setattr("sync.central.certificates.datetime", SimpleNamespace(now=lambda _: there))
        patched.setattr("sync.central.certificates._SERVER_DAYS", 30)
        elsewhen = CentralCore(
            served.core.database, served.core.identity, now_ms=lambda: system_ms() + days * DAY
        )
        authority = new_authority("Essex")
        with serving(elsewhen, authority, folder, "127.0.0.1") as url:
            yield Served(elsewhen, url, authority.certificate.decode())


@pytest.mark.usefixtures("logged_warnings")
@pytest.mark.parametrize("days", [-40, 40], ids=["machine ahead", "machine behind"])
def test_a_certificate_is_judged_by_the_time_that_the_store_has_signed(
    served: Served, tmp_path: Path, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = join(served.core)
    desk.save(RECORD, {"note": 1})
    key = served.core.identity.public_key
    with at_another_time(served, tmp_path, days, monkeypatch) as there:
        for other in (b"", public_key_of(new_private_key())):
            server = HttpSyncServer(there.url, there.ca, desk.device, desk.sign, central_key=other)
            with closing(server), pytest.raises(UntrustedError):
                run_round(desk, server, key, practitioner=NURSE)
        assert desk.acknowledged() == {}
        server = HttpSyncServer(there.url, there.ca, desk.device, desk.sign, central_key=key)
        with closing(server):
            assert run_round(desk, server, key, practitioner=NURSE).sent == 1
    assert abs(desk.clock_errors[-1] + days * DAY) < 60_000


@pytest.mark.usefixtures("logged_warnings")
def test_a_certificate_that_has_really_expired_is_not_saved_by_asking_the_time(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = join(served.core)
    key = served.core.identity.public_key
    with at_another_time(served, tmp_path, -40, monkeypatch) as there:
        monkeypatch.setattr(there.core, "now_ms", system_ms)
        monkeypatch.setattr(there.core.access, "_now_ms", system_ms)
        server = HttpSyncServer(there.url, there.ca, desk.device, desk.sign, central_key=key)
        with closing(server), pytest.raises(UntrustedError):
            run_round(desk, server, key, practitioner=NURSE)
    assert desk.receipts == []


def test_a_store_that_cannot_say_the_time_is_not_asked_a_third_time(served: Served) -> None:
    asked: list[str] = []

    def refuses(path: str, *_rest: object) -> bytes:
        asked.append(path)
        raise ClockWrongError({"server_ms": "1790000000000"})

    server = served.line_for(join(served.core))
    server._line.ask = refuses  # type: ignore[method-assign, assignment]
    with closing(server), pytest.raises(ClockWrongError):
        server.push(Push([]))
    assert len(asked) == 2
