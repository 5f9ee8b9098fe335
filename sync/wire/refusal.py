"""Why the central store turns a request down: the code travels, the reason stays in its log."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class RefusalCode(StrEnum):
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    PROTOCOL_TOO_OLD = "protocol_too_old"
    PROTOCOL_TOO_NEW = "protocol_too_new"
    UNKNOWN_DEVICE = "unknown_device"
    REVOKED = "revoked"
    BAD_SIGNATURE = "bad_signature"
    REPLAYED = "replayed"
    CLOCK_WRONG = "clock_wrong"
    INVITATION_UNKNOWN = "invitation_unknown"
    INVITATION_USED = "invitation_used"
    INVITATION_EXPIRED = "invitation_expired"
    DEVICE_TAKEN = "device_taken"
    NOT_FOUND = "not_found"
    NOT_READY = "not_ready"
    BAD_BATCH = "bad_batch"
    UNLINKED = "unlinked"  # the entry before the batch is not here


class Refusal(msgspec.Struct, frozen=True, array_like=True):
    """A code that this side does not know yet stays a plain string."""

    code: str
    details: dict[str, str] = {}


def refusal_with(code: RefusalCode, **numbers: int) -> Refusal:
    return Refusal(code, {name: str(number) for name, number in numbers.items()})


class RefusedError(Exception):
    """The central store answered, and said no. `details` hold numbers and ids only."""

    def __init__(self, code: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.details = str(code), dict(details or {})


class ClockWrongError(RefusedError):
    """The asking machine's clock is too far from the central store's, which shows `server_ms`."""

    def __init__(self, details: Mapping[str, str]) -> None:
        super().__init__(RefusalCode.CLOCK_WRONG, details)

    @property
    def server_ms(self) -> int | None:
        said = self.details.get("server_ms", "")
        return int(said) if said.isdecimal() and said.isascii() else None


class ProtocolTooOldError(RefusedError):
    """The asking program is older than the central store still understands: update it."""

    def __init__(self, details: Mapping[str, str]) -> None:
        super().__init__(RefusalCode.PROTOCOL_TOO_OLD, details)


class ProtocolTooNewError(RefusedError):
    """The central store is older than this program still understands."""

    def __init__(self, details: Mapping[str, str]) -> None:
        super().__init__(RefusalCode.PROTOCOL_TOO_NEW, details)


_OWN_KINDS = {
    RefusalCode.CLOCK_WRONG: ClockWrongError,
    RefusalCode.PROTOCOL_TOO_OLD: ProtocolTooOldError,
    RefusalCode.PROTOCOL_TOO_NEW: ProtocolTooNewError,
}


def error_of(refusal: Refusal) -> RefusedError:
    for code, kind in _OWN_KINDS.items():
        if refusal.code == code:
            return kind(refusal.details)
    return RefusedError(refusal.code, refusal.details)
