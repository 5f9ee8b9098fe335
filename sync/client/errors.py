"""How a round may end early. Every end leaves a store that the next round continues."""

from sync.journal.chain import BadBatchError
from sync.wire.refusal import (
    ClockWrongError,
    ProtocolTooNewError,
    ProtocolTooOldError,
    RefusedError,
)

__all__ = [
    "BadBatchError",
    "BadInvitationError",
    "ClockWrongError",
    "CutError",
    "ProtocolTooNewError",
    "ProtocolTooOldError",
    "RefusedError",
    "RoundCancelledError",
    "RoundError",
    "UnreachableError",
    "UnsettledError",
    "UntrustedError",
    "WrongTimeError",
]


class RoundError(Exception):
    """The round did not reach its receipt. What was acknowledged stays acknowledged."""


class UnreachableError(RoundError):
    """No connection came about: no network, or nothing answers at the address."""


class UntrustedError(RoundError):
    """Whatever answered could not prove that it is the service's central store."""


class WrongTimeError(UntrustedError):
    """By this machine's clock its certificate is not valid yet, or no longer."""


class CutError(RoundError):
    """The connection ended before the answer was here. The request may have been carried out."""


class UnsettledError(RoundError):
    """Several turns did not bring both sides to the same; the next round goes on from here."""


class RoundCancelledError(RoundError):
    """The person asked to stop."""


class BadInvitationError(Exception):
    """The file is no invitation, or one that this program cannot use."""
