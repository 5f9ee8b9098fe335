"""The same conversation over real TLS on the loopback."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn

from sync.central.app import create_app
from sync.central.certificates import Certified, new_authority, new_server
from sync.central.core import CentralCore
from sync.central.serving import tls_1_3
from sync.central.store.database import open_sqlite
from sync.central.store.schema import bring_up_to_date
from sync.client.enrol import enrol
from sync.client.errors import (
    ClockWrongError,
    CutError,
    RefusedError,
    RoundCancelledError,
    UnreachableError,
    UntrustedError,
)
from sync.client.http_server import HttpSyncServer
from sync.client.invitation import Invitation
from sync.client.line import Line, pinned_context
from sync.client.round import RoundResult, run_round
from sync.client.token import RoundToken
from sync.journal.clock import system_ms
from sync.journal.signing import new_private_key, public_key_of
from sync.wire.framing import pack, unpack
from sync.wire.limits import FRAME_BYTES
from sync.wire.messages import Hello, Push
from sync.wire.receipt import is_genuine
from sync.wire.refusal import Refusal, RefusalCode
from tests.central.stores import KEY, NURSE, found, go_round, join
from tests.fakes.replica import MemoryReplica

RECORD, OTHER = b"r" * 16, b"o" * 16


@dataclass(frozen=True)
class Served:
    core: CentralCore
    url: str
    ca: str

    def line_for(self, replica: MemoryReplica) -> HttpSyncServer:
        return HttpSyncServer(self.url, self.ca, replica.device, replica.sign)

    def invitation(self, ca: str | None = None) -> Invitation:
        token, _ = self.core.enrolments.invite("Harlow", "Desk 1")
        return Invitation(
            url=self.url, service=self.core.identity.service.hex(), ca=ca or self.ca, token=token,
            suite="Harlow", name="Desk 1", expires="",
        )  # fmt: skip


@pytest.fixture(scope="module")
def authority() -> Certified:
    return new_authority("Essex")


@contextmanager
def serving(core: CentralCore, authority: Certified, folder: Path, host: str) -> Iterator[str]:
    certified = new_server(authority, [host])
    (folder / "server.pem").write_bytes(certified.certificate)
    (folder / "server.key").write_bytes(certified.key)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(core), ssl_certfile=folder / "server.pem", log_config=None, ws="none",
            ssl_keyfile=folder / "server.key", ssl_context_factory=tls_1_3, lifespan="off",
        )
    )  # fmt: skip
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, authority: Certified) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    database = open_sqlite(folder / "central.db", KEY)
    bring_up_to_date(database)
    core = found(database)
    with serving(core, authority, folder, "127.0.0.1") as url:
        yield Served(core, url, authority.certificate.decode())
    database.close()


def test_a_workstation_joins_and_sends_its_work(served: Served) -> None:
    desk = MemoryReplica()
    pinned = enrol(served.invitation(), desk.device, "Desk 1", desk.keys[desk.device])
    desk.keys[pinned.central] = pinned.central_key
    for number in range(1200):
        desk.save(number.to_bytes(16, "big"), {"note": number})
    with closing(HttpSyncServer(pinned.url, pinned.ca, desk.device, desk.sign)) as server:
        result = run_round(desk, server, pinned.central_key, practitioner=NURSE)
        assert result.sent == 1200
        assert run_round(desk, server, pinned.central_key, practitioner=NURSE).sent == 0
    other = join(served.core)
    with closing(served.line_for(other)) as server:
        run_round(other, server, pinned.central_key, practitioner=NURSE)
    assert set(desk.state()) <= set(other.state())
    assert all(abs(error) < 5000 for error in desk.clock_errors)


@pytest.mark.usefixtures("logged_warnings")
def test_a_store_of_another_authority_is_not_trusted(served: Served) -> None:
    desk = join(served.core)
    desk.save(b"r" * 16, {"risk": "high"})
    other = new_authority("Essex").certificate.decode()
    with (
        closing(HttpSyncServer(served.url, other, desk.device, desk.sign)) as server,
        pytest.raises(UntrustedError),
    ):
        run_round(desk, server, served.core.identity.public_key, practitioner=NURSE)
    with pytest.raises(UntrustedError):
        enrol(served.invitation(other), desk.device, "Desk 1", desk.keys[desk.device])


@pytest.mark.usefixtures("logged_warnings")
def test_a_store_of_another_name_is_not_trusted(
    served: Served, authority: Certified, tmp_path: Path
) -> None:
    with serving(served.core, authority, tmp_path, "central.kent.example") as url:
        line = Line(url, served.ca)
        with closing(line), pytest.raises(UntrustedError):
            line.ask("/v1/hello", b"\x00")


def test_older_tls_is_not_spoken(served: Served) -> None:
    context = pinned_context(served.ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    port = int(served.url.rsplit(":", 1)[1])
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        pytest.raises(ssl.SSLError),
        context.wrap_socket(plain, server_hostname="127.0.0.1"),
    ):
        pass


def test_nobody_there_is_told_from_somebody_else(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    line = Line(f"https://127.0.0.1:{port}", served.ca)
    with closing(line), pytest.raises(UnreachableError):
        line.ask("/v1/hello", b"\x00")


def test_whoever_hangs_up_before_proving_itself_is_as_good_as_nobody(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:

        def hang_up() -> None:
            for _ in range(1):
                deaf.accept()[0].close()

        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        line = Line(f"https://127.0.0.1:{deaf.getsockname()[1]}", served.ca)
        with closing(line), pytest.raises(UnreachableError):
            line.ask("/v1/hello", b"\x00")


def test_a_refusal_arrives_with_its_code(served: Served) -> None:
    stranger = MemoryReplica()
    with closing(served.line_for(stranger)) as server, pytest.raises(RefusedError) as refused:
        server.push(Push([]))
    assert refused.value.code == RefusalCode.UNKNOWN_DEVICE


def test_a_replayed_request_is_refused(served: Served) -> None:
    desk = join(served.core)
    line = Line(served.url, served.ca)
    with closing(line), closing(served.line_for(desk)) as server:
        request = server._signed("/v1/hello", pack(Hello(b"d" * 32, [], NURSE)))
        assert line.ask("/v1/hello", request)
        with pytest.raises(RefusedError) as refused:
            line.ask("/v1/hello", request)
    assert refused.value.code == RefusalCode.REPLAYED


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

    def refuses(path: str, _frame: bytes) -> bytes:
        asked.append(path)
        raise ClockWrongError({"server_ms": "1790000000000"})

    server = served.line_for(join(served.core))
    server._line.ask = refuses  # type: ignore[method-assign, assignment]
    with closing(server), pytest.raises(ClockWrongError):
        server.push(Push([]))
    assert len(asked) == 2


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

    def noted(path: str, frame: bytes) -> bytes:
        asked.append(path)
        return ask(path, frame)

    asking._line.ask = noted  # type: ignore[method-assign]
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


@contextmanager
def deaf() -> Iterator[tuple[str, threading.Event]]:
    """Something that takes a connection and never says a word."""
    taken = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take() -> None:
            kept, _ = listening.accept()
            taken.set()
            while kept.recv(4096):
                pass
            kept.close()

        thread = threading.Thread(target=take)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", taken
        thread.join(15)


@pytest.mark.parametrize("scheme", ["https", "http"], ids=["beginning TLS", "waiting"])
def test_a_round_that_waits_for_an_answer_is_cut_at_once(served: Served, scheme: str) -> None:
    desk, token, ended = join(served.core), RoundToken(), []
    with deaf() as (address, taken):
        server = HttpSyncServer(f"{scheme}://{address}", served.ca, desk.device, desk.sign)

        def go() -> None:
            try:
                run_round(
                    desk, server, served.core.identity.public_key, practitioner=NURSE,
                    cancelled=lambda: token.is_cancelled,
                )  # fmt: skip
            except RoundCancelledError as error:
                ended.append(error)

        with closing(server), token.cutting(server.cut):
            thread = threading.Thread(target=go)
            thread.start()
            assert taken.wait(10)
            token.cancel()
            token.cancel()
            thread.join(5)
            assert not thread.is_alive()
    assert len(ended) == 1
    assert go_round(served.core, desk).receipt


def test_a_round_cancelled_before_it_begins_asks_nothing(served: Served) -> None:
    desk, token = join(served.core), RoundToken()
    token.cancel()
    server = served.line_for(desk)
    with closing(server), token.cutting(server.cut), pytest.raises(CutError):
        server.push(Push([]))


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/v1/enrol", b"\x00junk", RefusalCode.MALFORMED),
        ("/v1/enrol", b"\x00" * 5000, RefusalCode.TOO_LARGE),
        ("/v1/push", b"\x00" * (FRAME_BYTES + 1), RefusalCode.TOO_LARGE),
        ("/v1/push", b"\x00junk", RefusalCode.MALFORMED),
    ],
    ids=["junk", "long enrolment", "long push", "unsigned push"],
)
def test_what_is_not_a_request_is_refused_by_code(
    served: Served, path: str, body: bytes, code: str
) -> None:
    line = Line(served.url, served.ca)
    with closing(line), pytest.raises(RefusedError) as refused:
        line.ask(path, body)
    assert refused.value.code == code
    assert unpack(pack(Refusal(code)), Refusal).code == code
