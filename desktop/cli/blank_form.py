"""`custody-liaison screens print-blank`: a form as PDF to fill in by pen. Needs no store."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from desktop import forms
from desktop.cli.screens import FormFileError
from desktop.errors import TroubleError
from desktop.services.form_papers import BlankPaper


class PaperNotSavedError(TroubleError):
    message_key = "error.file_not_written"


def print_blank(asked: argparse.Namespace) -> None:
    form = forms.load(_read(asked.file))
    # ReportLab is heavy, and a form that is refused needs none of it.
    from desktop.reports.blank_form import blank_form_pdf  # noqa: PLC0415

    pdf = blank_form_pdf(
        BlankPaper(questionnaire=form), service="", printed_by="", printed_at=datetime.now(UTC)
    )
    try:
        asked.output.write_bytes(pdf)
    except OSError as error:
        raise PaperNotSavedError(path=str(asked.output)) from error
    if asked.json:
        said = {"canonical": form.canonical, "output": str(asked.output), "bytes": len(pdf)}
        print(json.dumps(said))
    else:
        print(f"{form.title}: {asked.output}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormFileError from error
