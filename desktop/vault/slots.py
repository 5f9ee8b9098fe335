"""A slot per person: their own keys wrapped, the store key sealed to them.

The store key is random and belongs to the machine, so that a changed passphrase rewrites a few
hundred bytes and not the store. A person's X25519 key opens it; their Ed25519 key signs reports.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hmac import compare_digest
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from desktop.domain.identity import PractitionerId
from desktop.domain.staff import Practitioner, Role
from desktop.vault.errors import NoSuchUserError, UserExistsError, VaultDamagedError
from desktop.vault.files import write_private
from desktop.vault.kdf import KdfParameters, check_passphrase, derive
from desktop.vault.people import SLOTS_NAME, SLOTS_VERSION, slots_in
from sync.journal.signing import new_private_key, public_key_of

_INFO = b"custody-liaison slot 1\0"
_SEAL_INFO = b"custody-liaison store key 1\0"
_NONCE_LENGTH = 12
_SALT_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSlot:
    """What an unlocked person holds. Kept in memory only, and gone with the process."""

    practitioner: Practitioner
    store_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)


class WrongKeyError(Exception):
    """The passphrase does not open the slot. Becomes WrongPassphraseError with its delay."""


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _canonical(header: dict[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def read_slots(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the slots by user, damaged ones left out. Raises VaultDamagedError."""
    return dict(_with_users(_all_slots(folder)))


def _all_slots(folder: Path) -> list[Any]:
    try:
        return slots_in(folder)
    except (OSError, ValueError) as error:
        raise VaultDamagedError from error


def _with_users(slots: list[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for slot in slots:
        try:
            user = slot["header"]["user"]
        except (KeyError, TypeError):
            continue  # damaged: its owner is not let in, everybody else is
        if isinstance(user, str):
            yield user, slot


def add_slot(
    folder: Path,
    *,
    user: str,
    practitioner: Practitioner,
    passphrase: str,
    device_secret: bytes,
    store_key: bytes,
    cost: KdfParameters,
) -> None:
    """Admit a person to this machine. Raises UserExistsError, PassphraseTooShortError."""
    slots = _all_slots(folder)
    if user in dict(_with_users(slots)):
        raise UserExistsError(user=user)
    check_passphrase(passphrase)
    made = _make_slot(user, practitioner, passphrase, device_secret, store_key, cost)
    # Slots that cannot be read stay as they are: someone may yet mend them.
    data = {"version": SLOTS_VERSION, "slots": [*slots, made]}
    write_private(folder / SLOTS_NAME, json.dumps(data, indent=1).encode())


def _make_slot(  # noqa: PLR0917 -- one call, beside it
    user: str,
    practitioner: Practitioner,
    passphrase: str,
    device_secret: bytes,
    store_key: bytes,
    cost: KdfParameters,
) -> dict[str, Any]:
    own, signing_key = X25519PrivateKey.generate(), new_private_key()
    salt, nonce = os.urandom(_SALT_LENGTH), os.urandom(_NONCE_LENGTH)
    header = {
        "version": 1,
        "user": user,
        "practitioner": str(practitioner.id),
        "name": practitioner.name,
        "profession": practitioner.profession,
        "registration_number": practitioner.registration_number,
        "role": str(practitioner.role),
        "kdf": asdict(cost),
        "salt": salt.hex(),
        "public_key": own.public_key().public_bytes_raw().hex(),
        "verify_key": public_key_of(signing_key).hex(),
    }
    bound = _canonical(header)
    key, commitment = derive(
        passphrase, salt=salt, device_secret=device_secret, info=_INFO + bound, cost=cost
    )
    wrapped = AESGCM(key).encrypt(nonce, own.private_bytes_raw() + signing_key, bound)
    sealed = _suite().encrypt(store_key, own.public_key(), info=_SEAL_INFO + bound)
    return {
        "header": header,
        "commitment": commitment.hex(),
        "wrapped": (nonce + wrapped).hex(),
        "store_key": sealed.hex(),
    }


def open_slot(folder: Path, *, user: str, passphrase: str, device_secret: bytes) -> OpenedSlot:
    """Open a person's slot. Raises NoSuchUserError, WrongKeyError, VaultDamagedError."""
    slot = read_slots(folder).get(user)
    if slot is None:
        raise NoSuchUserError
    try:
        return _open(slot, passphrase, device_secret)
    except (ValueError, KeyError, TypeError, OverflowError, InvalidTag) as error:
        raise VaultDamagedError from error


def _open(slot: dict[str, Any], passphrase: str, device_secret: bytes) -> OpenedSlot:
    header = slot["header"]
    bound = _canonical(header)
    key, commitment = derive(
        passphrase,
        salt=bytes.fromhex(header["salt"]),
        device_secret=device_secret,
        info=_INFO + bound,
        cost=KdfParameters(**header["kdf"]),
    )
    if not compare_digest(commitment, bytes.fromhex(slot["commitment"])):
        raise WrongKeyError
    wrapped = bytes.fromhex(slot["wrapped"])
    keys = AESGCM(key).decrypt(wrapped[:_NONCE_LENGTH], wrapped[_NONCE_LENGTH:], bound)
    own, signing_key = X25519PrivateKey.from_private_bytes(keys[:32]), keys[32:]
    store_key = _suite().decrypt(bytes.fromhex(slot["store_key"]), own, info=_SEAL_INFO + bound)
    practitioner = Practitioner(
        id=PractitionerId(UUID(header["practitioner"])),
        name=header["name"],
        profession=header["profession"],
        registration_number=header["registration_number"],
        role=Role(header["role"]),
    )
    return OpenedSlot(practitioner=practitioner, store_key=store_key, signing_key=signing_key)


def public_key(slot: dict[str, Any]) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(bytes.fromhex(slot["header"]["public_key"]))
