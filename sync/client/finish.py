"""The last step: name what is here and have the central store sign that it holds it."""

from collections.abc import Collection

import msgspec

from sync.client.course import Course
from sync.client.errors import UntrustedError
from sync.journal.vector import Head, Vector, digest
from sync.wire.messages import Finish
from sync.wire.receipt import SignedReceipt, is_genuine, read_receipt

# A clock that claims to be further off than this is believed by nobody.
_ERROR_LIMIT_MS = 100 * 366 * 24 * 3600 * 1000


def finish(course: Course, without: Collection[bytes]) -> frozenset[bytes]:
    """Ask for the receipt; return the devices of which the central store lacks something still.

    Of the devices `without`, only what it is known to hold is named.
    """
    course.watch.check()
    vector = _agreed(course, without)
    message = Finish(vector, course.practitioner, course.sent, course.received)
    before = course.now_ms()
    reply = course.server.finish(message)
    if reply.receipt is not None:
        settle(course, reply.receipt, vector, (before + course.now_ms()) // 2)
        return frozenset()
    if not reply.missing:
        raise UntrustedError("an answer that neither gives a receipt nor says why")
    course.learn(reply.held, reply.missing)
    return frozenset(reply.missing)


def _agreed(course: Course, without: Collection[bytes]) -> dict[bytes, tuple[Head, ...]]:
    vector = dict(course.named)
    for device in without:
        held = course.theirs.get(device, ())
        known = tuple(head for head in held if course.replica.knows(device, head.entry))
        if known:
            vector[device] = known
        else:
            vector.pop(device, None)
    return vector


def settle(course: Course, signed: SignedReceipt, vector: Vector, at_ms: int) -> None:
    """File the receipt once it proves what this machine named. Raises UntrustedError.

    `at_ms` is when, by this machine's clock, it was signed: so much is its clock off.
    """
    if not is_genuine(signed, course.central_key):
        raise UntrustedError("the receipt is not signed by the central store")
    try:
        receipt = read_receipt(signed.receipt)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UntrustedError("the receipt cannot be read") from error
    if receipt.vector_digest != digest(vector) or receipt.device != course.replica.device:
        raise UntrustedError("the receipt is for something else")
    error_ms = at_ms - receipt.at_ms
    believed = error_ms if abs(error_ms) < _ERROR_LIMIT_MS else None
    course.replica.settle(signed.receipt, signed.signature, vector, believed)
    course.receipt = signed
