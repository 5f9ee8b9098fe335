"""The record of the field trials: 40 coded answers and three notes, about 2 KB of JSON.

Ours is a journal entry of the kind `screen` with a register for each answer; the bare limit carries
the same registers as one JSON text. The seed makes the same records each time.
"""

import json
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sync.journal.chain import Draft, Tip, append
from sync.journal.entry import Entry

CODED, NOTES = 40, 3
_CODE_LENGTH, _NOTE_LENGTH = 7, 78
_SEED = 20
_AUTHOR = UUID(int=0x0E << 120 | 1)
# About as hard to compress as the records of the trials, which were 572 bytes each in a batch.
_SIGNS = string.ascii_letters + string.digits + "-_.,:;!?()[]{}+*=<>@#%&|~^$"


@dataclass(frozen=True, slots=True)
class Payload:
    """One record: its draft for our journal, and the same registers as the limit's JSON text."""

    id: UUID
    draft: Draft
    text: str


def payloads(
    count: int, seed: int = _SEED, *, coded: int = CODED, notes: int = NOTES
) -> Iterator[Payload]:
    chance = random.Random(seed)
    for number in range(count):
        record, person = (UUID(bytes=chance.randbytes(16), version=4) for _ in range(2))
        registers = {
            **_fixed(record, person, number),
            **{f"answers/q{place:02}": _answer(chance, _CODE_LENGTH) for place in range(coded)},
            **{f"answers/n{place}": _answer(chance, _NOTE_LENGTH) for place in range(notes)},
        }
        draft = Draft(
            record=record.bytes, kind="screen", person=person.bytes, fields=registers, replaces={}
        )
        yield Payload(record, draft, json.dumps(registers, separators=(",", ":")))


def entries(device: bytes, records: Iterator[Payload], tip: Tip | None = None) -> Iterator[Entry]:
    """Yield the records as the chain of one device, each a unit of its own."""
    tip = tip or Tip(device)
    units = random.Random(device)
    for record in records:
        written, tip = append(tip, _AUTHOR.bytes, units.randbytes(16), [record.draft])
        yield from written


def _fixed(record: UUID, person: UUID, number: int) -> dict[str, Any]:
    minute, hour, day = number % 60, number // 60 % 24, number // 1440 % 28 + 1
    return {
        "id": str(record),
        "person_id": str(person),
        "questionnaire": "https://example.org/screen|1",
        "questionnaire_sha256": "5e" * 4,
        "title": "Screen",
        "started_at": f"2026-05-{day:02}T{hour:02}:{minute:02}:00+00:00",
        "started_by": str(_AUTHOR),
    }


def _answer(chance: random.Random, length: int) -> dict[str, Any]:
    return {"values": ["".join(chance.choices(_SIGNS, k=length))]}
