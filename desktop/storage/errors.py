"""How the store fails, told apart by SQLite's own error code and never by its text."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from desktop.errors import RuleBrokenError, TroubleError


class StoreMissingError(TroubleError):
    message_key = "error.store_missing"


class StoreExistsError(RuleBrokenError):
    message_key = "error.store_exists"


class StoreDamagedError(TroubleError):
    """The file is not a store, or not one this key opens: SQLCipher cannot tell the two apart."""

    message_key = "error.store_damaged"


class StoreNewerError(RuleBrokenError):
    message_key = "error.store_newer"


class DiskFullError(TroubleError):
    message_key = "error.disk_full"


class StoreReadOnlyError(TroubleError):
    message_key = "error.store_read_only"


class StoreBusyError(TroubleError):
    message_key = "error.store_busy"


class SecondInstanceError(TroubleError):
    message_key = "error.second_instance"


class LibraryTooOldError(TroubleError):
    message_key = "error.library_too_old"


class RecordNeedsNewerError(RuleBrokenError):
    """A newer version of the program wrote this record: it may be read here and not changed."""

    message_key = "error.record_needs_newer"


# Primary result codes, https://www.sqlite.org/rescode.html
_BY_CODE: dict[int, type[TroubleError]] = {
    5: StoreBusyError,  # SQLITE_BUSY
    6: StoreBusyError,  # SQLITE_LOCKED
    8: StoreReadOnlyError,  # SQLITE_READONLY
    10: DiskFullError,  # SQLITE_IOERR: the disk refused; as a rule it is full or failing
    11: StoreDamagedError,  # SQLITE_CORRUPT
    13: DiskFullError,  # SQLITE_FULL
    14: StoreReadOnlyError,  # SQLITE_CANTOPEN: in WAL mode, what a read-only folder answers
    26: StoreDamagedError,  # SQLITE_NOTADB
}


def trouble_of(error: BaseException) -> TroubleError | None:
    """Return the trouble an SQLite error stands for, or None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return kind() if kind else None


_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def trouble_of_system(error: OSError) -> TroubleError:
    """Return the trouble that an error of the file system stands for."""
    return DiskFullError() if error.errno in _FULL else StoreReadOnlyError()


@contextmanager
def translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        trouble = trouble_of(cause) if cause is not None else None
        if trouble is None:
            raise
        raise trouble from error
