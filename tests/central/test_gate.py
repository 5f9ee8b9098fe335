"""A worker stays within its memory whatever is sent, and says how it is doing."""

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from backports import zstd

from sync.central.app import create_app
from sync.central.core import CentralCore
from sync.central.gate import SMALL_BODY, Limits
from sync.central.store.database import open_sqlite
from sync.central.store.schema import bring_up_to_date
from sync.wire.framing import pack, unpack
from sync.wire.limits import MESSAGE_BYTES
from sync.wire.messages import Hello, Push
from sync.wire.refusal import Refusal
from tests.central.described import Roles, roles_of
from tests.central.in_process import ask, asked
from tests.central.stores import KEY, NURSE, found

MB = 1024 * 1024
BOMB = b"\x01" + zstd.compress(bytes(MESSAGE_BYTES + 1))


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralCore]:
    database = open_sqlite(tmp_path_factory.mktemp("gate") / "central.db", KEY)
    bring_up_to_date(database)
    yield found(database)
    database.close()


@pytest.fixture(scope="module")
def roles(core: CentralCore) -> Roles:
    return roles_of(core)


def bombed(core: CentralCore, roles: Roles, limits: Limits, count: int) -> tuple[set[int], int]:
    """Send so many at once; return the statuses and by how many MB the process grew at most."""
    app = create_app(core, limits)

    async def send() -> set[int]:
        many = [
            asked(app, "POST", "/v1/push", [BOMB], roles.authorization("device", "/v1/push", BOMB))
            for _ in range(count)
        ]
        return {status for status, _, _ in await asyncio.gather(*many)}

    Path("/proc/self/clear_refs").write_text("5")
    before = _of_status("VmRSS")
    return asyncio.run(send()), (_of_status("VmHWM") - before) // 1024


def _of_status(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_bombs_are_refused_within_a_bounded_memory(core: CentralCore, roles: Roles) -> None:
    assert len(BOMB) < SMALL_BODY
    statuses, grown = bombed(core, roles, Limits(heavy=2), 10)
    assert statuses == {400}
    assert grown < 2 * 2 * MESSAGE_BYTES // MB + 50
    # The same without a gate shows that the figure is the gate's doing.
    _, ungated = bombed(core, roles, Limits(heavy=10), 10)
    assert ungated > grown, (ungated, grown)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("role", ["anonymous", "unknown", "revoked"])
def test_a_bomb_of_someone_who_is_not_admitted_is_not_even_unpacked(
    core: CentralCore, roles: Roles, role: str
) -> None:
    app = create_app(core)
    Path("/proc/self/clear_refs").write_text("5")
    before = _of_status("VmRSS")
    status, _ = ask(app, "POST", "/v1/push", BOMB, roles.authorization(role, "/v1/push", BOMB))
    assert status in (401, 403)
    assert (_of_status("VmHWM") - before) // 1024 < 10


@pytest.mark.parametrize("path", ["/v1/enrol", "/v1/vouch"])
def test_a_bomb_where_anyone_may_ask_is_refused_like_any_other(
    core: CentralCore, path: str
) -> None:
    status, answer = ask(create_app(core), "POST", path, BOMB)
    assert (status, unpack(answer, Refusal).code) in [(400, "malformed"), (413, "too_large")]


def test_bodies_on_their_way_in_are_counted_together(core: CentralCore, roles: Roles) -> None:
    limits = Limits(bodies=MB)
    app = create_app(core, limits)
    pieces = [bytes(64 * 1024)] * 11
    headers = roles.authorization("device", "/v1/push", b"".join(pieces))

    async def send(count: int) -> list[tuple[int, dict[str, str], bytes]]:
        return await asyncio.gather(
            *(asked(app, "POST", "/v1/push", pieces, headers) for _ in range(count))
        )

    one, other = asyncio.run(send(2))
    busy = one if one[0] == 503 else other
    assert sorted([one[0], other[0]]) == [400, 503]
    assert int(busy[1]["retry-after"]) > 0
    assert unpack(busy[2], Refusal).code == "not_ready"
    # What was turned down is given back.
    assert asyncio.run(send(1))[0][0] == 400


def test_a_body_that_says_it_is_too_long_is_not_waited_for(core: CentralCore) -> None:
    headers = {"content-length": str(10**9)}
    status, _, answer = asyncio.run(asked(create_app(core), "POST", "/v1/push", [b"x"], headers))
    assert (status, unpack(answer, Refusal).code) == (413, "too_large")


def test_a_worker_that_has_its_hands_full_says_when_to_come_again(
    core: CentralCore, roles: Roles
) -> None:
    app = create_app(core, Limits(waiting=0))
    frame = pack(Push([]))
    headers = roles.authorization("device", "/v1/push", frame)
    status, said, answer = asyncio.run(asked(app, "POST", "/v1/push", [frame], headers))
    assert (status, unpack(answer, Refusal).code) == (503, "not_ready")
    assert int(said["retry-after"]) > 0


def metric(text: str, name: str) -> float:
    (line,) = [line for line in text.splitlines() if line.startswith(name)]
    return float(line.rsplit(" ", 1)[1])


def test_what_was_answered_is_counted(core: CentralCore, roles: Roles) -> None:
    app = create_app(core)
    frame = pack(Hello(b"d" * 32, [], NURSE))
    for role in ("device", "device", "unknown"):
        ask(app, "POST", "/v1/hello", frame, roles.authorization(role, "/v1/hello", frame))
    status, answer = ask(app, "GET", "/metrics")
    text = answer.decode()
    assert status == 200
    hello = 'custody_requests_total{route="/v1/hello",status="%d"'
    assert (metric(text, hello % 200), metric(text, hello % 401)) == (2, 1)
    received = metric(text, 'custody_received_bytes_total{route="/v1/hello"')
    assert received == 3 * len(frame)
    assert (metric(text, "custody_devices_active "), metric(text, "custody_devices_revoked ")) == (
        1,
        1,
    )
    assert metric(text, "custody_entries_held ") == 4
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) .+|[a-z_]+(\{[^}]*\})? [0-9.]+", line)
    assert not {name for name in ("Harlow", "desk", roles.device.device.hex()) if name in text}


def test_counts_are_for_this_machine_or_whoever_has_the_token(core: CentralCore) -> None:
    def status(app_token: str | None, said: str, client: str) -> int:
        headers = {"authorization": said}
        app = create_app(core, metrics_token=app_token)
        return asyncio.run(asked(app, "GET", "/metrics", headers=headers, client=client))[0]

    here, away = "127.0.0.1", "192.0.2.7"
    assert status(None, "", here) == 200
    assert status(None, "", away) == 403
    assert status("sesame", "Bearer sesame", away) == 200
    assert status("sesame", "Bearer other", away) == 403
    assert status("sesame", "", here) == 403
