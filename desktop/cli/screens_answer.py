"""`custody-liaison screens answer`: what a form makes of answers. Needs no store and no display.

Takes a QuestionnaireResponse as any program wrote it; what it finds is printed and kept nowhere.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop.cli.screens_check import bytes_of
from desktop.cli.screens_told import Telling, told_of_refused
from desktop.forms import response_json
from desktop.forms.lint import findings_of
from desktop.forms.resource import Node, NotJsonError, TwinNamesError, parse
from desktop.forms.structure import read


class _UnreadableError(Exception):
    """Its words say which file, and what it should be."""


def answer_screen(asked: argparse.Namespace) -> int:
    try:
        raw = _bytes(asked.questionnaire)
        response = _response(asked.answers)
    except _UnreadableError as unreadable:
        print(f"custody-liaison: {unreadable}", file=sys.stderr)
        return 1
    told = _told(raw, response, asked)
    print(response_json(told) if asked.json else "\n".join(_lines(told)))
    return 0


def _told(raw: bytes, response: Node, asked: argparse.Namespace) -> dict[str, Any]:
    reading = read(raw)
    findings = findings_of(reading)
    if reading.refusals():
        return told_of_refused(findings)
    telling = Telling(
        reading.questionnaire,
        response,
        is_reloaded=asked.reloaded,
        edited=frozenset(asked.edited),
        now=asked.now,
    )
    return telling.told(findings)


def _bytes(file: Path) -> bytes:
    try:
        return bytes_of(file)
    except OSError as error:
        raise _UnreadableError(f"{file} cannot be read: {error.strerror}.") from error


def _response(file: Path) -> Node:
    wanted = "Give a FHIR R4 QuestionnaireResponse saved as JSON."
    try:
        found = parse(_bytes(file))
    except TwinNamesError as twins:
        said = f"{file} holds “{twins.name[:80]}” twice in one part: which counts is not said."
        raise _UnreadableError(said) from twins
    except NotJsonError as error:
        raise _UnreadableError(f"{file} holds no answers. {wanted}") from error
    if found.get("resourceType") != "QuestionnaireResponse":
        raise _UnreadableError(f"{file} holds no answers. {wanted}")
    return found


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what applies, what was worked out, and what is to be said about it."""
    yield f"can be completed: {'yes' if told['completable'] else 'no'}"
    yield f"applies: {', '.join(told['enabled']) or 'nothing'}"
    for link_id, value in told["calculated"].items():
        yield f"worked out: {link_id} = {response_json(value)}"
    for one in told["messages"]:
        yield f"  {one['level']}: {one['linkId'] or 'form'}: {one['message']}"
