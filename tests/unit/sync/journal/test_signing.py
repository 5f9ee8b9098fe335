"""A signature holds for one thing, one key and one purpose."""

import pytest

from sync.journal import signing

KEY = signing.new_private_key()
PUBLIC = signing.public_key_of(KEY)
DEVICE, ENTRY = b"d" * 16, b"e" * 32


def test_a_head_is_known_by_its_devices_signature() -> None:
    head = signing.sign_head(KEY, DEVICE, 7, ENTRY)
    assert signing.is_signed_by(PUBLIC, head)
    assert not signing.is_signed_by(signing.public_key_of(signing.new_private_key()), head)


@pytest.mark.parametrize(
    "change",
    [
        {"device": b"x" * 16},
        {"device": b"d" * 15},
        {"seq": 8},
        {"seq": -1},
        {"seq": 2**64},
        {"entry": b"x" * 32},
        {"entry": b""},
        {"signature": b""},
        {"signature": b"s" * 64},
    ],
    ids=str,
)
def test_a_changed_head_is_not_signed(change: dict[str, bytes | int]) -> None:
    head = signing.sign_head(KEY, DEVICE, 7, ENTRY)
    fields = {"device": DEVICE, "seq": 7, "entry": ENTRY, "signature": head.signature, **change}
    assert not signing.is_signed_by(PUBLIC, signing.SignedHead(**fields))  # type: ignore[arg-type]


def test_a_signature_serves_one_purpose_only() -> None:
    message = b"the same bytes"
    assert signing.is_request_signed_by(PUBLIC, message, signing.sign_request(KEY, message))
    assert signing.is_receipt_signed_by(PUBLIC, message, signing.sign_receipt(KEY, message))
    assert not signing.is_receipt_signed_by(PUBLIC, message, signing.sign_request(KEY, message))
    assert not signing.is_request_signed_by(PUBLIC, message, signing.sign_receipt(KEY, message))


def test_a_key_that_is_none_signs_nothing() -> None:
    head = signing.sign_head(KEY, DEVICE, 7, ENTRY)
    assert not signing.is_signed_by(b"short", head)
