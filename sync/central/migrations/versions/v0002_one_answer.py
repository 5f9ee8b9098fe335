"""What a device held at its last receipts, and how far a revoked device is trusted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("device", sa.Column("trusted", sa.LargeBinary, nullable=True))
    op.create_table(
        "round_base",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "digest", name="round_base_pk"),
    )
