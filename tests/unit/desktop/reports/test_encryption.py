from io import BytesIO

import pikepdf
import pytest
from pypdf import PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError

from desktop.reports.court_report import court_report_pdf
from desktop.reports.encryption import (
    PasswordNotTypeableError,
    PasswordTooShortError,
    encrypt_pdf,
)
from desktop.wording.errors import say
from tests.unit.desktop.reports.papers import a_paper, a_signed_report

PASSWORD = "marsh copper 4 lantern"


@pytest.fixture(scope="module")
def report() -> bytes:
    return court_report_pdf(a_paper(a_signed_report()))


def test_a_locked_report_opens_only_with_its_password(report: bytes) -> None:
    locked = encrypt_pdf(report, PASSWORD)

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password=PASSWORD.upper())
    reader = PdfReader(BytesIO(locked))
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    assert reader.decrypt(PASSWORD) is not PasswordType.NOT_DECRYPTED
    assert "KOWALSKA" in reader.pages[0].extract_text()


def test_the_lock_is_aes_256_of_revision_6(report: bytes) -> None:
    with pikepdf.open(BytesIO(encrypt_pdf(report, PASSWORD)), password=PASSWORD) as document:
        assert document.encryption.R == 6
        assert document.encryption.bits == 256
        assert document.encryption.stream_method.name == "aesv3"
        assert document.encryption.string_method.name == "aesv3"


def test_nothing_readable_stays_in_a_locked_file(report: bytes) -> None:
    assert b"ESX-2026-0042" in report
    assert b"ESX-2026-0042" not in encrypt_pdf(report, PASSWORD)


@pytest.mark.parametrize("password", ["", "zq7", "eleven char", "           x   "])
def test_a_short_password_is_refused_with_the_length_needed(report: bytes, password: str) -> None:
    with pytest.raises(PasswordTooShortError) as refused:
        encrypt_pdf(report, password)

    assert "at least 12 characters" in say(refused.value)
    assert not password.strip() or password not in say(refused.value)


@pytest.mark.parametrize("password", ["naïve lantern marsh", "marsh\tcopper lantern", "x" * 128])
def test_a_password_that_some_readers_would_not_take_is_refused(
    report: bytes, password: str
) -> None:
    with pytest.raises(PasswordNotTypeableError) as refused:
        encrypt_pdf(report, password)

    assert password not in say(refused.value)
