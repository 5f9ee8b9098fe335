"""Every test here opens vaults at a cost below the real floor; test_kdf.py holds the real one."""

from pathlib import Path

import pytest

from desktop.vault.unlock import Unlocked, Vault
from tests.unit.desktop.vault.desk import Clock, a_vault, lower_the_floor


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    lower_the_floor(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(cheap: None, tmp_path: Path, clock: Clock) -> tuple[Vault, Unlocked]:
    return a_vault(tmp_path / "data", clock)


@pytest.fixture
def vault(made: tuple[Vault, Unlocked]) -> Vault:
    return made[0]


@pytest.fixture
def opened(made: tuple[Vault, Unlocked]) -> Unlocked:
    return made[1]
