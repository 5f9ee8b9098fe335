"""A request's signature covers everything that could be turned against it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire.credentials import (
    disclose,
    enclose,
    from_header,
    new_credentials,
    signed_bytes,
    to_header,
)

CREDENTIALS = new_credentials(b"d" * 16, 1_790_000_000_000, b"n" * 12)


def test_credentials_travel_in_a_header() -> None:
    assert from_header(to_header(CREDENTIALS)) == CREDENTIALS


@given(value=st.text(max_size=100))
def test_any_header_is_read_or_is_none(value: str) -> None:
    assert from_header(f"Custody-Device {value}") is None
    assert from_header(value) is None


def test_every_part_of_a_request_is_signed() -> None:
    def signed(**change: object) -> bytes:
        parts = {"method": "POST", "path": "/v1/push", "body": b"body", **change}
        return signed_bytes(CREDENTIALS, **parts)  # type: ignore[arg-type]

    changes: list[dict[str, object]] = [
        {"method": "GET"}, {"path": "/v1/pull"}, {"body": b"other"}, {"body": b""},
    ]  # fmt: skip
    assert signed() == signed()
    assert all(signed(**change) != signed() for change in changes)


@pytest.mark.parametrize("other", [(b"x" * 16, 1, b"n" * 12), (b"d" * 16, 2, b"n" * 12)])
def test_device_time_and_nonce_are_signed(other: tuple[bytes, int, bytes]) -> None:
    one = signed_bytes(new_credentials(b"d" * 16, 1, b"n" * 12), "POST", "/", b"")
    assert signed_bytes(new_credentials(*other), "POST", "/", b"") != one
    assert signed_bytes(new_credentials(b"d" * 16, 1, b"m" * 12), "POST", "/", b"") != one


def test_credentials_travel_before_the_frame_that_they_are_for() -> None:
    assert disclose(enclose(CREDENTIALS, b"\x00frame")) == (CREDENTIALS, b"\x00frame")


@pytest.mark.parametrize("body", [b"", b"\x00frame", b"\x02", b"\x02\x05junk", b"\x02\x00"])
def test_what_says_nothing_of_its_sender_is_the_frame_alone(body: bytes) -> None:
    assert disclose(body) == (None, body)
