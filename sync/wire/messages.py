"""The messages of a round. Later versions may append elements with defaults; none ever moves.

Elements that a reader does not know are passed over, so that a newer neighbour is understood.
"""

from typing import Annotated

import msgspec

from sync.journal.chain import Batch
from sync.journal.vector import Head
from sync.wire.receipt import ReceiptProof, SignedReceipt

PROTOCOL = 1
LOWEST_PROTOCOL = 1

DeviceKey = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Vector = dict[DeviceKey, tuple[Head, ...]]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Count = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


class Enrol(msgspec.Struct, frozen=True, array_like=True):
    token: Annotated[str, msgspec.Meta(max_length=200)]
    device: DeviceKey
    name: Name
    public_key: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    protocol: int = PROTOCOL


class Enrolled(msgspec.Struct, frozen=True, array_like=True):
    """`service_name` is how the service calls itself on paper; "" from a store that says none."""

    service: bytes
    store: str
    central: bytes
    central_key: bytes
    suite: str
    service_name: str = ""


class Hello(msgspec.Struct, frozen=True, array_like=True):
    """`digest` is of the sender's whole vector, with what travels along in `batches`.

    `last_receipt` is the number of the last receipt that the sender holds, 0 where it has none:
    with one it can make a receipt's bytes anew from a `proof`. `base` is the digest of the vector
    which that receipt is over, b"" where nothing has changed since; `changed` names the devices
    whose heads differ from it now, each with all its heads. `clock_error_ms` is what it knows of
    its own clock. `reads_thin`: the answer may come as a thin frame.
    """

    digest: bytes
    batches: list[Batch]
    practitioner: DeviceKey
    sent: Count = 0
    base: bytes = b""
    changed: Vector = {}
    wants_receipt: bool = True
    clock_error_ms: int | None = None
    last_receipt: Count = 0
    reads_thin: bool = False


class Refused(msgspec.Struct, frozen=True, array_like=True):
    """A batch that was not taken, named by its head."""

    device: bytes
    seq: int
    entry: bytes
    code: str


class HelloReply(msgspec.Struct, frozen=True, array_like=True):
    """One of three: the same on both sides, one answer for all there is, or the vector.

    A receipt (whole, or the `proof` of one where `last_receipt` was above 0) is over exactly the
    vector that the sender named. Beside it `batches` are what the sender lacks, all of it unless
    `more`; the receipt counts them as received. Neither receipt, proof nor vector: all that was
    named is here, and no receipt was wanted. `vector` is the central store's whole one, where what
    the sender holds is not known or not all here. `fork` is another head of the sender's own
    chain: a machine that was cloned or restored. `reads_thin`: pushes may come as thin frames.
    """

    now_ms: int
    receipt: SignedReceipt | None = None
    vector: Vector | None = None
    batches: list[Batch] = []
    more: bool = False
    refused: list[Refused] = []
    fork: bytes = b""
    proof: ReceiptProof | None = None
    reads_thin: bool = False


class Push(msgspec.Struct, frozen=True, array_like=True):
    batches: list[Batch]


class PushReply(msgspec.Struct, frozen=True, array_like=True):
    """`held` is what is durably here now of the devices that were pushed."""

    held: Vector
    refused: list[Refused] = []


class Pull(msgspec.Struct, frozen=True, array_like=True):
    """`have` names exactly the devices that are asked for, and their heads at the asking side."""

    have: Vector
    most: Annotated[int, msgspec.Meta(ge=1)]
    reads_thin: bool = False


class PullReply(msgspec.Struct, frozen=True, array_like=True):
    batches: list[Batch]
    more: bool


class Finish(msgspec.Struct, frozen=True, array_like=True):
    vector: Vector
    practitioner: DeviceKey
    sent: Count
    received: Count


class FinishReply(msgspec.Struct, frozen=True, array_like=True):
    """A receipt, or the heads that are not here and what is held of those devices instead."""

    receipt: SignedReceipt | None = None
    missing: Vector = {}
    held: Vector = {}
