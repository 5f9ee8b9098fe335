"""A vault as cheap to open as a test may make it, with its first person in it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.vault import kdf
from desktop.vault.device import Workstation
from desktop.vault.kdf import KdfParameters
from desktop.vault.unlock import Unlocked, Vault
from tests.builders.moments import NOW, numbered
from tests.builders.staff import a_practitioner

CHEAP = KdfParameters(memory_kib=64, iterations=1, lanes=1)
OKAFOR, SHAH = "okafor", "shah"
RIGHT, OTHER, WRONG = "lomi-tabu-kedo-risa", "venu-pako-dira-selo", "not the passphrase"


class Clock:
    """Set by hand, as an attacker or a flat battery would."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def move(self, **step: float) -> None:
        self.at += timedelta(**step)


def lower_the_floor(patch: pytest.MonkeyPatch) -> None:
    """Let the cheap cost count: at the real one every try takes a quarter of a second."""
    patch.setattr(kdf, "FLOOR", CHEAP)


def a_workstation() -> Workstation:
    return Workstation(device_id=numbered(501), name="WS-07", suite="Southend")


def a_vault(folder: Path, clock: Clock | None = None) -> tuple[Vault, Unlocked]:
    vault = Vault(folder, cost=CHEAP, now=clock or Clock())
    return vault, vault.create(a_workstation(), OKAFOR, a_practitioner(), RIGHT)
