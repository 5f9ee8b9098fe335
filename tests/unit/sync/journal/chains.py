"""Chains to test with, written as a device writes them."""

import os
import uuid
from collections.abc import Sequence
from typing import Any

from sync.journal.chain import Batch, Draft, Piece, Tip, append
from sync.journal.entry import Entry
from sync.journal.signing import new_private_key, public_key_of, sign_head

PERSON = b"\x0f" * 16
AUTHOR = b"\x0a" * 16


class Device:
    """A device with a key, writing units of its chain."""

    def __init__(self) -> None:
        self.private_key = new_private_key()
        self.public_key = public_key_of(self.private_key)
        self.id = uuid.uuid4().bytes
        self.tip = Tip(self.id)

    def write(self, *fields: dict[str, Any]) -> list[Entry]:
        """Write one unit with an entry for each of `fields`."""
        drafts = [Draft(os.urandom(16), "note", PERSON, one, {}) for one in fields]
        entries, self.tip = append(self.tip, AUTHOR, uuid.uuid4().bytes, drafts)
        return entries

    def batch(self, entries: Sequence[Entry]) -> Batch:
        last = entries[-1]
        head = sign_head(self.private_key, self.id, last.header.seq, last.id)
        return Batch(head, [Piece(one.header_bytes, one.body_bytes) for one in entries])
