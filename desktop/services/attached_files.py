"""Files added to answers: checked by size and by how they begin, kept, and never opened.

A file stays at this desk until an answer that names it is journalled; then it goes with it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.domain.attached import Attached, joined, parts_of
from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.screen import Answer
from desktop.errors import FieldProblemError, NotFoundError
from desktop.services.ports import OpenUnitOfWork, Reads, WaitingFiles

_PLAIN = "text/plain"
_CONTROLS = frozenset(range(32)) - {*b"\t\n\f\r"}


@cache
def _settings() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(
        (files("resources") / "settings" / "attached_files.json").read_text("utf-8")
    )
    return found


def largest_bytes() -> int:
    found: int = _settings()["largest_bytes"]["value"]
    return found


def type_of(content: bytes) -> str:
    """Return the type that the contents show, "" for one that is not taken."""
    for known in _settings()["types"]:
        begins = bytes.fromhex(known["begins"])
        if known["type"] == _PLAIN:
            if _is_plain_text(content):
                return _PLAIN
        elif content.startswith(begins):
            return str(known["type"])
    return ""


def _is_plain_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _CONTROLS & set(content)


@dataclass(frozen=True, slots=True)
class AttachFile:
    """Keep a file at this desk and return the value by which an answer names it."""

    waiting: WaitingFiles

    def __call__(self, content: bytes, title: str) -> str:
        if not content:
            raise FieldProblemError({"attached": "attached.empty"})
        if len(content) > largest_bytes():
            raise FieldProblemError({"attached": "attached.too_large"})
        content_type = type_of(content)
        if not content_type:
            raise FieldProblemError({"attached": "attached.type"})
        sha256 = hashlib.sha256(content).hexdigest()
        self.waiting.keep(sha256, content)
        return Attached(sha256, len(content), content_type, " ".join(title.split())).text()


@dataclass(frozen=True, slots=True)
class ReadAttached:
    """Return a file's bytes. Raises NotFoundError while part of it is still on its way here."""

    reads: Reads
    waiting: WaitingFiles

    def __call__(self, sha256: str) -> bytes:
        found = self.waiting.kept(sha256)
        if found is not None:
            return found
        by_person: dict[PersonId, list[Any]] = {}
        for part in self.reads.attached_parts(sha256):
            by_person.setdefault(part.person_id, []).append(part)
        for parts in by_person.values():
            content = joined(parts, sha256)
            if content is not None:
                return content
        raise NotFoundError(kind="attached_part")


@dataclass(frozen=True, slots=True)
class FileAttached:
    """Journal the waiting files that these answers name, as belonging to the person of the screen.

    Each part is a unit of its own: together they would be more than one may hold. What a power cut
    leaves half done is done again, since the same part is the same record.
    """

    reads: Reads
    waiting: WaitingFiles
    open_unit_of_work: OpenUnitOfWork

    def __call__(self, screen_id: ScreenId, answers: Iterable[Answer]) -> None:
        named = [
            found.sha256
            for answer in answers
            for value in answer.values
            if isinstance(value, str) and (found := Attached.of(value)) is not None
        ]
        for sha256 in dict.fromkeys(named):
            content = self.waiting.kept(sha256)
            if content is not None:
                self._journal(self.reads.screen(screen_id).person_id, content, sha256)
                self.waiting.forget(sha256)

    def _journal(self, person_id: PersonId, content: bytes, sha256: str) -> None:
        here = {part.id for part in self.reads.attached_parts(sha256)}
        for part in parts_of(person_id, content):
            if part.id not in here:
                with self.open_unit_of_work() as work:
                    work.attached.add(part)
                    work.commit()
