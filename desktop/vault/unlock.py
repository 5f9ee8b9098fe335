"""Unlocking: the right passphrase, or a delay that grows, is capped, and never shuts anyone out."""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.domain.staff import Practitioner
from desktop.vault.device import (
    DeviceSecrets,
    Workstation,
    load_secrets,
    load_workstation,
    make_secrets,
    save_workstation,
)
from desktop.vault.errors import VaultExistsError, WrongPassphraseError
from desktop.vault.files import write_private
from desktop.vault.kdf import FLOOR, KEY_LENGTH, KdfParameters, check_passphrase, self_test
from desktop.vault.people import SLOTS_NAME, read_json
from desktop.vault.slots import OpenedSlot, WrongKeyError, add_slot, open_slot

log = logging.getLogger(__name__)

ATTEMPTS_NAME = "attempts.json"
FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=1)
_LATEST = datetime.max.replace(tzinfo=UTC).timestamp()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """An open vault: who, on which machine, with which keys."""

    slot: OpenedSlot
    secrets: DeviceSecrets
    workstation: Workstation


@dataclass(frozen=True, slots=True)
class Vault:
    """The keys of one data folder."""

    folder: Path
    cost: KdfParameters = FLOOR
    now: Callable[[], datetime] = _utc_now

    def create(
        self, workstation: Workstation, user: str, practitioner: Practitioner, passphrase: str
    ) -> Unlocked:
        """Make a new vault with its first person; the store is made with the key it returns.

        Raises VaultExistsError: a new device secret would shut out everybody in the old one.
        """
        if (self.folder / SLOTS_NAME).exists():
            raise VaultExistsError
        check_passphrase(passphrase)
        self_test()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        secrets, store_key = make_secrets(self.folder), os.urandom(KEY_LENGTH)
        save_workstation(self.folder, workstation)
        self._add(secrets, user, practitioner, passphrase, store_key)
        return self.unlock(user, passphrase)

    def admit(
        self, opened: Unlocked, user: str, practitioner: Practitioner, passphrase: str
    ) -> None:
        """Let another person use this machine; someone who is unlocked does it."""
        self._add(opened.secrets, user, practitioner, passphrase, opened.slot.store_key)

    def _add(
        self,
        secrets: DeviceSecrets,
        user: str,
        practitioner: Practitioner,
        passphrase: str,
        store_key: bytes,
    ) -> None:
        add_slot(
            self.folder,
            user=user,
            practitioner=practitioner,
            passphrase=passphrase,
            device_secret=secrets.secret,
            store_key=store_key,
            cost=self.cost,
        )

    def unlock(self, user: str, passphrase: str) -> Unlocked:
        """Open the vault. Raises WrongPassphraseError, NoSuchUserError, VaultDamagedError."""
        self_test()
        waiting = self._seconds_to_wait(user)
        if waiting > 0:
            raise WrongPassphraseError(wait_seconds=waiting)
        secrets = load_secrets(self.folder)
        try:
            slot = open_slot(
                self.folder, user=user, passphrase=passphrase, device_secret=secrets.secret
            )
        except WrongKeyError as error:
            self._count_failure(user)
            raise WrongPassphraseError(wait_seconds=self._seconds_to_wait(user)) from error
        self._forget_failures(user)
        return Unlocked(slot=slot, secrets=secrets, workstation=load_workstation(self.folder))

    def _attempts(self) -> dict[str, Any]:
        try:
            return read_json(self.folder / ATTEMPTS_NAME)
        except (OSError, ValueError):
            return {}

    def _failures(self, user: str) -> tuple[int, float]:
        """Return (how many in a row, when the last was); none where the file does not say."""
        match self._attempts().get(user):
            case {"count": int(count), "last": int() | float() as last} if abs(last) < _LATEST:
                return count, last
        return 0, 0.0

    def _seconds_to_wait(self, user: str) -> int:
        count, last = self._failures(user)
        if count <= FREE_TRIES:
            return 0
        delay = _delay(count)
        passed = self.now().timestamp() - last
        if passed < 0:
            # The clock was set back: wait once from now on, and not until it has caught up.
            self._put_failures(user, count)
            passed = 0
        return min(delay, int(delay - passed) + 1) if passed < delay else 0

    def _count_failure(self, user: str) -> None:
        self._put_failures(user, self._failures(user)[0] + 1)

    def _put_failures(self, user: str, count: int) -> None:
        last = self.now().timestamp()
        self._write_attempts({**self._attempts(), user: {"count": count, "last": last}})

    def _forget_failures(self, user: str) -> None:
        attempts = self._attempts()
        if attempts.pop(user, None) is not None:
            self._write_attempts(attempts)

    def _write_attempts(self, attempts: dict[str, Any]) -> None:
        try:
            write_private(self.folder / ATTEMPTS_NAME, json.dumps(attempts).encode())
        except OSError:
            # A full disk must not keep the right passphrase out, nor hide that one was wrong.
            log.warning("failed tries could not be noted")


def _delay(count: int) -> int:
    longest = int(LONGEST_WAIT.total_seconds())
    beyond = min(count - FREE_TRIES, longest.bit_length())
    return min(1 << max(beyond, 0), longest)
