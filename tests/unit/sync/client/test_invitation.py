"""An invitation is read, or refused for what it is; its token shows nowhere."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client.errors import BadInvitationError
from sync.client.invitation import read_invitation

CONTENT = {
    "url": "https://127.0.0.1:8443",
    "service": "ab" * 16,
    "ca": "-----BEGIN CERTIFICATE-----",
    "token": "secret-token",
    "suite": "Harlow",
    "name": "Desk 1",
    "expires": "2026-12-01T00:00:00+00:00",
}


def test_an_invitation_is_read() -> None:
    invitation = read_invitation(json.dumps({**CONTENT, "later": 1}).encode())
    assert (invitation.suite, invitation.name) == ("Harlow", "Desk 1")
    assert "secret-token" not in repr(invitation)


@given(raw=st.binary(max_size=200))
def test_any_other_file_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(BadInvitationError):
        read_invitation(raw)


@pytest.mark.parametrize("missing", CONTENT)
def test_an_incomplete_invitation_is_refused(missing: str) -> None:
    content = {name: value for name, value in CONTENT.items() if name != missing}
    with pytest.raises(BadInvitationError):
        read_invitation(json.dumps(content).encode())


def test_an_address_without_encryption_is_refused() -> None:
    with pytest.raises(BadInvitationError):
        read_invitation(json.dumps({**CONTENT, "url": "http://127.0.0.1"}).encode())


def test_an_invitation_as_large_as_no_invitation_is_refused() -> None:
    with pytest.raises(BadInvitationError):
        read_invitation(json.dumps({**CONTENT, "name": "n" * 70_000}).encode())
