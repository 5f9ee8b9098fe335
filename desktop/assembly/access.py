"""Gets a passphrase without ever taking it from the command line."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.assembly.session import OpenSession, open_session
from desktop.errors import TroubleError


class PassphraseFileError(TroubleError):
    message_key = "error.passphrase_file"


def read_passphrase(given: str | None, *, prompt: str = "Passphrase: ") -> str:
    """Return the passphrase from a file, from standard input (-), or asked for."""
    if given is None:
        return getpass.getpass(prompt)
    if given == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return Path(given).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseFileError(path=given) from error


@contextmanager
def session_for(asked: argparse.Namespace) -> Iterator[OpenSession]:
    passphrase = read_passphrase(asked.passphrase_file)
    with open_session(asked.data, asked.user, passphrase) as session:
        yield session
