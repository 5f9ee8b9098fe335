"""The file that an administrator hands over so that a workstation may join a service."""

import msgspec

from sync.client.errors import BadInvitationError

_FILE_LIMIT = 64 * 1024


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """`ca` is the service's own authority as PEM; `expires` an ISO moment, for people to read."""

    url: str
    service: str
    ca: str
    token: str
    suite: str
    name: str
    expires: str

    def __repr__(self) -> str:
        return f"Invitation(url={self.url!r}, service={self.service!r})"


def read_invitation(raw: bytes) -> Invitation:
    """Read the file's content. Raises BadInvitationError."""
    if len(raw) > _FILE_LIMIT:
        raise BadInvitationError("larger than an invitation is")
    try:
        invitation = msgspec.json.decode(raw, type=Invitation)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInvitationError("not an invitation") from error
    if not invitation.url.startswith("https://"):
        raise BadInvitationError("the address is not an https address")
    return invitation
