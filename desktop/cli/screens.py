"""`custody-liaison screens`: which questionnaires are in use, and putting another to use."""

import argparse
import json
from pathlib import Path

from desktop import forms
from desktop.assembly.access import session_for
from desktop.errors import TroubleError


class FormFileError(TroubleError):
    message_key = "error.form_unreadable"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormFileError from error


def list_screens(asked: argparse.Namespace) -> None:
    with session_for(asked) as session:
        choices = session.services.list_forms()
    if asked.json:
        print(json.dumps([{"canonical": c.canonical, "title": c.title} for c in choices]))
        return
    for choice in choices:
        print(f"{choice.title}  {choice.canonical}{'' if choice.is_built_in else '  imported'}")


def inspect_screen(asked: argparse.Namespace) -> int:
    """Say what a form holds and what of it works here; needs no store."""
    found = forms.inspect(_read(asked.file))
    if asked.json:
        findings = [
            {"level": str(f.level), "linkId": f.link_id, "rule": f.rule, "text": f.text}
            for f in found.findings
        ]
        verdict = {"title": found.title, "verdict": str(found.verdict), "findings": findings}
        print(json.dumps({"canonical": found.canonical, "items": found.item_count, **verdict}))
    else:
        print(f"{found.title}: {str(found.verdict).replace('_', ' ')}, {found.item_count} items")
        for finding in found.findings:
            print(f"  {finding.level}: {finding.link_id or 'form'}: {finding.text}")
    return 1 if str(found.verdict) == "refused" else 0


def import_screen(asked: argparse.Namespace) -> None:
    raw = _read(asked.file)
    with session_for(asked) as session:
        form = session.services.import_form(raw)
    if asked.json:
        print(json.dumps({"canonical": form.canonical, "sha256": form.sha256}))
    else:
        print(f"{form.title} is in use.")
