"""Every connection that the pool gives out keeps the promises of the first one."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desktop.storage import engine as engine_module
from desktop.storage.engine import PAGE_SIZE, check_library, connect, open_engine
from desktop.storage.errors import LibraryTooOldError, StoreDamagedError
from desktop.storage.store import Store, open_store
from desktop.wording.errors import say
from tests.builders.people import a_person
from tests.storage.desks import KEY, Desk

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "wal_autocheckpoint": 1000,
    "cipher_memory_security": "1",
    "cipher_status": "1",
    "page_size": str(PAGE_SIZE),
    "busy_timeout": 5000,
}


def settings_of(connection: Any) -> dict[str, object]:
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in EXPECTED}


def pooled(store: Store) -> Iterator[Any]:
    """Yield every connection the pool can give at once, its overflow included."""
    with ExitStack() as stack:
        for _ in range(5):
            held = stack.enter_context(store.engine.connect())
            yield held.connection.driver_connection


def test_every_pooled_connection_has_every_setting(desk: Desk) -> None:
    found = [settings_of(connection) for connection in pooled(desk.store)]

    assert found == [EXPECTED] * 5


def test_memory_is_never_mapped_and_extensions_are_never_loaded(desk: Desk) -> None:
    for connection in pooled(desk.store):
        row = connection.execute("PRAGMA mmap_size").fetchone()
        assert row is None or row[0] == 0
        with pytest.raises(sqlcipher.OperationalError, match="not authorized"):
            connection.execute("SELECT load_extension('anything')")


def test_a_setting_that_is_not_taken_stops_the_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (*engine_module._SETTINGS, ("synchronous", "NORMAL", 2))
    monkeypatch.setattr(engine_module, "_SETTINGS", settings)

    with pytest.raises(sqlcipher.OperationalError, match="synchronous"):
        connect(desk.path, KEY)


def test_writers_take_their_turn_at_the_start_and_readers_do_not(desk: Desk) -> None:
    with desk.store.writing() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        assert raw.in_transaction
        with desk.store.reading() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM meta").scalar_one() > 0


def test_errors_are_those_of_the_library_and_hide_what_was_written(desk: Desk) -> None:
    assert desk.store.engine.dialect.dbapi is sqlcipher
    assert desk.store.engine.hide_parameters


@pytest.mark.parametrize("wrong", [bytes(32), KEY[:31] + b"\x1e", KEY[:31] + b"\x1d"])
def test_a_wrong_key_opens_nothing_and_says_so_in_a_sentence(
    desk: Desk, wrong: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.close()
    before = desk.path.read_bytes()

    with pytest.raises(StoreDamagedError) as refused:
        open_store(desk.folder, wrong, desk.device)
    assert "Do not delete anything" in say(refused.value)
    assert wrong.hex() not in f"{refused.value!r} {refused.value.__cause__!r}"
    assert desk.path.read_bytes() == before
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("bit", range(0, 256, 17))
def test_a_key_that_differs_in_one_bit_opens_nothing(desk: Desk, bit: int) -> None:
    desk.close()
    near = bytearray(KEY)
    near[bit // 8] ^= 1 << (bit % 8)

    with pytest.raises(StoreDamagedError):
        open_engine(desk.path, bytes(near))


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33), KEY.hex().encode()])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(desk: Desk, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(desk.path, key)


def test_without_the_key_another_program_reads_nothing(desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    desk.close()

    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(desk.path) as stranger:
        stranger.execute("SELECT count(*) FROM sqlite_master")
    keyless = sqlcipher.connect(desk.path)
    with pytest.raises(sqlcipher.DatabaseError):
        keyless.execute("SELECT count(*) FROM sqlite_master")
    keyless.close()


def test_neither_file_nor_log_begins_as_a_plain_database(desk: Desk, tmp_path: Path) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    plain = tmp_path / "plain.db"
    with sqlite3.connect(plain) as control:
        control.execute("CREATE TABLE person (name)")
    control.close()

    assert plain.read_bytes().startswith(b"SQLite format 3")
    assert not desk.path.read_bytes().startswith(b"SQLite format 3")
    log = desk.folder / "store.db-wal"
    assert b"Marsh" not in log.read_bytes() + desk.path.read_bytes()


@pytest.mark.parametrize("floor", ["SQLITE_FLOOR", "SQLCIPHER_FLOOR"])
def test_a_library_below_the_floor_is_refused_before_any_file_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, floor: str
) -> None:
    check_library()
    monkeypatch.setattr(engine_module, floor, (99, 0, 0))

    with pytest.raises(LibraryTooOldError) as refused:
        open_engine(tmp_path / "store.db", KEY, create=True)
    assert "too old" in say(refused.value)
    assert list(tmp_path.iterdir()) == []
