"""Locks a PDF with a password: AES-256 (revision 6), which every current reader opens."""

from io import BytesIO

import pikepdf

from desktop.errors import RuleBrokenError

MINIMUM_PASSWORD_LENGTH = 12
# Revision 6 reads no further, so a longer password would promise more than it keeps.
MAXIMUM_PASSWORD_LENGTH = 127


class PasswordTooShortError(RuleBrokenError):
    message_key = "error.password_too_short"


class PasswordNotTypeableError(RuleBrokenError):
    """Letters outside ASCII are prepared differently by different readers: some would not open."""

    message_key = "error.password_not_typeable"


def check_password(password: str) -> None:
    if len(password.strip()) < MINIMUM_PASSWORD_LENGTH:
        raise PasswordTooShortError(minimum=MINIMUM_PASSWORD_LENGTH)
    is_typeable = password.isascii() and password.isprintable()
    if not is_typeable or len(password) > MAXIMUM_PASSWORD_LENGTH:
        raise PasswordNotTypeableError(maximum=MAXIMUM_PASSWORD_LENGTH)


def encrypt_pdf(pdf: bytes, password: str) -> bytes:
    """Return the PDF so that it opens only with `password`; also its metadata are locked."""
    check_password(password)
    out = BytesIO()
    lock = pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True)
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=lock)
    return out.getvalue()
