"""A file that was added to an answer. Its contents are kept apart from the answer that names it.

They are cut into parts, since one entry of the journal holds no more, and are nowhere opened.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from desktop.domain.identity import AttachedPartId, PersonId
from desktop.domain.record import UNSAVED, Standing

PART_BYTES = 200 * 1024

_WRITTEN = re.compile(r"([0-9a-f]{64}) (\d{1,12}) (\S{1,120}) (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Attached:
    """`size` is in bytes, `sha256` is of the contents, in hexadecimal."""

    sha256: str
    size: int
    content_type: str
    title: str

    def text(self) -> str:
        """Return the value that an answer holds."""
        return f"{self.sha256} {self.size} {self.content_type} {self.title}"

    @classmethod
    def of(cls, text: str) -> "Attached | None":
        """Return what an answer's value names, None when it names no file."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            return None
        sha256, size, content_type, title = match.groups()
        return cls(sha256, int(size), content_type, title)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedPart:
    """A stretch of a file's contents, `number` from 1. `sha256` is of the whole file.

    The same file about the same person is the same record, at whichever desk it was added.
    """

    id: AttachedPartId
    person_id: PersonId
    sha256: str
    number: int
    of: int
    content: bytes
    standing: Standing = field(default=UNSAVED, compare=False)


def parts_of(person_id: PersonId, content: bytes) -> tuple[AttachedPart, ...]:
    sha256 = hashlib.sha256(content).hexdigest()
    pieces = [content[at : at + PART_BYTES] for at in range(0, len(content), PART_BYTES)]
    return tuple(
        AttachedPart(
            id=_part_id(person_id, sha256, number),
            person_id=person_id,
            sha256=sha256,
            number=number,
            of=len(pieces),
            content=piece,
        )
        for number, piece in enumerate(pieces, start=1)
    )


def _part_id(person_id: PersonId, sha256: str, number: int) -> AttachedPartId:
    named = hashlib.sha256(f"{person_id} {sha256} {number}".encode()).digest()
    return AttachedPartId(UUID(bytes=named[:16], version=4))


def joined(parts: Iterable[AttachedPart], sha256: str) -> bytes | None:
    """Return the file that these parts make; None while one is missing or is not what it was.

    A part under another identity than its own is nobody's, and does not get in the way.
    """
    own = [one for one in parts if one.id == _part_id(one.person_id, sha256, one.number)]
    content = b"".join(part.content for part in sorted(own, key=lambda part: part.number))
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
