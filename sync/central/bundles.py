"""Takes in a bundle of a workstation and answers it with one: a round without a network."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sync.bundle.bundle import Bundle, Opening, read_bundle, write_bundle
from sync.central.core import CentralCore
from sync.central.session import DeviceSession
from sync.central.store.journal import JournalRows
from sync.central.store.registers import ACTIVE, Registers
from sync.journal.chain import Batch
from sync.journal.vector import Head
from sync.wire.limits import BATCH_ENTRIES
from sync.wire.messages import Finish, Pull, Push
from sync.wire.receipt import SignedReceipt
from sync.wire.refusal import RefusalCode, RefusedError


@dataclass(frozen=True, slots=True)
class Answered:
    """`taken` and `given` count entries, those that were here already among them."""

    taken: int
    refused: int
    given: int
    has_receipt: bool


def answer_bundle(core: CentralCore, source: BinaryIO, code: str, out: BinaryIO) -> Answered:
    """Take all that can be taken, and write what the workstation lacks, sealed by the same code.

    The receipt in it is given only where every head that the workstation named is here. Raises
    what read_bundle raises, and RefusedError for a workstation that is not known or not active.
    """
    bundle = read_bundle(source, code)
    _check_writer(core, bundle)
    session = core.as_device(bundle.opening.device)
    taken = refused = 0
    for batch in bundle.batches:
        count = len(session.push(Push([batch])).refused)
        refused, taken = refused + count, taken + (0 if count else len(batch.pieces))
    receipt = _receipt(session, bundle.opening, taken)
    opening = _opening(core, bundle.opening, receipt)
    batches = _lacking(session, bundle.opening, opening)
    written = write_bundle(out, code, core.identity.private_key, opening, batches)
    return Answered(taken, refused, written.entries, receipt is not None)


def _check_writer(core: CentralCore, bundle: Bundle) -> None:
    with core.database.reading() as connection:
        row = Registers(connection, core.identity.service).device(bundle.opening.device)
    if row is None or bundle.opening.central != core.identity.device:
        raise RefusedError(RefusalCode.UNKNOWN_DEVICE)
    if not bundle.is_signed_by(row.public_key):
        raise RefusedError(RefusalCode.BAD_SIGNATURE)
    if row.state != ACTIVE:
        raise RefusedError(RefusalCode.REVOKED)


def _receipt(session: DeviceSession, asked: Opening, taken: int) -> SignedReceipt | None:
    practitioner = asked.practitioner or bytes(16)
    return session.finish(Finish(asked.vector, practitioner, taken, 0)).receipt


def _opening(core: CentralCore, asked: Opening, receipt: SignedReceipt | None) -> Opening:
    with core.database.reading() as connection:
        vector = dict(JournalRows(connection, core.identity.service).heads())
    own = core.identity.device
    return Opening(
        central=own,
        device=own,
        made_ms=core.now_ms(),
        vector=vector,
        receipt=receipt,
        named={} if receipt is None else asked.vector,
    )


def _lacking(session: DeviceSession, asked: Opening, ours: Opening) -> Iterator[Batch]:
    have = {device: asked.vector.get(device, ()) for device in ours.vector}
    more = True
    while more:
        reply = session.pull(Pull(have, BATCH_ENTRIES))
        for batch in reply.batches:
            head = batch.head
            have[head.device] = (*have[head.device], Head(head.seq, head.entry))
            yield batch
        more = reply.more and bool(reply.batches)
