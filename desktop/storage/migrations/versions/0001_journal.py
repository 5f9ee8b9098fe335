"""The journal, drafts, receipts.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_header",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.LargeBinary, primary_key=True),
        sa.Column("prev", sa.LargeBinary, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("entry", name="uq_journal_header_entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal_body",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.LargeBinary, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    for name in ("device_head", "acknowledged"):
        op.create_table(
            name,
            sa.Column("device", sa.LargeBinary, primary_key=True),
            sa.Column("entry", sa.LargeBinary, primary_key=True),
            sa.Column("seq", sa.Integer, nullable=False),
        )
    op.create_table(
        "signed_head",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("entry", sa.LargeBinary, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    _drafts_and_receipts()


def _drafts_and_receipts() -> None:
    op.create_table(
        "draft_answer",
        sa.Column("author", sa.LargeBinary, primary_key=True),
        sa.Column("screen", sa.LargeBinary, primary_key=True),
        sa.Column("link_id", sa.String, primary_key=True),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("shown", sa.LargeBinary, nullable=False),
        sa.Column("saved_ms", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("receipt", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("practitioner", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
