"""Central stores to test against, and workstations that have joined one."""

import uuid
from typing import Any

from sqlalchemy import delete, insert, select

from sync.central.core import CentralCore
from sync.central.identity import CentralIdentity
from sync.central.store.database import Database
from sync.central.store.tables import metadata
from sync.client.round import RoundResult, run_round
from sync.client.server import SyncServer
from sync.journal.signing import new_private_key
from sync.wire.messages import Enrol
from tests.fakes.replica import MemoryReplica

KEY = "5e" * 32
NURSE = b"\x0e" * 16


def new_identity() -> CentralIdentity:
    return CentralIdentity(
        service=uuid.uuid4().bytes,
        name="Essex",
        store="Essex central store",
        device=uuid.uuid4().bytes,
        private_key=new_private_key(),
    )


def found(database: Database) -> CentralCore:
    """A service of its own within the database, so that tests do not meet."""
    core = CentralCore(database, new_identity())
    core.enrolments.found_service()
    return core


def join(core: CentralCore, suite: str = "Harlow") -> MemoryReplica:
    """A workstation that has just been enrolled."""
    replica = MemoryReplica()
    token, _ = core.enrolments.invite(suite, "desk")
    enrolled = core.enrol(Enrol(token, replica.device, "desk", replica.keys[replica.device]))
    replica.central = enrolled.central
    replica.keys[enrolled.central] = enrolled.central_key
    return replica


def go_round(
    core: CentralCore, replica: MemoryReplica, server: SyncServer | None = None
) -> RoundResult:
    """One round straight to the core, or through whatever stands in between."""
    return run_round(
        replica,
        server or core.as_device(replica.device),
        core.identity.public_key,
        practitioner=NURSE,
    )


Backup = dict[str, list[dict[str, Any]]]


def back_up(core: CentralCore) -> Backup:
    """Everything that the database holds of this service."""
    with core.database.reading() as connection:
        return {
            name: [
                dict(row._mapping)
                for row in connection.execute(
                    select(table).where(table.c.service == core.identity.service)
                )
            ]
            for name, table in metadata.tables.items()
        }


def restore(core: CentralCore, backup: Backup) -> None:
    """Put the service back to what it was."""
    with core.database.writing() as connection:
        for name, table in metadata.tables.items():
            connection.execute(delete(table).where(table.c.service == core.identity.service))
            if backup[name]:
                connection.execute(insert(table), backup[name])
