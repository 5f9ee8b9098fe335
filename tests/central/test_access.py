"""Only a known device is answered, once per request, and in time."""

import time

import msgspec
import pytest

from sync.central.access import WINDOW_MS
from sync.central.core import CentralCore
from sync.client.errors import ClockWrongError, RefusedError
from sync.wire.credentials import Credentials, new_credentials, signed_bytes, to_header
from sync.wire.refusal import ProtocolTooNewError, ProtocolTooOldError, RefusalCode
from tests.fakes.replica import MemoryReplica

PATH, BODY = "/v1/hello", b"body"


def header(replica: MemoryReplica, *, ahead_ms: int = 0, nonce: bytes = b"n" * 12) -> str:
    now_ms = time.time_ns() // 1_000_000
    return signed(replica, new_credentials(replica.device, now_ms + ahead_ms, nonce))


def signed(replica: MemoryReplica, credentials: Credentials) -> str:
    signature = replica.sign(signed_bytes(credentials, "POST", PATH, BODY))
    return to_header(msgspec.structs.replace(credentials, signature=signature))


def code_of(core: CentralCore, authorization: str, path: str = PATH, body: bytes = BODY) -> str:
    with pytest.raises(RefusedError) as refused:
        core.access.admit("POST", path, body, authorization)
    return refused.value.code


def test_a_fresh_signed_request_is_admitted(core: CentralCore, desk: MemoryReplica) -> None:
    assert core.access.admit("POST", PATH, BODY, header(desk)) == desk.device


def test_a_request_is_admitted_once(core: CentralCore, desk: MemoryReplica) -> None:
    request = header(desk)
    core.access.admit("POST", PATH, BODY, request)
    assert code_of(core, request) == RefusalCode.REPLAYED
    core.access.admit("POST", PATH, BODY, header(desk, nonce=b"m" * 12))


def test_a_signature_holds_for_its_own_request(core: CentralCore, desk: MemoryReplica) -> None:
    request = header(desk)
    assert code_of(core, request, path="/v1/push") == RefusalCode.BAD_SIGNATURE
    assert code_of(core, request, body=b"other") == RefusalCode.BAD_SIGNATURE
    core.access.admit("POST", PATH, BODY, request)


def test_another_devices_signature_is_refused(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    credentials = new_credentials(desk.device, time.time_ns() // 1_000_000, b"n" * 12)
    assert code_of(core, signed(other_desk, credentials)) == RefusalCode.BAD_SIGNATURE


def test_a_device_that_never_joined_is_refused(core: CentralCore) -> None:
    assert code_of(core, header(MemoryReplica())) == RefusalCode.UNKNOWN_DEVICE


def test_a_revoked_device_is_refused(core: CentralCore, desk: MemoryReplica) -> None:
    core.access.admit("POST", PATH, BODY, header(desk))
    core.enrolments.revoke(desk.device)
    assert code_of(core, header(desk, nonce=b"m" * 12)) == RefusalCode.REVOKED


@pytest.mark.parametrize("way", [-1, 1])
def test_a_clock_that_is_far_off_is_told_the_time(
    core: CentralCore, desk: MemoryReplica, way: int
) -> None:
    core.access.admit("POST", PATH, BODY, header(desk, ahead_ms=way * (WINDOW_MS - 60_000)))
    far = header(desk, ahead_ms=way * (WINDOW_MS + 60_000), nonce=b"m" * 12)
    with pytest.raises(ClockWrongError) as refused:
        core.access.admit("POST", PATH, BODY, far)
    assert abs((refused.value.server_ms or 0) - time.time_ns() // 1_000_000) < 60_000


@pytest.mark.parametrize(("protocol", "kind"), [(0, ProtocolTooOldError), (2, ProtocolTooNewError)])
def test_a_version_that_does_not_fit_is_told_so(
    core: CentralCore, desk: MemoryReplica, protocol: int, kind: type[RefusedError]
) -> None:
    credentials = new_credentials(desk.device, time.time_ns() // 1_000_000, b"n" * 12)
    other = msgspec.structs.replace(credentials, protocol=protocol)
    with pytest.raises(kind) as refused:
        core.access.admit("POST", PATH, BODY, signed(desk, other))
    assert refused.value.details == {"lowest": "1", "highest": "1"}


def test_without_credentials_nobody_is_admitted(core: CentralCore) -> None:
    assert code_of(core, "") == RefusalCode.MALFORMED
    assert code_of(core, "Bearer abc") == RefusalCode.MALFORMED
