"""From a passphrase and the machine's secret to the key that wraps a person's own keys.

Argon2id (RFC 9106) then HKDF with the device secret as salt: a stolen disk image without the
secret cannot be guessed at, a leaked secret falls back to Argon2id. Known answers are checked
before the first use in each process.
"""

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.vault.errors import PassphraseTooShortError, VaultDamagedError

KEY_LENGTH = 32
MINIMUM_PASSPHRASE = 15  # characters, where it is the only factor (NIST SP 800-63B-4)


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Argon2id cost. The floor is RFC 9106's second recommended set; lower is refused.

    So is what no machine of a suite could pay: a tampered slot would take all of its memory.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def check(self) -> None:
        """Raise VaultDamagedError for parameters outside the bounds: a tampered slot."""
        is_payable = (
            FLOOR.memory_kib <= self.memory_kib <= CEILING.memory_kib
            and FLOOR.iterations <= self.iterations <= CEILING.iterations
            and 1 <= self.lanes <= CEILING.lanes
        )
        if not is_payable:
            raise VaultDamagedError


FLOOR = KdfParameters()
CEILING = KdfParameters(memory_kib=2 * 1024 * 1024, iterations=64, lanes=64)

# RFC 9106 section 5.3 uses a secret and associated data; this answer is for our own call, checked
# once against argon2-cffi 25.1.0 and kept so that a broken library is noticed before it is used.
_KNOWN = (b"known answer", b"0123456789abcdef", "892265a6369a9169")


def derive(
    passphrase: str, *, salt: bytes, device_secret: bytes, info: bytes, cost: KdfParameters
) -> tuple[bytes, bytes]:
    """Return (wrapping key, commitment). The commitment tells a wrong passphrase from damage."""
    cost.check()
    stretched = _argon2(passphrase_bytes(passphrase), salt, cost)
    hkdf = HKDF(algorithm=SHA256(), length=2 * KEY_LENGTH, salt=device_secret, info=info)
    both = hkdf.derive(stretched)
    return both[:KEY_LENGTH], both[KEY_LENGTH:]


def passphrase_bytes(passphrase: str) -> bytes:
    return unicodedata.normalize("NFKC", passphrase).encode()


def check_passphrase(passphrase: str) -> None:
    if len(passphrase) < MINIMUM_PASSPHRASE:
        raise PassphraseTooShortError(minimum=MINIMUM_PASSPHRASE)


def _argon2(secret: bytes, salt: bytes, cost: KdfParameters) -> bytes:
    return Argon2id(
        salt=salt,
        length=KEY_LENGTH,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(secret)


def self_test() -> None:
    """Raise VaultDamagedError where the library does not give the known answer."""
    secret, salt, begins = _KNOWN
    cost = KdfParameters(memory_kib=64, iterations=1, lanes=1)
    if not _argon2(secret, salt, cost).hex().startswith(begins):
        raise VaultDamagedError
