"""What custody-central does for an administrator. Returns lines to print; prints nothing."""

import json
import os
import uuid
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from sync.central.core import CentralCore
from sync.central.enrolment import Enrolments
from sync.central.folder import DataFolder, FolderError
from sync.central.own_journal import OwnJournal, PractitionerRow
from sync.central.reporting.command import bring_up_to_journal
from sync.central.serving import serve
from sync.central.store.database import open_postgresql
from sync.central.store.journal import JournalRows
from sync.central.store.registers import Registers
from sync.central.store.roles import sql
from sync.central.store.schema import VERSION, bring_up_to_date, version_of

# The values of desktop.domain.staff.Role, which this side may not know.
ROLES = (
    "hcp",
    "liaison_practitioner",
    "support_worker",
    "street_triage",
    "court_practitioner",
    "supervisor",
    "community_team",
    "analyst",
    "information_governance",
    "administrator",
)

Lines = list[str]


def init(asked: Namespace) -> Lines:
    folder = folder_of(asked)
    folder.set_up(asked.service, asked.host, _database_url(asked))
    database = folder.open_database()
    bring_up_to_date(database)
    folder.finish_set_up(asked.service, asked.host)
    Enrolments(database, folder.identity()).found_service()
    database.close()
    return [
        f"{asked.service} is set up in {folder.path}.",
        "Keep a backup of this folder in a safe place: without its keys nothing can be read.",
    ]


def run(asked: Namespace) -> Lines:
    serve(folder_of(asked), asked.host, asked.port, asked.workers)
    return []


def project(asked: Namespace) -> Lines:
    """Fold what is not in the current records yet, or with `--rebuild` all of it anew."""
    with open_core(folder_of(asked)) as core:
        return bring_up_to_journal(core, rebuilds=asked.rebuild)


def status(asked: Namespace) -> Lines:
    folder = folder_of(asked)
    with open_core(folder) as core, core.database.reading() as connection:
        registers = Registers(connection, core.identity.service)
        facts: dict[str, object] = {
            "service": core.identity.name,
            "service_id": core.identity.service.hex(),
            "store": core.identity.store,
            "database": "postgresql" if core.database.is_postgresql else "sqlite",
            "schema": version_of(core.database) or "",
            "devices": len(registers.devices()) - 1,
            "entries_held": registers.entries_held(),
            "receipts": registers.receipts(),
            "address": folder.last_address(),
        }
    if asked.json:
        return [json.dumps(facts)]
    return [f"{name.replace('_', ' ').capitalize()}: {value}" for name, value in facts.items()]


def user_add(asked: Namespace) -> Lines:
    practitioner = PractitionerRow(
        id=str(uuid.uuid4()),
        name=asked.name,
        profession=asked.profession,
        registration_number=asked.registration,
        role=asked.role,
    )
    with open_core(folder_of(asked)) as core, core.database.writing() as connection:
        OwnJournal(connection, core.identity).write_practitioner(practitioner)
    return [practitioner.id]


def user_list(asked: Namespace) -> Lines:
    with open_core(folder_of(asked)) as core, core.database.reading() as connection:
        people = OwnJournal(connection, core.identity).practitioners()
    if asked.json:
        return [msgspec.json.encode(people).decode()]
    return [f"{one.id}  {one.role}  {one.name}  {one.registration_number}" for one in people]


def device_invite(asked: Namespace) -> Lines:
    folder = folder_of(asked)
    url = asked.url or folder.last_address()
    if not url:
        raise FolderError("the store has not been served yet: start it first, or give --url")
    with open_core(folder) as core:
        token, expires_ms = core.enrolments.invite(asked.suite, asked.name, days=asked.days)
        service = core.identity.service
    invitation = {
        "url": url,
        "service": service.hex(),
        "ca": folder.authority.read_text(),
        "token": token,
        "suite": asked.suite,
        "name": asked.name,
        "expires": datetime.fromtimestamp(expires_ms / 1000, UTC).isoformat(timespec="seconds"),
    }
    content = json.dumps(invitation, indent=2)
    if asked.output is None:
        return [content]
    _write_new(asked.output, content + "\n")
    return [f"Invitation for {asked.name} written to {asked.output}. It works once."]


def device_list(asked: Namespace) -> Lines:
    with open_core(folder_of(asked)) as core, core.database.reading() as connection:
        own = core.identity.device
        heads = JournalRows(connection, core.identity.service).heads()
        rows = Registers(connection, core.identity.service).devices()
    facts = [
        {
            "id": row.device.hex(),
            "name": row.name,
            "suite": row.suite,
            "state": row.state,
            "entries": row.entries,
            "branches": len(heads.get(row.device, ())),
        }
        for row in rows
        if row.device != own
    ]
    if asked.json:
        return [json.dumps(facts)]
    return [
        f"{row['id']}  {row['state']}  {row['suite']}  {row['name']}  {row['entries']} entries"
        for row in facts
    ]


def device_revoke(asked: Namespace) -> Lines:
    with open_core(folder_of(asked)) as core:
        core.enrolments.revoke(asked.id.bytes)
    return [f"{asked.id.hex} is revoked: the store answers it no more."]


def device_adopt(asked: Namespace) -> Lines:
    with open_core(folder_of(asked)) as core:
        core.enrolments.adopt(asked.id.bytes)
    return [f"What is held of {asked.id.hex} is believed and handed on. It stays revoked."]


def migrate(asked: Namespace) -> Lines:
    """Change the tables with the address of their owner, which the folder need not hold."""
    address = _database_url(asked)
    database = folder_of(asked).open_database() if address is None else open_postgresql(address)
    try:
        has_changed = bring_up_to_date(database)
    finally:
        database.close()
    return [f"The tables are those of version {VERSION}{'.' if has_changed else ' already.'}"]


def roles(_: Namespace) -> Lines:
    return sql()


def folder_of(asked: Namespace) -> DataFolder:
    path = asked.data or os.environ.get("CUSTODY_CENTRAL_DATA")
    if not path:
        raise FolderError("no folder is named: give --data, or set CUSTODY_CENTRAL_DATA")
    return DataFolder(Path(path))


@contextmanager
def open_core(folder: DataFolder) -> Iterator[CentralCore]:
    identity = folder.identity()
    database = folder.open_database()
    try:
        if version_of(database) != VERSION:
            bring_up_to_date(database)
        yield CentralCore(database, identity)
    finally:
        database.close()


def _database_url(asked: Namespace) -> str | None:
    """Take the address from a file or the environment: an argument would show its password."""
    if asked.database_file is None:
        return os.environ.get("CUSTODY_CENTRAL_DATABASE") or None
    try:
        return Path(asked.database_file).read_text().strip()
    except OSError:
        raise FolderError(f"{asked.database_file} cannot be read: check the path") from None


def _write_new(path: str, content: str) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    try:
        with os.fdopen(os.open(path, flags, 0o600), "w") as file:
            file.write(content)
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise FolderError(f"{path} cannot be written ({reason}): choose another file") from None
