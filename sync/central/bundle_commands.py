"""`custody-central answer`: takes in what a workstation brought by file, and answers it by file."""

import getpass
import os
from argparse import Namespace
from pathlib import Path

from sync.bundle.bundle import NotABundleError, WrongCodeError
from sync.bundle.code import BadCodeError
from sync.bundle.sealed import DamagedError
from sync.central.bundles import Answered, answer_bundle
from sync.central.commands import folder_of, open_core


class BundleTroubleError(Exception):
    """The file cannot be answered; its text says what to do."""


def answer(asked: Namespace) -> list[str]:
    code = _code(asked.code_file)
    output = Path(asked.output)
    unfinished = output.with_name(f"{output.name}.part")
    try:
        said = _answered(asked, code, unfinished)
        unfinished.replace(output)
    except NotABundleError as error:
        raise BundleTroubleError("this file was not written by a workstation") from error
    except (BadCodeError, WrongCodeError) as error:
        raise BundleTroubleError("the code does not open this file: check each letter") from error
    except DamagedError as error:
        raise BundleTroubleError(
            "the file is damaged: what came before that is taken in; have it written again"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return _lines(said, output)


def _answered(asked: Namespace, code: str, unfinished: Path) -> Answered:
    with (
        open_core(folder_of(asked)) as core,
        Path(asked.file).open("rb") as source,
        os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
    ):
        return answer_bundle(core, source, code, out)


def _code(file: str | None) -> str:
    if file is None:
        return getpass.getpass("Code: ")
    return Path(file).read_text(encoding="utf-8").strip()


def _lines(said: Answered, output: Path) -> list[str]:
    lines = [f"{said.taken} entries are here, {said.given} are in {output} for the workstation."]
    if said.has_receipt:
        lines.append("A receipt is in it: everything that the workstation named is here.")
    else:
        lines.append("There is no receipt in it: something before what was brought is not here.")
    if said.refused:
        lines.append(f"{said.refused} parts were not taken. Ask for a file with everything in it.")
    return lines
