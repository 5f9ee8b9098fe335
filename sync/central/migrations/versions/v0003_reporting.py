"""Current records, their answers, and how far the chains are folded into them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from sync.central.reporting.views import install_views

revision = "0003"
down_revision = "0002"

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _progress()
    _records()
    _answers()
    # By the present program's views: a later migration that gives them a new column makes them
    # at its own end, and takes this line away.
    install_views(op.get_bind())


def _progress() -> None:
    op.create_table(
        "projected_head",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", "device", "entry", name="projected_head_pk"),
    )
    op.create_table(
        "projection",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.Column("projected_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", name="projection_pk"),
    )


def _records() -> None:
    op.create_table(
        "current_record",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(200), nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("person", sa.LargeBinary, nullable=True),
        sa.Column("detention", sa.LargeBinary, nullable=True),
        sa.Column("suite", sa.String(200), nullable=True),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("doc", _JSON, nullable=False),
        sa.Column("facts", _JSON, nullable=False),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("entry_count", sa.BigInteger, nullable=False),
        sa.Column("changed_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("service", "kind", "record", name="current_record_pk"),
    )
    for name, columns in (
        ("current_record_by_person", ["service", "person"]),
        ("current_record_by_suite", ["service", "suite", "is_open"]),
        ("current_record_by_time", ["service", "changed_ms", "kind", "record"]),
    ):
        op.create_index(name, "current_record", columns)


def _answers() -> None:
    op.create_table(
        "current_answer",
        sa.Column("service", sa.LargeBinary, nullable=False),
        sa.Column("screen", sa.LargeBinary, nullable=False),
        sa.Column("place", sa.String(500), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("link_id", sa.String(500), nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("code", sa.String(200), nullable=True),
        sa.Column("system", sa.Text, nullable=True),
        sa.Column("display", sa.Text, nullable=True),
        sa.Column("words", sa.Text, nullable=True),
        sa.Column("yes_no", sa.Boolean, nullable=True),
        sa.Column("number", sa.Double, nullable=True),
        sa.Column("absent", sa.String(200), nullable=True),
        sa.Column("answered_ms", sa.BigInteger, nullable=True),
        sa.Column("answered_by", sa.String(200), nullable=True),
        sa.Column("is_calculated", sa.Boolean, nullable=False),
        sa.Column("is_from_record", sa.Boolean, nullable=False),
        sa.Column("has_conflict", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("service", "screen", "place", "position", name="current_answer_pk"),
    )
    op.create_index("current_answer_by_code", "current_answer", ["service", "link_id", "code"])
