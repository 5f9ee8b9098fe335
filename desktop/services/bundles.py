"""What leaves and comes by file where no network does. The adapter joins it to the store."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.errors import RuleBrokenError, TroubleError


class NotABundleFileError(RuleBrokenError):
    message_key = "error.bundle_is_none"


class BundleCodeError(RuleBrokenError):
    message_key = "error.bundle_code"


class BundleDamagedError(TroubleError):
    message_key = "error.bundle_damaged"


class BundleOfOtherServiceError(RuleBrokenError):
    message_key = "error.bundle_other_service"


class BundleUnwritableError(TroubleError):
    message_key = "error.bundle_unwritable"


@dataclass(frozen=True, slots=True)
class BundleWritten:
    """`code` opens the file. It is shown once, and told by another way than the file goes."""

    code: str
    entries: int


@dataclass(frozen=True, slots=True)
class BundleRead:
    """`refused` batches could not be taken; `needs_earlier` where they go on from what is not here.

    `is_receipt`: the central store proved in this file that it holds what was brought to it.
    """

    new: int
    refused: int = 0
    needs_earlier: bool = False
    is_receipt: bool = False


class WritesBundle(Protocol):
    def __call__(self, path: Path, *, everything: bool = False) -> BundleWritten:
        """Write what the central store has not confirmed, or everything that is here."""
        ...


class ReadsBundle(Protocol):
    def __call__(self, path: Path, code: str) -> BundleRead: ...
