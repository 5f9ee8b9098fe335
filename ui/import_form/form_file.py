"""Reading a form's bytes from a file that somebody chose. Knows no Qt."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.errors import TroubleError
from desktop.forms import Inspection

# The largest published form known has 0.4 MB; a wrong choice may be a film.
LARGEST_FORM_BYTES = 8 * 1024 * 1024


class FormFileUnreadableError(TroubleError):
    """There is no such file, it may not be read, or it is far too large to be a form."""

    message_key = "error.form_unreadable"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A form as it was read: what is put to use later is these bytes, not the file again.

    `questions` holds the words of each item, so that a finding can name what it is about.
    """

    raw: bytes
    inspection: Inspection
    questions: Mapping[str, str] = field(default_factory=dict)


def read_form(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FORM_BYTES:
            raise FormFileUnreadableError
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FormFileUnreadableError from error


def path_typed(typed: str) -> Path:
    """Return the path for what was typed or pasted; file managers paste quotes and file://."""
    words = typed.strip().strip('"').removeprefix("file://")
    return Path(words).expanduser()


def question_texts(raw: bytes) -> dict[str, str]:
    """Return the words of each item by linkId; nothing for what is no form at all."""
    try:
        form = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return dict(_texts(form))


def _texts(form: Any) -> Iterator[tuple[str, str]]:
    waiting = [form]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        link_id, words = node.get("linkId"), node.get("text")
        if isinstance(link_id, str) and isinstance(words, str):
            yield link_id, words
        children = node.get("item")
        waiting.extend(children if isinstance(children, list) else ())
