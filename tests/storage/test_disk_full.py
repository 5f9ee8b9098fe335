"""A disk that fills up while people work: said in words, nothing promised is lost, work goes on."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop.assembly.session import open_session
from desktop.assembly.setting_up import set_up
from desktop.domain.identity import PersonId
from desktop.services.ports import TypedAnswer
from desktop.storage.check import check_store
from desktop.storage.drafts import DraftsInStore
from desktop.storage.errors import DiskFullError
from desktop.storage.store import create_store
from desktop.vault import kdf, unlock
from desktop.vault.errors import WrongPassphraseError
from desktop.vault.kdf import KdfParameters
from desktop.wording.errors import say
from tests.builders.moments import numbered
from tests.builders.people import a_person
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR, a_practitioner
from tests.storage.desks import KEY, Central, Desk, copy_of_new_store, give

SIZE = 2048 * 1024
PASSPHRASE = "lomi-tabu-kedo-risa"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk of two megabytes; a limit on files would not fill up in the same way."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    if sys.platform != "linux" or done.returncode:
        pytest.skip(f"a small disk needs root on Linux: {done.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


@pytest.fixture
def desk(disk: Path, central: Central) -> Iterator[Desk]:
    made = Desk(copy_of_new_store(disk / "data"), central)
    central.enrol(made.device, Central(made.device, made.private_key).public_key)
    made.replica.take([central.batch()])
    yield made
    made.close()


def fill(disk: Path) -> Path:
    """Fill the disk to its last byte and return what to delete to have room again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return ballast


def until_full(save: Callable[[int], None]) -> int:
    """Save numbered things until one does not fit; return how many were promised."""
    promised = 0
    with pytest.raises(DiskFullError) as refused:  # noqa: PT012 -- any of them may be the one
        while promised < 5000:
            save(promised + 1)
            promised += 1
    assert "disk is full" in say(refused.value)
    return promised


def save_until_full(desk: Desk) -> int:
    return until_full(partial(save_person, desk))


def save_person(desk: Desk, number: int) -> None:
    one = a_person(id=PersonId(numbered(number)), gp="x" * 4000)
    desk.save(lambda work: work.people.add(one))


def people_at(desk: Desk) -> int:
    with desk.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one())


def test_a_save_that_does_not_fit_is_said_not_to_be_saved_and_the_others_stand(
    desk: Desk, disk: Path
) -> None:
    promised = save_until_full(desk)

    assert promised > 5
    assert people_at(desk) == promised
    assert desk.store.standing.tip.seq == promised


def test_work_goes_on_as_soon_as_there_is_room_without_a_restart(desk: Desk, disk: Path) -> None:
    ballast = fill(disk)
    promised = save_until_full(desk)
    ballast.unlink()
    desk.save(lambda work: work.people.add(a_person(id=PersonId(numbered(9000)))))

    assert people_at(desk) == promised + 1
    assert check_store(desk.store, desk.path).faults == ()


def test_a_draft_that_does_not_fit_is_an_error_and_the_ones_before_it_stay(
    desk: Desk, disk: Path
) -> None:
    drafts = DraftsInStore(desk.store, OKAFOR.bytes)
    typed = TypedAnswer(answer=an_answer("x" * 3000), shown=())
    drafts.save(a_screen().id, "first", typed)
    ballast = fill(disk)
    promised = until_full(lambda number: drafts.save(a_screen().id, f"q{number}", typed))
    saved = {"first", *(f"q{number}" for number in range(1, promised + 1))}

    assert set(drafts.of_screen(a_screen().id)) == saved
    ballast.unlink()
    drafts.save(a_screen().id, "after", typed)
    assert set(drafts.of_screen(a_screen().id)) == saved | {"after"}


def test_what_does_not_fit_of_a_round_is_taken_whole_later(
    desk: Desk, disk: Path, tmp_path: Path, central: Central
) -> None:
    giver = Desk(copy_of_new_store(tmp_path / "giver"), central)
    central.enrol(giver.device, Central(giver.device, giver.private_key).public_key)
    for one in (desk, giver):
        one.replica.take([central.batch()])
    for number in range(1, 40):
        save_person(giver, number)
    ballast = fill(disk)
    before = desk.store.standing.vector()

    with pytest.raises(DiskFullError):
        give(giver, desk)
    assert people_at(desk) == 0
    assert desk.store.standing.vector() == before
    ballast.unlink()
    give(giver, desk)
    assert people_at(desk) == 39
    assert check_store(desk.store, desk.path).faults == ()
    giver.close()


def test_closing_on_a_full_disk_is_no_error_and_loses_nothing(
    desk: Desk, disk: Path, logged_warnings: pytest.LogCaptureFixture
) -> None:
    promised = save_until_full(desk)
    ballast = fill(disk)
    desk.close()
    ballast.unlink()

    assert people_at(desk) == promised


def test_a_store_that_does_not_fit_is_not_half_made(disk: Path) -> None:
    ballast = fill(disk)

    with pytest.raises(DiskFullError):
        create_store(disk, KEY, bytes(16))
    assert not (disk / "store.db").exists()
    ballast.unlink()
    create_store(disk, KEY, bytes(16)).close()


def test_a_set_up_that_does_not_fit_can_be_done_again(
    disk: Path, monkeypatch: pytest.MonkeyPatch, logged_warnings: pytest.LogCaptureFixture
) -> None:
    real, cheap = kdf._argon2, KdfParameters(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(kdf, "_argon2", lambda secret, salt, _cost: real(secret, salt, cheap))
    ballast, folder = fill(disk), disk / "data"

    def begin() -> None:
        set_up(
            folder, user="okafor", practitioner=a_practitioner(), passphrase=PASSPHRASE,
            name="WS-07", suite="Southend",
        )  # fmt: skip

    for room in (0, 8192, 65536, 200_000):
        with ballast.open("r+b") as file:
            file.truncate(ballast.stat().st_size - room)
        with pytest.raises(DiskFullError):
            begin()
    ballast.unlink()
    begin()
    ballast = fill(disk)
    vault = unlock.Vault(folder)
    with pytest.raises(WrongPassphraseError):
        vault.unlock("okafor", "not the passphrase")
    ballast.unlink()
    with open_session(folder, "okafor", PASSPHRASE) as session:
        person = session.services.add_person(replace(a_person(), nhs_number=""))
    assert person.family_name == "Marsh"
