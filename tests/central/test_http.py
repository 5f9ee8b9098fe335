"""The same conversation over real TLS on the loopback."""

import socket
import ssl
import threading
from contextlib import closing
from pathlib import Path

import pytest

from sync.central.certificates import Certified, new_authority
from sync.client.enrol import enrol
from sync.client.errors import (
    RefusedError,
    UnreachableError,
    UntrustedError,
)
from sync.client.http_server import HttpSyncServer
from sync.client.line import Line, pinned_context
from sync.client.round import run_round
from sync.wire.framing import pack, unpack
from sync.wire.limits import FRAME_BYTES
from sync.wire.messages import Hello, Push
from sync.wire.refusal import Refusal, RefusalCode
from tests.central.served import Served, serving
from tests.central.stores import NURSE, join
from tests.fakes.replica import MemoryReplica

__all__ = ["serving"]  # rigs ask for it by this name


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
