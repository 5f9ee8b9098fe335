"""Join a service with an invitation; asking again with the same key gives the same answer."""

from dataclasses import dataclass

from sync.client.errors import CutError, UntrustedError
from sync.client.invitation import Invitation
from sync.client.line import Line
from sync.wire.framing import UnreadableError, pack, unpack
from sync.wire.messages import Enrol, Enrolled


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What this device knows of its service from now on; `central_key` and `ca` are pinned."""

    url: str
    ca: str
    service: bytes
    store: str
    central: bytes
    central_key: bytes
    suite: str
    service_name: str


def enrol(invitation: Invitation, device: bytes, name: str, public_key: bytes) -> Enrolment:
    """Return the pinned facts. Raises UnreachableError, UntrustedError, CutError, RefusedError."""
    line = Line(invitation.url, invitation.ca)
    try:
        message = Enrol(invitation.token, device, name, public_key)
        enrolled = unpack(line.ask("/v1/enrol", pack(message)), Enrolled)
    except UnreadableError as error:
        raise CutError("the answer cannot be read") from error
    finally:
        line.close()
    if enrolled.service.hex() != invitation.service:
        raise UntrustedError("another service answered")
    return Enrolment(
        invitation.url,
        invitation.ca,
        enrolled.service,
        enrolled.store,
        enrolled.central,
        enrolled.central_key,
        enrolled.suite,
        enrolled.service_name,
    )
