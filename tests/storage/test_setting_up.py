"""Setting a workstation up, once: what is there already is never written over."""

import os
from pathlib import Path

import pytest

from desktop.assembly.session import OpenSession, open_session
from desktop.assembly.setting_up import admit, set_up
from desktop.errors import ExpectedError
from desktop.storage.errors import StoreDamagedError, StoreExistsError, StoreMissingError
from desktop.vault import kdf
from desktop.vault.errors import PassphraseTooShortError, WrongPassphraseError
from desktop.vault.kdf import KdfParameters
from desktop.vault.unlock import Vault
from desktop.wording.errors import say
from tests.builders.people import a_person
from tests.builders.staff import OKAFOR, SHAH, a_practitioner

PASSPHRASE, OTHER = "lomi-tabu-kedo-risa", "venu-pako-dira-selo"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    real, cheap = kdf._argon2, KdfParameters(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(kdf, "_argon2", lambda secret, salt, _cost: real(secret, salt, cheap))


def begin(folder: Path, passphrase: str = PASSPHRASE) -> None:
    set_up(
        folder,
        user="okafor",
        practitioner=a_practitioner(),
        passphrase=passphrase,
        name="WS-07",
        suite="Southend",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workstation that is set up."""
    begin(tmp_path / "data")
    return tmp_path / "data"


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refusal(folder: Path, passphrase: str = PASSPHRASE) -> ExpectedError:
    with pytest.raises(ExpectedError) as refused, open_session(folder, "okafor", passphrase):
        pass
    return refused.value


def test_a_set_up_leaves_what_it_says_and_nothing_else(folder: Path) -> None:
    assert sorted(files_in(folder)) == [
        "device.key",
        "running.lock",
        "slots.json",
        "store.db",
        "workstation.json",
    ]
    with open_session(folder, "okafor", PASSPHRASE) as session:
        assert session.link.reads.names() == {OKAFOR: "J. Okafor"}


def test_a_second_set_up_is_refused_and_changes_nothing(folder: Path) -> None:
    before = files_in(folder)

    with pytest.raises(StoreExistsError) as refused:
        begin(folder, OTHER)
    assert "already set up" in say(refused.value)
    assert files_in(folder) == before


def test_where_nothing_is_set_up_it_is_said_so_and_nothing_is_made(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere")

    assert type(error) is StoreMissingError
    assert "Set it up first" in say(error)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_lost_is_neither_opened_nor_made_anew(folder: Path) -> None:
    store = folder / "store.db"
    kept = store.read_bytes()
    store.unlink()
    before = files_in(folder)

    assert type(refusal(folder)) is StoreDamagedError
    with pytest.raises(StoreDamagedError) as refused:
        begin(folder)
    assert "Do not delete anything" in say(refused.value)
    assert files_in(folder) == before
    store.write_bytes(kept)
    with open_session(folder, "okafor", PASSPHRASE) as session:
        assert session.services.show_board().rows == ()


def test_a_passphrase_that_is_too_short_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShortError):
        begin(tmp_path / "data", "short")

    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing_in_the_store(folder: Path) -> None:
    before = files_in(folder)["store.db"]

    assert type(refusal(folder, OTHER)) is WrongPassphraseError
    assert files_in(folder)["store.db"] == before


def test_a_damaged_store_is_said_to_be_one_after_the_right_passphrase(folder: Path) -> None:
    noise = os.urandom(20_000)
    (folder / "store.db").write_bytes(noise)

    assert type(refusal(folder)) is StoreDamagedError
    assert (folder / "store.db").read_bytes() == noise


def a_second_person(session: OpenSession, folder: Path) -> None:
    shah = a_practitioner(id=SHAH, name="P. Shah")
    admit(
        folder,
        session.store,
        session.unlocked,
        user="shah",
        practitioner=shah,
        passphrase=OTHER,
    )


def test_two_people_share_the_machine_and_sign_for_themselves(folder: Path) -> None:
    with open_session(folder, "okafor", PASSPHRASE) as session:
        person = session.services.add_person(a_person(nhs_number=""))
        a_second_person(session, folder)

    with open_session(folder, "shah", OTHER) as session:
        assert session.services.open_person(person.id).names == {
            OKAFOR: "J. Okafor",
            SHAH: "P. Shah",
        }
        assert session.services.session.practitioner.name == "P. Shah"


def test_a_person_let_in_just_before_the_power_went_is_known_at_the_next_start(
    folder: Path,
) -> None:
    with open_session(folder, "okafor", PASSPHRASE) as session:
        shah = a_practitioner(id=SHAH, name="P. Shah")
        Vault(folder).admit(session.unlocked, "shah", shah, OTHER)

    with open_session(folder, "shah", OTHER) as session:
        assert session.link.reads.names()[SHAH] == "P. Shah"
    with open_session(folder, "shah", OTHER) as session:
        assert session.store.standing.tip.seq == 2
