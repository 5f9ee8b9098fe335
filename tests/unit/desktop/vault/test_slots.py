"""Damage and tampering in the file of slots, and what no text may ever show."""

import contextlib
import json
import random
import traceback
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import ExpectedError
from desktop.vault.errors import UserExistsError, VaultDamagedError, WrongPassphraseError
from desktop.vault.people import SLOTS_NAME, people
from desktop.vault.unlock import Unlocked, Vault
from desktop.wording.errors import say
from tests.builders.staff import SHAH as SHAH_ID
from tests.builders.staff import a_practitioner
from tests.unit.desktop.vault.desk import OKAFOR, OTHER, RIGHT, SHAH, WRONG

FLIPS = 1500


def slots_of(vault: Vault) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((vault.folder / SLOTS_NAME).read_text())
    return found


def put_slots(vault: Vault, slots: Any) -> None:
    (vault.folder / SLOTS_NAME).write_text(json.dumps(slots))


def is_the_same_slot(left: bytes, right: bytes) -> bool:
    """Say whether two files mean the same: a flip may turn a hex digit into its capital."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items() if name != "header"}
        return value.lower() if isinstance(value, str) else value

    first, second = json.loads(left)["slots"][0], json.loads(right)["slots"][0]
    return bool(plain(first) == plain(second) and first["header"] == second["header"])


def test_no_flipped_bit_ever_gives_a_wrong_key_or_a_traceback(
    vault: Vault, opened: Unlocked, rng: random.Random
) -> None:
    path = vault.folder / SLOTS_NAME
    whole = path.read_bytes()
    refused = 0
    for _ in range(FLIPS):
        place = rng.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << (place % 8)
        path.write_bytes(flipped)
        (vault.folder / "attempts.json").unlink(missing_ok=True)
        try:
            found = vault.unlock(OKAFOR, RIGHT)
        except ExpectedError:
            refused += 1
        else:
            assert found == opened, place
            assert is_the_same_slot(whole, bytes(flipped)), place
        with contextlib.suppress(ValueError):
            people(vault.folder)

    assert refused > FLIPS * 0.8


@pytest.mark.parametrize("cut", [0, 1, 2, 10, 100, 500, -1, -2], ids=lambda cut: f"cut at {cut}")
def test_a_cut_file_is_damage_and_not_an_empty_list(
    vault: Vault, opened: Unlocked, cut: int
) -> None:
    path = vault.folder / SLOTS_NAME
    path.write_bytes(path.read_bytes()[:cut])
    left = path.read_bytes()

    with pytest.raises(VaultDamagedError):
        vault.unlock(OKAFOR, RIGHT)
    with pytest.raises(VaultDamagedError):
        vault.admit(opened, SHAH, a_practitioner(id=SHAH_ID), OTHER)
    assert path.read_bytes() == left


@pytest.mark.parametrize(
    "found",
    [
        {"sluts": []},
        {"version": 2, "slots": []},
        {"version": 1},
        {"version": 1, "slots": {}},
        {"version": 1, "slots": None},
    ],
    ids=str,
)
def test_a_file_of_another_shape_is_never_written_over(
    vault: Vault, opened: Unlocked, found: dict[str, Any]
) -> None:
    put_slots(vault, found)

    with pytest.raises(VaultDamagedError):
        vault.admit(opened, SHAH, a_practitioner(id=SHAH_ID), OTHER)
    with pytest.raises(ValueError, match="slots"):
        people(vault.folder)
    assert slots_of(vault) == found


@pytest.mark.parametrize(
    "damaged",
    [None, 7, "slot", [], {}, {"header": {}}, {"header": {"user": [1]}}, {"header": {"user": 1}}],
    ids=str,
)
def test_one_damaged_slot_shuts_out_its_owner_alone_and_is_kept(
    vault: Vault, opened: Unlocked, damaged: Any
) -> None:
    vault.admit(opened, SHAH, a_practitioner(id=SHAH_ID, name="P. Shah"), OTHER)
    slots = slots_of(vault)
    slots["slots"][0] = damaged
    put_slots(vault, slots)

    assert vault.unlock(SHAH, OTHER).slot.store_key == opened.slot.store_key
    assert [user for user, _name, _profession in people(vault.folder)] == [SHAH]
    vault.admit(opened, "third", a_practitioner(id=SHAH_ID), OTHER)
    assert slots_of(vault)["slots"][0] == damaged


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("role", "supervisor"),
        ("name", "Somebody Else"),
        ("user", "okafor2"),
        ("practitioner", str(SHAH_ID)),
        ("registration_number", "00X0000X"),
        ("public_key", "00" * 32),
        ("verify_key", "00" * 32),
        ("salt", "00" * 16),
        ("kdf", {"memory_kib": 64, "iterations": 2, "lanes": 1}),
        ("kdf", {"memory_kib": 1, "iterations": 1, "lanes": 1}),
        ("kdf", {"memory_kib": 2**40, "iterations": 1, "lanes": 1}),
        ("kdf", {"memory_kib": "much", "iterations": 1, "lanes": 1}),
        ("kdf", {}),
        ("kdf", None),
    ],
    ids=str,
)
def test_a_header_that_was_rewritten_does_not_open(vault: Vault, name: str, value: object) -> None:
    slots = slots_of(vault)
    slots["slots"][0]["header"][name] = value
    put_slots(vault, slots)
    user = str(value) if name == "user" else OKAFOR

    with pytest.raises((WrongPassphraseError, VaultDamagedError)):
        vault.unlock(user, RIGHT)


@pytest.mark.parametrize("part", ["commitment", "wrapped", "store_key"])
@pytest.mark.parametrize("value", ["", "zz", "00", None, 7])
def test_a_part_that_was_replaced_does_not_open(vault: Vault, part: str, value: object) -> None:
    slots = slots_of(vault)
    slots["slots"][0][part] = value
    put_slots(vault, slots)

    with pytest.raises((WrongPassphraseError, VaultDamagedError)):
        vault.unlock(OKAFOR, RIGHT)


def test_one_persons_sealed_store_key_is_of_no_use_in_another_slot(
    vault: Vault, opened: Unlocked
) -> None:
    vault.admit(opened, SHAH, a_practitioner(id=SHAH_ID), OTHER)
    slots = slots_of(vault)
    mine, hers = slots["slots"]
    mine["store_key"], hers["store_key"] = hers["store_key"], mine["store_key"]
    put_slots(vault, slots)

    with pytest.raises(VaultDamagedError):
        vault.unlock(OKAFOR, RIGHT)
    with pytest.raises(VaultDamagedError):
        vault.unlock(SHAH, OTHER)


def forms_of(secret: bytes) -> list[str]:
    return [secret.hex(), repr(secret), repr(secret)[2:-1], secret.decode("latin-1")]


def secrets_of(opened: Unlocked) -> list[str]:
    keys = [opened.slot.store_key, opened.slot.signing_key]
    keys += [opened.secrets.secret, opened.secrets.signing_key]
    return [form for key in keys for form in forms_of(key)]


def test_no_key_is_shown_by_what_holds_it(opened: Unlocked) -> None:
    shown = " ".join(f"{one!r} {one}" for one in (opened, opened.slot, opened.secrets))

    assert a_practitioner().name in shown
    assert [secret for secret in secrets_of(opened) if secret in shown] == []


def test_a_key_that_is_shown_would_be_found(opened: Unlocked) -> None:
    shown = repr({"store_key": opened.slot.store_key})

    assert [secret for secret in secrets_of(opened) if secret in shown] != []


def test_no_refusal_names_a_passphrase_or_a_key(vault: Vault, opened: Unlocked) -> None:
    said = []
    for attempt in (
        lambda: vault.unlock(OKAFOR, WRONG),
        lambda: vault.unlock("nobody", WRONG),
        lambda: vault.admit(opened, OKAFOR, a_practitioner(), RIGHT),
        lambda: vault.admit(opened, SHAH, a_practitioner(), "secret-14-char"),
        lambda: _damaged(vault),
    ):
        with pytest.raises(ExpectedError) as refused:
            attempt()
        said.append("".join(traceback.format_exception(refused.value)))
        said.append(f"{refused.value!r} {refused.value.details} {say(refused.value)}")

    everything = " ".join(said)
    # The trace quotes the lines of this test, which hold names and no values.
    for secret in (RIGHT, OTHER, WRONG, *secrets_of(opened)):
        assert secret not in everything


def _damaged(vault: Vault) -> None:
    slots = slots_of(vault)
    slots["slots"][0]["wrapped"] = "00" * 60
    put_slots(vault, slots)
    vault.unlock(OKAFOR, RIGHT)


def test_a_user_of_that_name_is_named_in_the_refusal(vault: Vault, opened: Unlocked) -> None:
    with pytest.raises(UserExistsError) as refused:
        vault.admit(opened, OKAFOR, a_practitioner(), RIGHT)
    assert refused.value.details == {"user": OKAFOR}


def test_no_secret_is_in_any_file_but_the_machines_own(vault: Vault, opened: Unlocked) -> None:
    for path in sorted(Path(vault.folder).iterdir()):
        data = path.read_bytes()
        for secret in (opened.slot.store_key, opened.slot.signing_key, RIGHT.encode()):
            assert secret not in data, path.name
            assert secret.hex().encode() not in data, path.name
