"""Puts rows into the tables, many at once. A row is a tuple in the order of the columns."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from sync.central.reporting.tables import current_answer, current_record

RECORD_COLUMNS = tuple(column.name for column in current_record.columns)
ANSWER_COLUMNS = tuple(column.name for column in current_answer.columns)

Rows = Sequence[tuple[Any, ...]]


class Writing:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_postgresql = connection.dialect.name == "postgresql"

    def put_records(self, rows: Rows) -> None:
        keys = [column.name for column in current_record.primary_key.columns]
        changes = [f"{name} = excluded.{name}" for name in RECORD_COLUMNS if name not in keys]
        self._many(
            f"INSERT INTO current_record ({', '.join(RECORD_COLUMNS)}) "  # noqa: S608 -- our own words
            f"VALUES ({self._places(RECORD_COLUMNS)}) "
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(changes)}",
            rows,
        )

    def forget_answers(self, keys: Rows) -> None:
        """Take away the answers of (service, screen, place)."""
        one = self._places("1")
        self._many(
            "DELETE FROM current_answer"  # noqa: S608 -- our own words
            f" WHERE service = {one} AND screen = {one} AND place = {one}",
            keys,
        )

    def add_answers(self, rows: Rows) -> None:
        names = ", ".join(ANSWER_COLUMNS)
        if self._is_postgresql:
            self._copy(f"COPY current_answer ({names}) FROM STDIN", rows)
        else:
            places = self._places(ANSWER_COLUMNS)
            self._many(f"INSERT INTO current_answer ({names}) VALUES ({places})", rows)  # noqa: S608 -- our own words

    def _places(self, columns: Sequence[str]) -> str:
        return ", ".join("%s" if self._is_postgresql else "?" for _ in columns)

    def _many(self, statement: str, rows: Rows) -> None:
        if rows:
            self._connection.exec_driver_sql(statement, list(rows))

    def _copy(self, statement: str, rows: Rows) -> None:
        if not rows:
            return
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
