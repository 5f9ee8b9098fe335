"""The last step: name what is here and have the central store sign that it holds it."""

import msgspec

from sync.client.course import Course
from sync.client.errors import UntrustedError
from sync.journal.vector import Vector, digest
from sync.wire.messages import Finish
from sync.wire.receipt import SignedReceipt, is_genuine, read_receipt


def finish(course: Course) -> SignedReceipt | None:
    """Return the receipt, or None where the central store lacks something still."""
    course.watch.check()
    vector = dict(course.replica.vector())
    message = Finish(vector, course.practitioner, course.sent, course.received)
    reply = course.server.finish(message)
    if reply.receipt is not None:
        return settle(course, reply.receipt, vector)
    for device in reply.missing:
        course.theirs.pop(device, None)
    course.learn(reply.held)
    return None


def settle(course: Course, signed: SignedReceipt, vector: Vector) -> SignedReceipt:
    """File the receipt once it proves what this machine named. Raises UntrustedError."""
    if not is_genuine(signed, course.central_key):
        raise UntrustedError("the receipt is not signed by the central store")
    try:
        receipt = read_receipt(signed.receipt)
    except msgspec.DecodeError as error:
        raise UntrustedError("the receipt cannot be read") from error
    if receipt.vector_digest != digest(vector) or receipt.device != course.replica.device:
        raise UntrustedError("the receipt is for something else")
    course.replica.acknowledge(vector)
    course.replica.file_receipt(signed.receipt, signed.signature)
    return signed
