"""Gets a passphrase without ever taking it from the command line."""

import argparse
import getpass
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.assembly.session import OpenSession, open_session
from desktop.errors import TroubleError


class PassphraseFileError(TroubleError):
    message_key = "error.passphrase_file"


class PassphraseNotGivenError(TroubleError):
    message_key = "error.passphrase_not_given"


def read_passphrase(given: str | None, *, prompt: str = "Passphrase: ") -> str:
    """Return the passphrase from a file, from standard input (-), or asked for."""
    if given is None:
        return _asked(prompt)
    if given == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return Path(given).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseFileError(path=given) from error


def _asked(prompt: str) -> str:
    with warnings.catch_warnings():
        # Without a terminal getpass would read on, and show what is typed.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning) as error:
            raise PassphraseNotGivenError from error


@contextmanager
def session_for(asked: argparse.Namespace) -> Iterator[OpenSession]:
    passphrase = read_passphrase(asked.passphrase_file)
    with open_session(asked.data, asked.user, passphrase) as session:
        yield session
