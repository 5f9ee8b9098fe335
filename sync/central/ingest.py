"""Take batches in: each proved whole before any of it is kept, all within the caller's transaction.

The devices' rows are locked first, so that two workers cannot interleave on one chain. Judges no
meaning: everything well-formed is stored, of forked and revoked devices too.
"""

import logging
from collections.abc import Sequence

from sqlalchemy import Connection

from sync.central.identity import CentralIdentity
from sync.central.own_journal import OwnJournal
from sync.central.store.journal import JournalRows
from sync.central.store.registers import Registers
from sync.journal.chain import BadBatchError, Batch, UnlinkedBatchError, read_batch
from sync.journal.entry import Entry
from sync.wire.messages import Refused
from sync.wire.refusal import RefusalCode

_log = logging.getLogger(__name__)


class UnknownDeviceError(BadBatchError):
    """No key is known for the batch's device."""


# What these wait for may be on its way; the sender tries again.
_WAITING = {
    UnlinkedBatchError: RefusalCode.UNLINKED,
    UnknownDeviceError: RefusalCode.UNKNOWN_DEVICE,
}


class Intake:
    """Takes the batches of one request."""

    def __init__(self, connection: Connection, identity: CentralIdentity) -> None:
        self._connection, self._identity = connection, identity
        self._rows = JournalRows(connection, identity.service)
        self._registers = Registers(connection, identity.service)
        self._keys: dict[bytes, bytes | None] = {}
        self._top = 0

    def take(self, batches: Sequence[Batch]) -> list[Refused]:
        """Take each batch by itself, so that a bad one blocks no other."""
        if not batches:
            return []
        self._top = self._rows.top_counter()
        # In one order for all, so that two requests never wait for one another.
        for device in sorted({batch.head.device for batch in batches}):
            self._lock(device)
        refused = []
        for batch in batches:
            try:
                self._take(batch)
            except BadBatchError as error:
                refused.append(refusal_of(batch, error))
        return refused

    def _lock(self, device: bytes) -> None:
        row = self._registers.device(device, lock=True)
        self._keys[device] = None if row is None else row.public_key

    def _take(self, batch: Batch) -> None:
        device = batch.head.device
        if self._keys[device] is None:
            self._lock(device)  # An entry taken just now may have told of it.
        key = self._keys[device]
        if key is None:
            raise UnknownDeviceError("a device without a key here", device, batch.head.seq)
        entries = read_batch(batch, key, self._rows.seq_of, counter_here=self._top)
        self._top = max(self._top, *(entry.header.counter for entry in entries))
        new = self._new_of(entries)
        if new:
            self._rows.add(device, new, batch.head)
        else:
            self._rows.add_signed_head(batch.head)
        if device == self._identity.device:
            OwnJournal(self._connection, self._identity).adopt(new)

    def _new_of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        first, last = entries[0].header, entries[-1].header
        heads = self._rows.heads(first.device).get(first.device, ())
        if [head.entry for head in heads] in ([], [first.prev]):
            return entries  # They follow the only head, so nothing of them is here.
        held = self._rows.held_of(first.device, first.seq, last.seq)
        return [entry for entry in entries if entry.id not in held]


def refusal_of(batch: Batch, error: BadBatchError) -> Refused:
    """Say to the sender which batch was not taken; the reason goes to the log."""
    head = batch.head
    code, level = RefusalCode.BAD_BATCH, logging.WARNING
    for kind, other in _WAITING.items():
        if isinstance(error, kind):
            code, level = other, logging.INFO
    _log.log(level, "batch refused: %s (device %s, seq %s)", error, head.device.hex(), error.seq)
    return Refused(head.device, head.seq, head.entry, code)
