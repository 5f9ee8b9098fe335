"""What SQLite and the file system answer, told apart by code and said in a sentence."""

import errno
import sqlite3

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import OperationalError

from desktop.errors import TroubleError
from desktop.storage.errors import (
    DiskFullError,
    StoreBusyError,
    StoreDamagedError,
    StoreReadOnlyError,
    translated,
    trouble_of,
    trouble_of_system,
)
from desktop.wording.errors import say

NO_SUCH_TABLE = 1


def an_error(code: int | None) -> sqlcipher.Error:
    error = sqlcipher.OperationalError("database disk image is malformed: Marsh, Kelly")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusyError),
        (sqlite3.SQLITE_LOCKED, StoreBusyError),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnlyError),
        (sqlite3.SQLITE_CANTOPEN, StoreReadOnlyError),
        (sqlite3.SQLITE_FULL, DiskFullError),
        (sqlite3.SQLITE_IOERR_WRITE, DiskFullError),
        (sqlite3.SQLITE_CORRUPT, StoreDamagedError),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreDamagedError),
        (sqlite3.SQLITE_NOTADB, StoreDamagedError),
    ],
)
def test_each_code_has_its_own_error_whatever_the_text_says(
    code: int, kind: type[TroubleError]
) -> None:
    raw = an_error(code)
    wrapped = OperationalError("INSERT", {}, raw)

    for error in (raw, wrapped):
        with pytest.raises(kind) as refused, translated():
            raise error
        assert refused.value.__cause__ is error
        assert "Marsh" not in say(refused.value) + str(refused.value)


@pytest.mark.parametrize("code", [None, NO_SUCH_TABLE, sqlite3.SQLITE_CONSTRAINT_UNIQUE])
def test_a_bug_of_ours_stays_a_bug(code: int | None) -> None:
    error = an_error(code)

    assert trouble_of(error) is None
    with pytest.raises(sqlcipher.OperationalError) as raised, translated():
        raise error
    assert raised.value is error


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EFBIG, DiskFullError),
        (errno.EROFS, StoreReadOnlyError),
        (errno.EACCES, StoreReadOnlyError),
        (errno.ENOTDIR, StoreReadOnlyError),
    ],
)
def test_the_file_systems_errors_are_told_apart_too(number: int, kind: type[TroubleError]) -> None:
    assert type(trouble_of_system(OSError(number, "text"))) is kind
