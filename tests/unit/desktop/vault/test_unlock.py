"""Who gets in, who waits, and for how long."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault.device import load_workstation, save_workstation
from desktop.vault.errors import (
    NoSuchUserError,
    PassphraseTooShortError,
    UserExistsError,
    VaultDamagedError,
    VaultExistsError,
    WrongPassphraseError,
)
from desktop.vault.kdf import FLOOR
from desktop.vault.people import people
from desktop.vault.unlock import ATTEMPTS_NAME, FREE_TRIES, LONGEST_WAIT, Unlocked, Vault
from desktop.wording.errors import say
from tests.builders.moments import numbered
from tests.builders.staff import SHAH as SHAH_ID
from tests.builders.staff import a_practitioner
from tests.unit.desktop.vault.desk import (
    CHEAP,
    OKAFOR,
    OTHER,
    RIGHT,
    SHAH,
    WRONG,
    Clock,
    a_workstation,
)

LONGEST = int(LONGEST_WAIT.total_seconds())


def fail(vault: Vault, user: str = OKAFOR) -> int:
    """Try once with a wrong passphrase and return the wait that is asked for."""
    with pytest.raises(WrongPassphraseError) as refused:
        vault.unlock(user, WRONG)
    wait: int = refused.value.details["wait_seconds"]
    return wait


def fail_often(vault: Vault, clock: Clock, times: int) -> list[int]:
    waits = []
    for _ in range(times):
        waits.append(fail(vault))
        clock.move(seconds=waits[-1] + 1)
    return waits


def is_let_in(vault: Vault) -> bool:
    try:
        vault.unlock(OKAFOR, RIGHT)
    except WrongPassphraseError:
        return False
    return True


def test_the_right_passphrase_opens_and_brings_back_the_same_keys(
    vault: Vault, opened: Unlocked
) -> None:
    again = vault.unlock(OKAFOR, RIGHT)

    assert again == opened
    assert again.slot.practitioner == a_practitioner()
    assert again.workstation == a_workstation()
    assert len({again.slot.store_key, again.slot.signing_key, again.secrets.secret}) == 3


def test_two_machines_never_share_a_key(cheap: None, tmp_path: Path) -> None:
    def keys(name: str) -> set[bytes]:
        made = Vault(tmp_path / name, cost=CHEAP).create(
            a_workstation(), OKAFOR, a_practitioner(), RIGHT
        )
        slot, secrets = made.slot, made.secrets
        return {slot.store_key, slot.signing_key, secrets.secret, secrets.signing_key}

    assert len(keys("one") | keys("two")) == 8


def test_the_real_cost_opens_too(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "data")
    vault.create(a_workstation(), OKAFOR, a_practitioner(), RIGHT)
    header = json.loads((tmp_path / "data" / "slots.json").read_text())["slots"][0]["header"]

    assert header["kdf"]["memory_kib"] >= 64 * 1024
    assert vault.unlock(OKAFOR, RIGHT).slot.practitioner == a_practitioner()
    assert vault.cost == FLOOR


def test_what_is_written_is_for_its_owner_alone(vault: Vault, opened: Unlocked) -> None:
    fail(vault)
    modes = {path.name: path.stat().st_mode & 0o777 for path in vault.folder.iterdir()}

    assert set(modes.values()) == {0o600}
    assert vault.folder.stat().st_mode & 0o777 == 0o700


def test_a_name_that_is_not_there_is_said_to_be_not_there(vault: Vault) -> None:
    with pytest.raises(NoSuchUserError) as refused:
        vault.unlock("nobody", RIGHT)
    assert "no one of that name" in say(refused.value)


def test_a_second_person_opens_the_same_store_with_keys_of_their_own(
    vault: Vault, opened: Unlocked
) -> None:
    shah = a_practitioner(id=SHAH_ID, name="P. Shah")
    vault.admit(opened, SHAH, shah, OTHER)

    hers = vault.unlock(SHAH, OTHER)
    assert hers.slot.practitioner == shah
    assert hers.slot.store_key == opened.slot.store_key
    assert hers.slot.signing_key != opened.slot.signing_key
    assert [user for user, _name, _profession in people(vault.folder)] == [OKAFOR, SHAH]
    with pytest.raises(WrongPassphraseError):
        vault.unlock(SHAH, RIGHT)


def test_a_taken_name_and_a_short_passphrase_are_refused_and_change_nothing(
    vault: Vault, opened: Unlocked
) -> None:
    before = (vault.folder / "slots.json").read_bytes()

    with pytest.raises(UserExistsError):
        vault.admit(opened, OKAFOR, a_practitioner(id=SHAH_ID), OTHER)
    with pytest.raises(PassphraseTooShortError):
        vault.admit(opened, SHAH, a_practitioner(id=SHAH_ID), "too short")
    assert (vault.folder / "slots.json").read_bytes() == before


def test_setting_up_over_people_who_are_there_shuts_none_of_them_out(
    vault: Vault, opened: Unlocked
) -> None:
    with pytest.raises(VaultExistsError):
        vault.create(a_workstation(), SHAH, a_practitioner(id=SHAH_ID), OTHER)

    assert vault.unlock(OKAFOR, RIGHT) == opened


@pytest.mark.parametrize("taken", ["secret", "whole key", "lost", "cut"])
def test_the_folder_on_another_machine_does_not_open(
    vault: Vault, opened: Unlocked, tmp_path: Path, taken: str
) -> None:
    other = Vault(tmp_path / "other", cost=vault.cost)
    theirs = other.create(a_workstation(), OKAFOR, a_practitioner(), OTHER).secrets
    moved = tmp_path / "moved"
    shutil.copytree(vault.folder, moved)
    key = moved / "device.key"
    if taken == "lost":
        key.unlink()
    else:
        own = opened.secrets.signing_key
        key.write_bytes(
            {
                "secret": theirs.secret + own,
                "whole key": theirs.secret + theirs.signing_key,
                "cut": key.read_bytes()[:40],
            }[taken]
        )

    with pytest.raises((WrongPassphraseError, VaultDamagedError)):
        Vault(moved, cost=vault.cost).unlock(OKAFOR, RIGHT)
    assert vault.unlock(OKAFOR, RIGHT) == opened


def test_a_few_mistakes_cost_nothing_and_many_cost_a_wait_that_stops_growing(
    vault: Vault, clock: Clock
) -> None:
    waits = fail_often(vault, clock, FREE_TRIES + 12)

    assert waits[:FREE_TRIES] == [0] * FREE_TRIES
    grown = waits[FREE_TRIES:]
    assert grown == sorted(grown)
    assert grown[0] >= 1
    assert grown[-1] == LONGEST
    assert max(grown) <= LONGEST


def test_after_two_hundred_failures_the_right_passphrase_still_opens(
    vault: Vault, clock: Clock
) -> None:
    fail_often(vault, clock, 200)
    clock.move(seconds=LONGEST)

    assert is_let_in(vault)
    assert fail(vault) == 0


def test_while_one_waits_even_the_right_passphrase_does_not_open(
    vault: Vault, clock: Clock
) -> None:
    fail_often(vault, clock, FREE_TRIES + 4)
    wait = fail(vault)
    clock.move(seconds=wait - 2)

    assert not is_let_in(vault)
    clock.move(seconds=3)
    assert is_let_in(vault)


def test_trying_during_the_wait_does_not_make_it_longer(vault: Vault, clock: Clock) -> None:
    fail_often(vault, clock, FREE_TRIES + 4)
    wait = fail(vault)
    for _ in range(wait):
        fail(vault)
        clock.move(seconds=1)
    clock.move(seconds=1)

    assert is_let_in(vault)


def test_one_persons_mistakes_do_not_keep_a_colleague_waiting(
    vault: Vault, opened: Unlocked
) -> None:
    vault.admit(opened, SHAH, a_practitioner(id=SHAH_ID, name="P. Shah"), OTHER)
    for _ in range(FREE_TRIES + 3):
        fail(vault)

    assert vault.unlock(SHAH, OTHER).slot.practitioner.name == "P. Shah"


def test_the_count_is_kept_when_the_program_is_started_again(vault: Vault, clock: Clock) -> None:
    for _ in range(FREE_TRIES + 2):
        fail(vault)

    assert not is_let_in(Vault(vault.folder, cost=vault.cost, now=clock))


@pytest.mark.parametrize("years", [-30, -1, 1, 30])
def test_a_clock_that_was_wrong_never_locks_for_longer_than_the_cap(
    vault: Vault, clock: Clock, years: int
) -> None:
    fail_often(vault, clock, FREE_TRIES + 9)
    fail(vault)
    clock.move(days=365 * years)
    is_let_in(vault)
    clock.move(seconds=LONGEST + 1)

    assert is_let_in(vault)


def test_a_clock_set_back_does_not_skip_the_wait(vault: Vault, clock: Clock) -> None:
    fail_often(vault, clock, FREE_TRIES + 9)
    fail(vault)
    clock.move(days=-1)

    assert not is_let_in(vault)
    clock.move(seconds=2)
    assert not is_let_in(vault)


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"okafor": 7}',
        b'{"okafor": {"count": "many", "last": 1}}',
        b'{"okafor": {"count": 9}}',
        b'{"okafor": {"count": 9, "last": NaN}}',
        b'{"okafor": {"count": 9, "last": 1e400}}',
        b'{"okafor": {"count": 99999999999999999999, "last": 0}}',
        b'{"okafor": {"count": 9, "last": ' + b"9" * 400 + b"}}",
        b'{"okafor": {"count": -5, "last": 0}}',
    ],
)
def test_a_damaged_list_of_tries_shuts_nobody_out(vault: Vault, kept: bytes) -> None:
    (vault.folder / ATTEMPTS_NAME).write_bytes(kept)

    assert is_let_in(vault)


def test_a_full_disk_neither_hides_a_wrong_passphrase_nor_refuses_the_right_one(
    vault: Vault, logged_warnings: pytest.LogCaptureFixture
) -> None:
    fail(vault)
    # What stands in the way of the file to be written is what a full disk would be.
    (vault.folder / (ATTEMPTS_NAME + ".new")).mkdir()

    fail(vault)
    assert is_let_in(vault)
    said = " ".join(record.getMessage() for record in logged_warnings.records)
    assert "failed tries could not be noted" in said
    assert OKAFOR not in said


@pytest.mark.parametrize("name", ["slots.json", "device.key", "workstation.json"])
@pytest.mark.parametrize("damage", ["gone", "empty", "folder", "noise"])
def test_a_damaged_vault_says_so_and_is_left_as_it_is(
    vault: Vault, name: str, damage: str, rng: random.Random
) -> None:
    path = vault.folder / name
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "gone":
        path.write_bytes(b"" if damage == "empty" else rng.randbytes(64))
    names = {path.name for path in vault.folder.iterdir()}

    with pytest.raises((VaultDamagedError, WrongPassphraseError, NoSuchUserError)) as refused:
        vault.unlock(OKAFOR, RIGHT)
    assert say(refused.value)
    assert names <= {path.name for path in vault.folder.iterdir()}


def test_a_workstation_that_was_enrolled_is_read_back_whole(vault: Vault) -> None:
    joined = replace(
        a_workstation(),
        device_id=numbered(777),
        central_url="https://central.example",
        central_id="ab" * 16,
        ca="-----BEGIN CERTIFICATE-----\n",
    )
    save_workstation(vault.folder, joined)

    assert load_workstation(vault.folder) == joined
    assert joined.is_enrolled
