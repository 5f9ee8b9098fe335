"""The code that opens a bundle: made by the program, told by a person, written in no file.

130 bits from the system's generator, so that no slow derivation is needed: nobody guesses it.
"""

import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Without I, L, O and U: it is read aloud, and typed from paper.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_LENGTH, _GROUP = 26, 5
_INFO = b"custody-liaison bundle 1\0"


class BadCodeError(Exception):
    """What was typed cannot be a code: a letter is missing or too many."""


def new_code() -> str:
    """Return a code in groups, as it is shown to a person."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def key_of(code: str, salt: bytes) -> bytes:
    """Return the 32-byte key. Case, spaces and hyphens do not count. Raises BadCodeError."""
    typed = "".join(each for each in code.upper() if each.isalnum()).translate(_MEANT)
    if len(typed) != _LENGTH or set(typed) - set(_LETTERS):
        raise BadCodeError
    return HKDF(SHA256(), 32, salt, _INFO).derive(typed.encode("ascii"))
