"""The tables. Journal, drafts and receipts are migrated; projections are dropped and rebuilt."""

from typing import Any

from sqlalchemy import (
    BLOB,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

lasting = MetaData(naming_convention=_NAMES)
projected = MetaData(naming_convention=_NAMES)

# Raise by one whenever a projection below or what fills it changes: it is then rebuilt.
PROJECTION_VERSION = 8

# Keyed by chain, without a rowid: an append touches the end of each and one page of each index.
journal_header = Table(
    "journal_header",
    lasting,
    Column("device", LargeBinary, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, primary_key=True, unique=True, comment="SHA-256 of header"),
    Column("prev", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("header", LargeBinary, nullable=False, comment="bytes as sent"),
    sqlite_with_rowid=False,
)

journal_body = Table(
    "journal_body",
    lasting,
    Column("device", LargeBinary, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False, comment="bytes as sent"),
    sqlite_with_rowid=False,
)

device_head = Table(
    "device_head",
    lasting,
    Column("device", LargeBinary, primary_key=True),
    Column("entry", LargeBinary, primary_key=True),
    Column("seq", Integer, nullable=False),
)

signed_head = Table(
    "signed_head",
    lasting,
    Column("device", LargeBinary, primary_key=True),
    Column("entry", LargeBinary, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

acknowledged = Table(
    "acknowledged",
    lasting,
    Column("device", LargeBinary, primary_key=True),
    Column("entry", LargeBinary, primary_key=True),
    Column("seq", Integer, nullable=False),
)

draft_answer = Table(
    "draft_answer",
    lasting,
    Column("author", LargeBinary, primary_key=True),
    Column("screen", LargeBinary, primary_key=True),
    Column("link_id", String, primary_key=True),
    Column("answer", LargeBinary, nullable=False),
    Column("shown", LargeBinary, nullable=False, comment="entries the author had been shown"),
    Column("saved_ms", Integer, nullable=False),
    sqlite_with_rowid=False,
)

receipt = Table(
    "receipt",
    lasting,
    Column("n", Integer, primary_key=True),
    Column("receipt", LargeBinary, nullable=False, comment="bytes the central store signed"),
    Column("signature", LargeBinary, nullable=False),
    Column("practitioner", LargeBinary, nullable=False),
)

refused_batch = Table(
    "refused_batch",
    lasting,
    Column("device", LargeBinary, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, primary_key=True),
    Column("code", String, nullable=False, comment="why the central store would not take it"),
    Column("since_ms", Integer, nullable=False),
    sqlite_with_rowid=False,
)

meta = Table(
    "meta",
    lasting,
    Column("key", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Records that have no row of their own: of a kind this version does not know, or begun elsewhere
# by an entry that has not arrived yet.
other_record = Table(
    "other_record",
    projected,
    Column("id", LargeBinary, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("state", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


# Records that somebody has to look at: what is found here is found without reading the others.
attention = Table(
    "attention",
    projected,
    Column("id", LargeBinary, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("person", LargeBinary),
    Column("conflicts", Integer, nullable=False, comment="registers with more than one value"),
    Column("unreadable", Integer, nullable=False, comment="registers that cannot be read here"),
    sqlite_with_rowid=False,
)


def _kind_table(name: str, *columns: Column[Any] | Index, with_rowid: bool = False) -> Table:
    # The registers stand in the row, and without a rowid the key does too: what a save costs is
    # the number of pages that it touches, each of them encrypted and authenticated anew.
    return Table(
        name,
        projected,
        Column("id", BLOB, primary_key=True),
        Column("state", LargeBinary, nullable=False, comment="its registers, folded"),
        *columns,
        sqlite_with_rowid=with_rowid,
    )


person = _kind_table(
    "person",
    Column("family_name", String, nullable=False),
    Column("given_name", String, nullable=False),
    Column("date_of_birth", String, index=True),
    Column("nhs_number", String, index=True),
    Column("pnc_id", String, index=True),
    Column("postcode", String, index=True),
    with_rowid=True,  # the search index refers to it
)

person_link = _kind_table(
    "person_link",
    Column("a", BLOB, nullable=False, index=True),
    Column("b", BLOB, nullable=False, index=True),
    Column("stands", Integer, nullable=False, comment="1 linked, -1 apart, 0 undecided"),
)

detention = _kind_table(
    "detention",
    Column("person", BLOB, nullable=False, index=True),
    Column("suite", String, nullable=False),
    Column("custody_record_number", String, nullable=False, index=True),
    Column("cell", String, nullable=False),
    Column("arrived_at", String, nullable=False),
    Column("released_at", String),
    Index(None, "suite", "released_at"),
)

hcp_call = _kind_table(
    "hcp_call",
    Column("person", BLOB, nullable=False),
    Column("detention", BLOB, nullable=False, index=True),
    Column("suite", String, nullable=False),
    Column("requested_at", String, nullable=False),
    Column("arrived_at", String),
)

clinical_review = _kind_table(
    "clinical_review",
    Column("person", BLOB, nullable=False),
    Column("detention", BLOB, nullable=False, index=True),
    Column("suite", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("done_at", String),
)

screen = _kind_table(
    "screen",
    Column("person", BLOB, nullable=False, index=True),
    Column("detention", BLOB, index=True),
    Column("status", String, nullable=False),
    Column("started_at", String, nullable=False),
)

consent = _kind_table("consent", Column("person", BLOB, nullable=False, index=True))

court_report = _kind_table(
    "court_report",
    Column("person", BLOB, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("hearing_at", String),
)

report_copy = _kind_table(
    "report_copy",
    Column("person", BLOB, nullable=False, index=True),
    Column("report", BLOB, nullable=False, index=True),
)

also_recorded = _kind_table(
    "also_recorded",
    Column("person", BLOB, index=True),
    Column("about", BLOB, nullable=False, index=True),
)

form = _kind_table(
    "form",
    Column("canonical", String, nullable=False, index=True),
    Column("is_active", Integer, nullable=False),
)

attached_part = _kind_table(
    "attached_part",
    Column("person", BLOB, nullable=False),
    Column("sha256", String, nullable=False, index=True),
)

practitioner = _kind_table("practitioner", Column("name", String, nullable=False))

device = _kind_table(
    "device",
    Column("name", String, nullable=False),
    Column("public_key", BLOB, nullable=False),
)

PERSON_SEARCH = (
    "CREATE VIRTUAL TABLE person_search USING fts5("
    "person UNINDEXED, names, sounds, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
# Without this FTS5 keeps the words of rows that were deleted.
PERSON_SEARCH_ERASES = "INSERT INTO person_search(person_search, rank) VALUES ('secure-delete', 1)"

# Worked out from the projections and no part of them: who has changed since she was last compared
# with the others, and which two may be one (meetings.py). Folded anew, everybody is compared anew.
MEETING_TABLES = (
    "CREATE TABLE IF NOT EXISTS person_touched (id BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID",
    (
        "CREATE TABLE IF NOT EXISTS person_met (a BLOB, b BLOB, score INTEGER, reasons TEXT, "
        "PRIMARY KEY (a, b)) WITHOUT ROWID"
    ),
    "CREATE INDEX IF NOT EXISTS ix_person_met_b ON person_met (b)",
)
PERSON_TOUCHED = "INSERT OR IGNORE INTO person_touched (id) VALUES (?)"
