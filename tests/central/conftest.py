"""Both kinds of database, real, and the store served from one of them over TLS."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.certificates import Certified, new_authority
from sync.central.core import CentralCore
from sync.central.store.database import Database, open_postgresql, open_sqlite
from sync.central.store.schema import bring_up_to_date
from tests.central.served import Served, serving
from tests.central.stores import KEY, found, join
from tests.fakes.replica import MemoryReplica


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose tables are made and that holds nothing yet, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "central.db"
    opened = open_sqlite(path, KEY)
    bring_up_to_date(opened)
    opened.close()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        opened = open_postgresql(request.getfixturevalue("postgresql_tables"))
    else:
        tables = request.getfixturevalue("sqlite_tables")
        path = tmp_path / "central.db"
        shutil.copyfile(tables, path)
        opened = open_sqlite(path, KEY)
    yield opened
    opened.close()


@pytest.fixture
def core(database: Database) -> CentralCore:
    return found(database)


@pytest.fixture
def desk(core: CentralCore) -> MemoryReplica:
    return join(core)


@pytest.fixture
def other_desk(core: CentralCore) -> MemoryReplica:
    return join(core, "Basildon")


@pytest.fixture(scope="module")
def authority() -> Certified:
    return new_authority("Essex")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, authority: Certified) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    database = open_sqlite(folder / "central.db", KEY)
    bring_up_to_date(database)
    core = found(database)
    with serving(core, authority, folder, "127.0.0.1") as url:
        yield Served(core, url, authority.certificate.decode())
    database.close()
