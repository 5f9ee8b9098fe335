"""custody-central: set up and serve the central store, and say who belongs to it.

Exit codes: 0 done, 1 could not, 2 wrong use. No secret is taken from or shown in the arguments.
"""

import argparse
import logging
import sys
import uuid
from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy.exc import SQLAlchemyError

from sync.central import bundle_commands, commands
from sync.central.folder import FolderError
from sync.central.store.database import DatabaseUnusableError
from sync.wire.refusal import RefusalCode, RefusedError

_REFUSALS = {RefusalCode.UNKNOWN_DEVICE: "there is no such device: see custody-central device list"}


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    try:
        lines = asked.do(asked)
    except (FolderError, DatabaseUnusableError) as error:
        return _could_not(str(error))
    except RefusedError as error:
        return _could_not(_REFUSALS.get(RefusalCode(error.code), error.code))
    except SQLAlchemyError as error:
        # Its text may show the address or what was being written.
        return _could_not(
            f"the database does not work ({type(error).__name__}): check that it runs"
        )
    except bundle_commands.BundleTroubleError as error:
        return _could_not(str(error))
    except OSError as error:
        return _could_not(f"{error.filename or 'a file'}: {error.strerror}")
    for line in lines:
        print(line)
    return 0


def _could_not(reason: str) -> int:
    print(f"custody-central: {reason}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="custody-central", description=__doc__, allow_abbrev=False
    )
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_store_commands(kinds)
    _add_user_commands(kinds)
    _add_device_commands(kinds)
    _add_bundle_command(kinds)
    return parser


# argparse gives the type of add_subparsers() no public name.
Kinds: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - as above


def _command(kinds: Kinds, name: str, do: object, help_text: str) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=help_text, allow_abbrev=False)
    parser.add_argument(
        "--data", metavar="FOLDER", help="the store's folder (CUSTODY_CENTRAL_DATA)"
    )
    parser.set_defaults(do=do)
    return parser


def _add_store_commands(kinds: Kinds) -> None:
    init = _command(kinds, "init", commands.init, "set up a service in a new folder")
    init.add_argument("--service", required=True, metavar="NAME")
    init.add_argument("--host", action="append", default=[], help="a name that desks will use")
    init.add_argument("--database-file", metavar="FILE", help="holds the PostgreSQL address")
    serve = _command(kinds, "serve", commands.run, "answer workstations until stopped")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0: as last time, or a free one")
    serve.add_argument("--workers", type=int, default=1)
    project = _command(kinds, "project", commands.project, "bring the figures up to date")
    project.add_argument("--rebuild", action="store_true", help="fold everything anew")
    status = _command(kinds, "status", commands.status, "say what the store holds")
    status.add_argument("--json", action="store_true")
    migrate = _command(kinds, "migrate", commands.migrate, "change the tables, as their owner")
    migrate.add_argument("--database-file", metavar="FILE", help="holds the owner's address")
    roles = _command(kinds, "roles", commands.roles, "who may do what in PostgreSQL")
    roles.add_argument("--print-sql", action="store_true", required=True)


def _add_bundle_command(kinds: Kinds) -> None:
    answer = _command(
        kinds, "answer", bundle_commands.answer, "take in a workstation's file and write one back"
    )
    answer.add_argument("file", metavar="FILE")
    answer.add_argument("output", metavar="ANSWER", help="a new file")
    answer.add_argument("--code-file", metavar="FILE", help="holds the code; else it is asked for")


def _add_user_commands(kinds: Kinds) -> None:
    users = kinds.add_parser("user", help="the people who work here")
    verbs = users.add_subparsers(required=True, metavar="VERB")
    add = _command(verbs, "add", commands.user_add, "make a person known to every desk")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=commands.ROLES)
    add.add_argument("--profession", default="")
    add.add_argument("--registration", default="", help="the registration number")
    listed = _command(verbs, "list", commands.user_list, "list them")
    listed.add_argument("--json", action="store_true")


def _add_device_commands(kinds: Kinds) -> None:
    devices = kinds.add_parser("device", help="the workstations")
    verbs = devices.add_subparsers(required=True, metavar="VERB")
    invite = _command(verbs, "invite", commands.device_invite, "let one workstation join")
    invite.add_argument("--suite", required=True)
    invite.add_argument("--name", required=True)
    invite.add_argument("--output", metavar="FILE")
    invite.add_argument("--url", help="where the workstation finds the store")
    invite.add_argument("--days", type=int, default=7)
    listed = _command(verbs, "list", commands.device_list, "list them")
    listed.add_argument("--json", action="store_true")
    revoke = _command(verbs, "revoke", commands.device_revoke, "shut a workstation out")
    revoke.add_argument("id", type=uuid.UUID)
    adopt = _command(
        verbs, "adopt", commands.device_adopt, "believe what a revoked one wrote later too"
    )
    adopt.add_argument("id", type=uuid.UUID)


if __name__ == "__main__":
    sys.exit(main())
