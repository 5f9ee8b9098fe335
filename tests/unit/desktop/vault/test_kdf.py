"""The road from a passphrase to a key, held to published answers and to its bounds."""

import random

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.vault import kdf
from desktop.vault.errors import PassphraseTooShortError, VaultDamagedError
from desktop.vault.kdf import CEILING, FLOOR, KdfParameters, check_passphrase, derive, self_test

SECRET = bytes(range(32))
SALT = b"0123456789abcdef"


def test_the_library_gives_the_answer_that_rfc_9106_prints() -> None:
    """RFC 9106 section 5.3: Argon2id with a secret and associated data."""
    found = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=b"\x03" * 8,
        ad=b"\x04" * 12,
    ).derive(b"\x01" * 32)

    assert found.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_the_library_gives_the_answer_that_rfc_5869_prints() -> None:
    """RFC 5869 test case 1."""
    hkdf = HKDF(
        algorithm=SHA256(),
        length=42,
        salt=bytes.fromhex("000102030405060708090a0b0c"),
        info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
    )

    found = hkdf.derive(b"\x0b" * 22).hex()

    assert found == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def test_a_passphrase_gives_the_same_key_in_every_release() -> None:
    """Kept from version 0.1: a change here shuts everybody out of the store they have."""
    key, commitment = derive(
        "lomi-tabu-kedo-risa-venu", salt=SALT, device_secret=SECRET, info=b"test", cost=FLOOR
    )

    assert key.hex() == "51f2916f86a7ed9b6ff315b19e0a1cb9129c62b1d1b9c4f9e2a5ea8e3bf09d8c"
    assert commitment.hex() == "34932e88b88ca14ecc0485fd6b49c420eb0f0498e070ea46cf07bfa0b48d5b7a"


def test_the_self_test_notices_a_library_that_answers_wrongly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    self_test()
    monkeypatch.setattr(kdf, "_argon2", lambda *_given: bytes(32))

    with pytest.raises(VaultDamagedError):
        self_test()


@pytest.mark.parametrize(
    "cost",
    [
        KdfParameters(memory_kib=FLOOR.memory_kib - 1),
        KdfParameters(iterations=FLOOR.iterations - 1),
        KdfParameters(memory_kib=8, iterations=1, lanes=1),
        KdfParameters(lanes=0),
        KdfParameters(memory_kib=CEILING.memory_kib + 1),
        KdfParameters(iterations=2**31),
        KdfParameters(lanes=2**24 - 1),
    ],
)
def test_a_cost_below_the_floor_or_beyond_any_machine_is_refused(cost: KdfParameters) -> None:
    with pytest.raises(VaultDamagedError):
        derive("a long enough passphrase", salt=SALT, device_secret=SECRET, info=b"", cost=cost)


def test_the_floor_itself_is_accepted() -> None:
    FLOOR.check()


def test_passphrase_salt_machine_and_purpose_each_change_the_key(rng: random.Random) -> None:
    def one(passphrase: str, salt: bytes, secret: bytes, info: bytes) -> bytes:
        return derive(passphrase, salt=salt, device_secret=secret, info=info, cost=FLOOR)[0]

    other = rng.randbytes(32)
    keys = {
        one("a long enough passphrase", SALT, SECRET, b"purpose"),
        one("a long enough passphrasf", SALT, SECRET, b"purpose"),
        one("a long enough passphrase", other[:16], SECRET, b"purpose"),
        one("a long enough passphrase", SALT, other, b"purpose"),
        one("a long enough passphrase", SALT, SECRET, b"purposf"),
    }

    assert len(keys) == 5


def test_a_letter_typed_with_a_dead_key_or_in_one_is_the_same_passphrase() -> None:
    assert kdf.passphrase_bytes("Sia\u0302n") == kdf.passphrase_bytes("Si\u00e2n")


def test_a_short_passphrase_is_refused_and_told_how_long_it_must_be() -> None:
    check_passphrase("x" * 15)

    with pytest.raises(PassphraseTooShortError) as refused:
        check_passphrase("x" * 14)
    assert refused.value.details == {"minimum": 15}
