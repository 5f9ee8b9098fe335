"""The central store's own fixtures, and a night as one desk recorded it, made once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from desktop.demo.filling import fill
from desktop.demo.night import Night, a_night
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.store import open_store
from desktop.storage.sync_replica import StoreReplica
from sync.central.core import CentralCore
from sync.central.store.database import Database, open_postgresql
from sync.journal.chain import Batch
from sync.journal.signing import new_private_key, public_key_of
from sync.wire.messages import Push
from tests.central.conftest import core, database, desk, other_desk, sqlite_tables
from tests.central.stores import found
from tests.central_reporting.journals import Author, fold, join_too
from tests.storage.desks import KEY, copy_of_new_store

__all__ = ["core", "database", "desk", "other_desk", "sqlite_tables"]

SUITE = "Harlow"
_NOW = datetime(2026, 9, 5, 2, 14, tzinfo=UTC)


@dataclass(frozen=True)
class Recorded:
    """What one desk wrote in a night, as its windows read it and as it sends it."""

    night: Night
    reads: ReadsOfStore
    author: Author
    batches: list[Batch]

    def sent_to(self, core: CentralCore) -> CentralCore:
        join_too(core, self.author)
        for batch in self.batches:
            assert core.as_device(self.author.device).push(Push([batch])).refused == []
        fold(core)
        return core


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    night = a_night(seed=26, detentions=9, suite=SUITE, now=_NOW)
    author = Author(uuid.uuid4().bytes, new_private_key())
    folder = copy_of_new_store(tmp_path_factory.mktemp("night") / "desk")
    store = open_store(folder, KEY, author.device)
    fill(store, night)
    own_key = public_key_of(author.private_key)
    replica = StoreReplica(
        store=store, private_key=author.private_key, central=author.device, central_key=own_key
    )
    batches = list(replica.batches_beyond({}, own_only=True, most=200))
    yield Recorded(night, ReadsOfStore(store), author, batches)
    store.close()


@pytest.fixture
def on_postgresql(postgresql_tables: str) -> Iterator[Database]:
    opened = open_postgresql(postgresql_tables)
    yield opened
    opened.close()


@pytest.fixture
def worked(core: CentralCore, recorded: Recorded) -> CentralCore:
    return recorded.sent_to(core)


@pytest.fixture
def worked_on_postgresql(on_postgresql: Database, recorded: Recorded) -> CentralCore:
    return recorded.sent_to(found(on_postgresql))
