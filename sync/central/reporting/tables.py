"""What the projector fills. Every table leads with the service; all of it can be rebuilt."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from sync.central.store.tables import metadata

_JSON = JSON().with_variant(JSONB(), "postgresql")

SUITE_LENGTH = KIND_LENGTH = CODE_LENGTH = 200
PLACE_LENGTH = 500


def _needed(name: str, kind: Any) -> Column[Any]:
    return Column(name, kind, nullable=False)


# How far the chains are folded: the heads of what is in `current_record`, several after a fork.
projected_head = Table(
    "projected_head",
    metadata,
    _needed("service", LargeBinary),
    _needed("device", LargeBinary),
    _needed("entry", LargeBinary),
    _needed("seq", BigInteger),
    PrimaryKeyConstraint("service", "device", "entry", name="projected_head_pk"),
)

# `version` is that of the program's way of folding: a newer one folds everything again.
projection = Table(
    "projection",
    metadata,
    _needed("service", LargeBinary),
    _needed("version", Integer),
    _needed("entries", BigInteger),
    _needed("projected_ms", BigInteger),
    PrimaryKeyConstraint("service", name="projection_pk"),
)

# `state` is what sync.merge.record encodes; `doc` the same for people to read, every live value in
# it; `facts` what the views read, each in one form that always converts to its type.
current_record = Table(
    "current_record",
    metadata,
    _needed("service", LargeBinary),
    _needed("kind", String(KIND_LENGTH)),
    _needed("record", LargeBinary),
    Column("person", LargeBinary),
    Column("detention", LargeBinary),
    Column("suite", String(SUITE_LENGTH)),
    _needed("is_open", Boolean),  # a detention that has not ended
    _needed("state", LargeBinary),
    _needed("doc", _JSON),
    _needed("facts", _JSON),
    _needed("conflicts", Integer),
    _needed("entry_count", BigInteger),
    _needed("changed_ms", BigInteger),
    PrimaryKeyConstraint("service", "kind", "record", name="current_record_pk"),
    Index("current_record_by_person", "service", "person"),
    Index("current_record_by_suite", "service", "suite", "is_open"),
    Index("current_record_by_time", "service", "changed_ms", "kind", "record"),
)

# One row per value of an answer; one without a value where the answer says why there is none.
current_answer = Table(
    "current_answer",
    metadata,
    _needed("service", LargeBinary),
    _needed("screen", LargeBinary),
    _needed("place", String(PLACE_LENGTH)),
    _needed("position", Integer),
    _needed("link_id", String(PLACE_LENGTH)),
    _needed("type", String(20)),
    Column("code", String(CODE_LENGTH)),
    Column("system", Text),
    Column("display", Text),
    Column("words", Text),
    Column("yes_no", Boolean),
    Column("number", Double),
    Column("absent", String(CODE_LENGTH)),
    Column("answered_ms", BigInteger),
    Column("answered_by", String(CODE_LENGTH)),
    _needed("is_calculated", Boolean),
    _needed("is_from_record", Boolean),
    _needed("has_conflict", Boolean),
    PrimaryKeyConstraint("service", "screen", "place", "position", name="current_answer_pk"),
    Index("current_answer_by_code", "service", "link_id", "code"),
)
