"""Services, devices, their journals, invitations, nonces and receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    _registers()
    _journal()
    _heads()
    _conversation()


def _registers() -> None:
    op.create_table(
        "service",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("receipts", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", name="service_pk"),
    )
    op.create_table(
        "device",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("suite", sa.String(200), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("said", sa.LargeBinary, nullable=True),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", name="device_pk"),
    )


def _journal() -> None:
    op.create_table(
        "journal_header",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("prev", sa.LargeBinary, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "entry", name="journal_header_pk"),
    )
    op.create_index("journal_header_by_seq", "journal_header", ["service", "device", "seq"])
    op.create_table(
        "journal_body",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "seq", "entry", name="journal_body_pk"),
    )


def _heads() -> None:
    op.create_table(
        "head",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("counter", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "entry", name="head_pk"),
    )
    op.create_table(
        "signed_head",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "entry", name="signed_head_pk"),
    )
    op.create_index("signed_head_by_seq", "signed_head", ["service", "device", "seq"])


def _conversation() -> None:
    op.create_table(
        "invitation",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("suite", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("service", "token_hash", name="invitation_pk"),
    )
    op.create_table(
        "nonce",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "nonce", name="nonce_pk"),
    )
    op.create_table(
        "receipt",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("receipt", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("service", "number", name="receipt_pk"),
    )
