"""Own batches that the central store refused: they wait here, told to their author.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_batch",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.LargeBinary, primary_key=True),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("since_ms", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
