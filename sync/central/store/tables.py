"""What the central store keeps. Every table leads with the service: the unit of partition.

Bodies are apart from headers, so that an answer can be erased and the chain stay whole.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
)

metadata = MetaData()


def _bytes(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _text(name: str, length: int = 200) -> Column[str]:
    return Column(name, String(length), nullable=False)


# `device` is the central store's own device id; `receipts` the last receipt's number.
service = Table(
    "service",
    metadata,
    _bytes("service"),
    _text("name"),
    _bytes("device"),
    _number("receipts"),
    PrimaryKeyConstraint("service", name="service_pk"),
)

# The row is locked by whoever appends to the device's chain. `said` is the journal entry that
# said its present state; `entries` counts what is held of its chain, over all branches. `trusted`
# holds the heads up to which a revoked device is believed; of any other device all is.
device = Table(
    "device",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _text("name"),
    _text("suite"),
    _bytes("public_key"),
    _text("state", 20),
    _bytes("said", nullable=True),
    _number("entries"),
    _bytes("trusted", nullable=True),
    PrimaryKeyConstraint("service", "device", name="device_pk"),
)

journal_header = Table(
    "journal_header",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _bytes("entry"),
    _number("seq"),
    _bytes("prev"),
    _bytes("header"),
    PrimaryKeyConstraint("service", "device", "entry", name="journal_header_pk"),
    Index("journal_header_by_seq", "service", "device", "seq"),
)

# One key, read by range like the headers: a join of the two was planned by PostgreSQL, before it
# had statistics, as a search of the whole device for each entry.
journal_body = Table(
    "journal_body",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _number("seq"),
    _bytes("entry"),
    _bytes("body"),
    PrimaryKeyConstraint("service", "device", "seq", "entry", name="journal_body_pk"),
)

# One row for a device as a rule, several after a fork. `counter` is the head's Lamport counter.
head = Table(
    "head",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _bytes("entry"),
    _number("seq"),
    _number("counter"),
    PrimaryKeyConstraint("service", "device", "entry", name="head_pk"),
)

signed_head = Table(
    "signed_head",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _bytes("entry"),
    _number("seq"),
    _bytes("signature"),
    PrimaryKeyConstraint("service", "device", "entry", name="signed_head_pk"),
    Index("signed_head_by_seq", "service", "device", "seq"),
)

invitation = Table(
    "invitation",
    metadata,
    _bytes("service"),
    _bytes("token_hash"),
    _text("suite"),
    _text("name"),
    _number("expires_ms"),
    _bytes("device", nullable=True),  # who used it
    PrimaryKeyConstraint("service", "token_hash", name="invitation_pk"),
)

nonce = Table(
    "nonce",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _bytes("nonce"),
    _number("at_ms"),
    PrimaryKeyConstraint("service", "device", "nonce", name="nonce_pk"),
)

receipt = Table(
    "receipt",
    metadata,
    _bytes("service"),
    _number("number"),
    _bytes("device"),
    _number("at_ms"),
    _bytes("receipt"),
    _bytes("signature"),
    PrimaryKeyConstraint("service", "number", name="receipt_pk"),
)

# The vectors that a device's last receipts are over, so that its next question need only name what
# has changed since. A cache: without a row the question is answered with the whole vector.
round_base = Table(
    "round_base",
    metadata,
    _bytes("service"),
    _bytes("device"),
    _bytes("digest"),
    _number("number"),  # of the receipt
    _bytes("vector"),
    PrimaryKeyConstraint("service", "device", "digest", name="round_base_pk"),
)
