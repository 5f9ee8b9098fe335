"""Take one batch in: all of it proved, what is new of it appended, in one transaction.

The device's row is locked first, so that two workers cannot interleave on one chain. Judges no
meaning: everything well-formed is stored, of forked and revoked devices too.
"""

import logging

from sync.central.identity import CentralIdentity
from sync.central.own_journal import OwnJournal
from sync.central.store.database import Database
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


def take(database: Database, identity: CentralIdentity, batch: Batch) -> int:
    """Return how many entries were new; durable when this returns. Raises BadBatchError."""
    device = batch.head.device
    with database.writing() as connection:
        rows = JournalRows(connection, identity.service)
        known = Registers(connection, identity.service).device(device, lock=True)
        if known is None:
            raise UnknownDeviceError("a device without a key here", device, batch.head.seq)
        new = _append_new(rows, batch, known.public_key)
        if device == identity.device:
            OwnJournal(connection, identity).adopt(new)
        return len(new)


def _append_new(rows: JournalRows, batch: Batch, public_key: bytes) -> list[Entry]:
    device = batch.head.device
    entries = read_batch(batch, public_key, rows.seq_of)
    heads = rows.heads(device).get(device, ())
    first = entries[0].header
    follows_only_head = [head.entry for head in heads] in ([], [first.prev])
    if not follows_only_head:
        held = rows.held_of(device, first.seq, entries[-1].header.seq)
        entries = [entry for entry in entries if entry.id not in held]
    if entries:
        rows.add(device, entries, batch.head)
    else:
        rows.add_signed_head(batch.head)
    return entries


def refusal_of(batch: Batch, error: BadBatchError) -> Refused:
    """Say to the sender which batch was not taken; the reason goes to the log."""
    head = batch.head
    code, level = RefusalCode.BAD_BATCH, logging.WARNING
    for kind, other in _WAITING.items():
        if isinstance(error, kind):
            code, level = other, logging.INFO
    _log.log(level, "batch refused: %s (device %s, seq %s)", error, head.device.hex(), error.seq)
    return Refused(head.device, head.seq, head.entry, code)
