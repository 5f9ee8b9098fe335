"""The machine's own secrets and what it was told at enrolment.

The protector here is a file that only its owner may read (mode 0600): for demonstration and tests,
and said so on screen. DPAPI, TPM and systemd-creds come behind the same two functions.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from desktop.vault.errors import VaultDamagedError
from desktop.vault.files import write_private
from desktop.vault.people import WORKSTATION_NAME, read_json

KEY_NAME = "device.key"
_SECRET_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSecrets:
    """`secret` goes into every wrapping key; `signing_key` is raw Ed25519."""

    secret: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workstation:
    """What is not secret. `central_*`, `service` and `ca` are empty until enrolment."""

    device_id: UUID
    name: str
    suite: str
    service: str = ""
    central_url: str = ""
    central_id: str = ""
    central_key: str = ""
    central_name: str = ""
    ca: str = ""

    @property
    def is_enrolled(self) -> bool:
        return bool(self.central_url)


def make_secrets(folder: Path) -> DeviceSecrets:
    from sync.journal.signing import new_private_key  # noqa: PLC0415 -- heavy, needed once

    secrets = DeviceSecrets(secret=os.urandom(_SECRET_LENGTH), signing_key=new_private_key())
    write_private(folder / KEY_NAME, secrets.secret + secrets.signing_key)
    return secrets


def load_secrets(folder: Path) -> DeviceSecrets:
    try:
        data = (folder / KEY_NAME).read_bytes()
    except OSError as error:
        raise VaultDamagedError from error
    if len(data) != 2 * _SECRET_LENGTH:
        raise VaultDamagedError
    return DeviceSecrets(secret=data[:_SECRET_LENGTH], signing_key=data[_SECRET_LENGTH:])


def save_workstation(folder: Path, workstation: Workstation) -> None:
    data = {**asdict(workstation), "device_id": str(workstation.device_id)}
    write_private(folder / WORKSTATION_NAME, json.dumps(data, indent=1).encode())


def load_workstation(folder: Path) -> Workstation:
    try:
        data = read_json(folder / WORKSTATION_NAME)
        return Workstation(**{**data, "device_id": UUID(data["device_id"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VaultDamagedError from error
