"""What a reporting view is made of, and how each kind of database is told of it."""

from dataclasses import dataclass
from enum import Enum


class Type(Enum):
    """What a column holds: the value is its type in PostgreSQL."""

    IDENTITY = "uuid"
    WORDS = "text"
    YES_NO = "boolean"
    COUNT = "bigint"
    NUMBER = "double precision"
    MOMENT = "timestamptz"
    DAY = "date"
    JSON = "jsonb"


UNITS = {Type.MOMENT: "UTC", Type.DAY: "day in the UK"}
GENDER = "PERSON STATED GENDER CODE: 1 male, 2 female, 9 indeterminate, X not known"
MINUTES = "whole minutes, rounded down"


@dataclass(frozen=True, slots=True)
class Sql:
    postgresql: str
    sqlite: str

    def on(self, *, is_postgresql: bool) -> str:
        return self.postgresql if is_postgresql else self.sqlite


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    name: str
    type: Type
    sql: Sql
    source: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`has_names`: may tell who somebody is; the analysts' role does not read it."""

    name: str
    about: str
    tables: Sql
    columns: tuple[Column, ...]
    has_names: bool = False

    def statement(self, *, is_postgresql: bool) -> str:
        columns = ",\n    ".join(
            f"{column.sql.on(is_postgresql=is_postgresql)} AS {column.name}"
            for column in self.columns
        )
        tables = self.tables.on(is_postgresql=is_postgresql)
        return f"CREATE VIEW {self.name} AS SELECT\n    {columns}\nFROM {tables}"


def same(sql: str) -> Sql:
    return Sql(sql, sql)


def column(name: str, kind: Type, sql: Sql, source: str, unit: str = "") -> Column:
    return Column(name=name, type=kind, sql=sql, source=source, unit=unit or UNITS.get(kind, ""))


def identity(name: str, sql: str, source: str) -> Column:
    """Return a column of an id that is kept as bytes, in the form that people write."""
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    text = " || '-' || ".join(f"substr(lower(hex({sql})), {at}, {n})" for at, n in parts)
    sqlite = f"CASE WHEN {sql} IS NOT NULL THEN {text} END"
    return column(name, Type.IDENTITY, Sql(f"encode({sql}, 'hex')::uuid", sqlite), source)


def fact(name: str, kind: Type, source: str, unit: str = "", *, of: str = "r") -> Column:
    """Return a column of the record's facts, or of those of the record joined as `of`.

    Facts are in forms that always convert to their type: no bad value can stop a view.
    """
    text = f"{of}.facts->>'{name}'"
    postgresql = text if kind is Type.WORDS else f"({text})::{kind.value}"
    return column(
        name, kind, Sql(postgresql, f"json_extract({of}.facts, '$.{name}')"), source, unit
    )


def facts(kind: Type, sources: dict[str, str], *, of: str = "r") -> tuple[Column, ...]:
    """Return columns of one type by their names and sources."""
    return tuple(fact(name, kind, source, of=of) for name, source in sources.items())


def moment_of_ms(name: str, sql: str, source: str) -> Column:
    sqlite = f"strftime('%Y-%m-%dT%H:%M:%f', {sql} / 1000.0, 'unixepoch') || '+00:00'"
    return column(name, Type.MOMENT, Sql(f"to_timestamp({sql} / 1000.0)", sqlite), source)


def service(table: str = "r") -> Column:
    return identity("service", f"{table}.service", "the service that holds it")


PERSON = identity("person", "r.person", "the person's record: an id that tells no name")
DETENTION = identity("detention", "r.detention", "the stay that it belongs to")
SUITE = column("suite", Type.WORDS, same("r.suite"), "`suite`")
SUITE_OF_STAY = column(
    "suite", Type.WORDS, same("coalesce(r.suite, d.suite)"), "`suite`, else the stay's suite"
)
IS_WITHDRAWN = column(
    "is_withdrawn",
    Type.YES_NO,
    Sql(
        "coalesce((r.facts->>'is_withdrawn')::boolean, false)",
        "coalesce(json_extract(r.facts, '$.is_withdrawn'), 0)",
    ),
    "somebody took the record back: leave it out of counts",
)
STANDING = (
    IS_WITHDRAWN,
    column(
        "has_conflict", Type.YES_NO, same("r.conflicts > 0"),
        "a field holds two values whose authors had not seen each other's",
    ),
    moment_of_ms(
        "changed_at", "r.changed_ms", "latest entry, its machine's clock error taken off"
    ),
)  # fmt: skip

STAY = (
    "\nLEFT JOIN current_record AS d ON d.service = r.service"
    " AND d.kind = 'detention' AND d.record = r.detention"
)
WHO = (
    "\nLEFT JOIN current_record AS p ON p.service = r.service"
    " AND p.kind = 'person' AND p.record = r.person"
)


def records(kind: str, joins: str = "") -> Sql:
    return same(f"current_record AS r{joins}\nWHERE r.kind = '{kind}'")
