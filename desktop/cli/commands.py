"""The subcommands of `custody-liaison`: what they take, and which module does them.

Exit codes: 0 done, 1 could not, 2 wrong use. An error is one line that says what to do. No secret
is ever an argument.
"""

import argparse
import importlib
import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from desktop.domain.staff import Role
from desktop.errors import CancelledError, ExpectedError
from desktop.places import default_data_folder

# argparse gives the type of add_subparsers() no public name.
Kinds: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - as above

_DETENTIONS = 34
_SEED = 20260906


def run(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter of somebody's name is no reason to stop.
            stream.reconfigure(errors="replace")
    asked = _parser().parse_args(arguments)
    # Each command's module is imported only when it is asked for: some are heavy.
    module_name, _, function = asked.does.partition(":")
    command = getattr(importlib.import_module(module_name), function)
    try:
        code = int(command(asked) or 0)
        sys.stdout.flush()
    except ExpectedError as error:
        from desktop.wording.errors import say  # noqa: PLC0415 -- only when something failed

        print(f"custody-liaison: {say(error)}", file=sys.stderr)
        return 1
    except (CancelledError, KeyboardInterrupt):
        print("custody-liaison: stopped; nothing is lost", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read has gone. What is left to say must not fail once more at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="custody-liaison",
        description="Screens, court reports and sync for police custody. "
        "Without a command it opens the workstation.",
        allow_abbrev=False,  # --passphrase must not pass for --passphrase-file
    )
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_demo(kinds)
    _add_generate(kinds)
    _add_enrol(kinds)
    _add_admit(kinds)
    sync = _command(kinds, "sync", "desktop.cli.sync:sync", "exchange with the central store now")
    _reports_as_json(sync)
    _add_bundles(kinds)
    check = _command(kinds, "check", "desktop.cli.check:check", "prove that the store is whole")
    _reports_as_json(check)
    _add_screens(kinds)
    _add_bench(kinds)
    return parser


def _command(kinds: Kinds, name: str, does: str, help_text: str) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=help_text, description=help_text, allow_abbrev=False)
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", default=default_data_folder(), help="the store"
    )
    parser.add_argument("--user", metavar="NAME", default="demo", help="who unlocks it")
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="holds the passphrase; - is standard input"
    )
    parser.set_defaults(does=does)
    return parser


def _reports_as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="report as JSON")


def _invents(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=_SEED, help="the same seed, the same night")
    parser.add_argument("--detentions", type=_count, default=_DETENTIONS, metavar="N")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _suite(text: str) -> str:
    from desktop.demo.essex import suites  # noqa: PLC0415 -- for this command alone

    known = {suite.name.casefold(): suite.name for suite in suites()}
    if text.casefold() not in known:
        raise argparse.ArgumentTypeError(f"choose one of {', '.join(known.values())}")
    return known[text.casefold()]


def _add_demo(kinds: Kinds) -> None:
    demo = _command(kinds, "demo", "desktop.demo.run:demo", "an invented night, end to end")
    demo.set_defaults(data=None)
    _invents(demo)
    demo.add_argument("--headless", action="store_true", help="no window: transcript and files")
    demo.add_argument("--output", type=Path, metavar="FOLDER", help="where its files go")


def _add_generate(kinds: Kinds) -> None:
    generate = _command(
        kinds, "generate", "desktop.cli.generate:generate", "fill a store with an invented night"
    )
    _invents(generate)
    generate.add_argument("--suite", type=_suite, default="Southend", metavar="NAME")
    _reports_as_json(generate)


def _add_enrol(kinds: Kinds) -> None:
    enrol = _command(
        kinds, "enrol", "desktop.cli.enrol:enrol", "set this workstation up and join a service"
    )
    enrol.add_argument("--invitation", type=Path, required=True, metavar="FILE")
    _describes_practitioner(enrol)
    _reports_as_json(enrol)


def _add_bundles(kinds: Kinds) -> None:
    export = _command(
        kinds, "export", "desktop.cli.bundles:export", "write what waits into an encrypted file"
    )
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument(
        "--everything", action="store_true", help="also what the central store holds already"
    )
    take_in = _command(
        kinds, "import", "desktop.cli.bundles:take_in", "take in a file that was exported"
    )
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.add_argument(
        "--code-file", metavar="FILE", help="holds the code; - is standard input; else asked for"
    )


def _add_admit(kinds: Kinds) -> None:
    admit = _command(
        kinds, "admit", "desktop.cli.admit:admit", "let another person use this workstation"
    )
    admit.add_argument("--new-user", required=True, metavar="NAME", help="who they unlock as")
    admit.add_argument(
        "--new-passphrase-file", metavar="FILE", help="holds their passphrase; else asked for"
    )
    _describes_practitioner(admit)
    _reports_as_json(admit)


def _describes_practitioner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="", help="the practitioner's name as others see it")
    parser.add_argument("--profession", default="")
    parser.add_argument("--registration", default="", help="the registration number")
    roles = [str(role) for role in Role]
    parser.add_argument("--role", default=str(Role.LIAISON), choices=roles, metavar="ROLE",
                        help=", ".join(roles))  # fmt: skip


def _add_screens(kinds: Kinds) -> None:
    screens = kinds.add_parser("screens", help="the questionnaires in use")
    verbs = screens.add_subparsers(required=True, metavar="VERB")
    listed = _command(verbs, "list", "desktop.cli.screens:list_screens", "list them")
    _reports_as_json(listed)
    inspect = _command(
        verbs, "inspect", "desktop.cli.screens:inspect_screen", "say whether a form works here"
    )
    inspect.add_argument("file", type=Path)
    _reports_as_json(inspect)
    imported = _command(verbs, "import", "desktop.cli.screens:import_screen", "put a form to use")
    imported.add_argument("file", type=Path)
    _reports_as_json(imported)
    blank = _command(
        verbs, "print-blank", "desktop.cli.blank_form:print_blank", "a form to fill in by pen"
    )
    blank.add_argument("file", type=Path)
    blank.add_argument("--output", type=Path, required=True, metavar="PDF", help="where it goes")
    _reports_as_json(blank)
    check = _command(
        verbs, "check", "desktop.cli.screens_check:check_screens", "say of many forms which work"
    )
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _reports_as_json(check)
    _add_answer(verbs)


def _add_answer(verbs: Kinds) -> None:
    answer = _command(
        verbs, "answer", "desktop.cli.screens_answer:answer_screen", "say what follows from answers"
    )
    answer.add_argument("questionnaire", type=Path)
    answer.add_argument(
        "--answers", type=Path, required=True, metavar="RESPONSE", help="a QuestionnaireResponse"
    )
    answer.add_argument(
        "--reloaded", action="store_true", help="it was stored: calculated answers in it are kept"
    )
    answer.add_argument(
        "--edited", action="append", default=[], metavar="LINKID",
        help="a calculated answer that a person typed over",
    )  # fmt: skip
    answer.add_argument(
        "--now", type=_moment, metavar="MOMENT", help="what today() is, such as 2026-09-05T12:00Z"
    )
    _reports_as_json(answer)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _add_bench(kinds: Kinds) -> None:
    bench = kinds.add_parser("bench", help="speed, as ratios against a baseline of the same run")
    bench.add_argument("name", nargs="?", help="which; without it, what there is")
    bench.add_argument(
        "--form", type=Path, metavar="FILE", help="the form that `bench forms` is to measure"
    )
    bench.add_argument(
        "--full", action="store_true", help="`bench sync` with the numbers of the design: long"
    )
    _reports_as_json(bench)
    bench.set_defaults(does="desktop.bench.run:bench")
