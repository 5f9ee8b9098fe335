"""Each way in which a store does not open: its own error, its own sentence, nothing lost."""

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.errors import ExpectedError
from desktop.services.ports import UnitOfWork
from desktop.storage.engine import connect
from desktop.storage.errors import (
    SecondInstanceError,
    StoreBusyError,
    StoreDamagedError,
    StoreExistsError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
)
from desktop.storage.store import create_store, only_instance, open_store
from desktop.wording.errors import say
from tests.builders.moments import numbered
from tests.builders.people import a_person
from tests.storage.desks import KEY, Desk

ROOT = Path(__file__).parents[2]


@pytest.fixture
def used(desk: Desk) -> Desk:
    """A store that somebody has saved a person in, closed."""
    desk.save(lambda work: work.people.add(a_person()))
    desk.close()
    return desk


def run(desk: Desk, statement: str) -> None:
    """Change the file behind the program's back, as another version of it would."""
    raw = connect(desk.path, KEY)
    raw.execute(statement)
    raw.close()


def test_a_store_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError) as refused:
        open_store(tmp_path, KEY, bytes(16))

    assert "Set it up first" in say(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_file_is_not_taken_for_a_new_store(used: Desk) -> None:
    used.path.write_bytes(b"")

    with pytest.raises(StoreMissingError):
        used.store  # noqa: B018 -- opening it is the point
    assert used.path.read_bytes() == b""


def test_an_encrypted_file_that_is_no_store_is_called_damaged(tmp_path: Path) -> None:
    connect(tmp_path / "store.db", KEY).execute("CREATE TABLE odd (thing)").connection.close()

    with pytest.raises(StoreDamagedError):
        open_store(tmp_path, KEY, bytes(16))


@pytest.mark.parametrize("size", [1, 16, 512, 8192, 40_000])
def test_noise_under_the_name_of_a_store_is_called_damaged_and_left(
    tmp_path: Path, size: int, rng: random.Random, capfd: pytest.CaptureFixture[str]
) -> None:
    noise = rng.randbytes(size)
    (tmp_path / "store.db").write_bytes(noise)

    with pytest.raises(StoreDamagedError) as refused:
        open_store(tmp_path, KEY, bytes(16))
    assert "Do not delete anything" in say(refused.value)
    assert (tmp_path / "store.db").read_bytes() == noise
    assert capfd.readouterr().err == ""


def test_a_damaged_page_is_an_error_when_it_is_read_and_the_file_stays(used: Desk) -> None:
    data = bytearray(used.path.read_bytes())
    for page in range(1, len(data) // 8192):
        data[page * 8192 + 100] ^= 1
    used.path.write_bytes(data)

    with pytest.raises(StoreDamagedError) as refused:
        used.reads.person(a_person().id)
    assert "damaged" in say(refused.value)
    used.close()
    assert used.path.read_bytes() == bytes(data)


def test_a_store_of_a_newer_version_is_left_untouched(used: Desk) -> None:
    run(used, "UPDATE alembic_version SET version_num = '9999'")
    before = used.path.read_bytes()

    with pytest.raises(StoreNewerError) as refused:
        used.store  # noqa: B018 -- opening it is the point
    assert refused.value.details["found"] == "9999"
    assert "newer version" in say(refused.value)
    assert used.path.read_bytes() == before


def test_lists_of_an_older_version_are_folded_anew_and_lose_nothing(used: Desk) -> None:
    run(used, "UPDATE meta SET value = '0' WHERE key = 'projection_version'")
    run(used, "DELETE FROM person")

    assert used.reads.person(a_person().id) == a_person()


def test_a_store_is_never_made_over_another(used: Desk) -> None:
    before = used.path.read_bytes()

    with pytest.raises(StoreExistsError) as refused:
        create_store(used.folder, bytes(32), bytes(16))
    assert "already set up" in say(refused.value)
    assert used.path.read_bytes() == before


def test_a_store_is_never_made_beside_the_log_of_one_that_is_gone(used: Desk) -> None:
    used.save(lambda work: work.forget_drafts(a_person().id))  # type: ignore[arg-type]
    log = used.folder / "store.db-wal"
    log.write_bytes(b"what was not folded in yet")
    used.path.unlink()

    with pytest.raises(StoreDamagedError):
        create_store(used.folder, KEY, used.device)
    assert log.read_bytes() == b"what was not folded in yet"


@contextmanager
def read_only_mount(folder: Path) -> Iterator[None]:
    """Mount the folder over itself, read only: the only thing that stops root as well."""
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("a read-only mount needs root on Linux")
    for command in (["--bind", str(folder)], ["-o", "remount,ro,bind"]):
        done = subprocess.run(["mount", *command, str(folder)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"mount refused: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def refusal_of(work: Callable[[], object]) -> ExpectedError:
    with pytest.raises(ExpectedError) as refused:
        work()
    return refused.value


def test_a_read_only_folder_is_said_to_be_one_by_every_door(used: Desk, tmp_path: Path) -> None:
    with read_only_mount(used.folder):
        errors = [
            refusal_of(lambda: open_store(used.folder, KEY, used.device)),
            refusal_of(lambda: only_instance(used.folder).__enter__()),
            refusal_of(lambda: create_store(used.folder / "deeper", KEY, used.device)),
        ]

    assert [type(error) for error in errors] == [StoreReadOnlyError] * 3
    assert "write access" in say(errors[0])
    assert used.reads.person(a_person().id) == a_person()


def test_a_folder_that_is_a_file_is_not_called_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(StoreReadOnlyError):
        only_instance(tmp_path / "data").__enter__()


def test_a_store_held_by_another_writer_is_called_busy_within_its_time(
    used: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.storage.engine.BUSY_SECONDS", 0.2)
    holder = connect(used.path, KEY)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusyError) as refused:
        used.save(lambda work: work.people.add(a_person(family_name="Other")))
    assert "Wait a moment" in say(refused.value)
    holder.execute("ROLLBACK")
    holder.close()
    assert used.reads.person(a_person().id).family_name == "Marsh"


def test_a_second_program_is_refused_and_the_first_goes_on(used: Desk) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from desktop.storage.store import only_instance\n"
        "with only_instance(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(used.folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        error = refusal_of(lambda: only_instance(used.folder).__enter__())
        other.kill()

    assert type(error) is SecondInstanceError
    assert "already open" in say(error)
    with only_instance(used.folder):  # what a killed program held is free at once
        pass


def test_a_store_is_held_by_one_window_of_the_same_program_too(used: Desk) -> None:
    with only_instance(used.folder), pytest.raises(SecondInstanceError):
        only_instance(used.folder).__enter__()


def test_closing_leaves_one_file_that_says_everything(used: Desk, tmp_path: Path) -> None:
    used.save(lambda work: work.people.add(a_person(family_name="Other")))
    used.close()
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(used.path, alone)

    store = open_store(alone, KEY, used.device)
    assert store.standing.tip.seq == 2
    store.close()


def _add(person: Person, work: UnitOfWork) -> None:
    work.people.add(person)


def test_saves_from_many_threads_all_stand_in_one_chain(desk: Desk) -> None:
    def save(number: int) -> None:
        for step in range(5):
            one = a_person(id=PersonId(numbered(number * 100 + step)))
            desk.save(partial(_add, one))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert desk.store.standing.tip.seq == 20
    with desk.store.reading() as connection:
        own = "SELECT count(*), count(DISTINCT seq) FROM journal_header WHERE device = ?"
        assert tuple(connection.exec_driver_sql(own, (desk.device,)).one()) == (20, 20)
