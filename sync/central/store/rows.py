"""Adding many rows at once, as fast as either kind of database takes them."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, Connection, Table, insert

_MANY = 16  # below, PostgreSQL's copying costs more than it saves

Row = Sequence[object]


def add_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add rows with a value for every column, in the table's order."""
    names = table.columns.keys()
    if connection.dialect.name != "postgresql":
        places = ", ".join("?" * len(names))
        said = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - names of ours
        connection.exec_driver_sql(said, [tuple(row) for row in rows])
    elif len(rows) < _MANY:
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
    else:
        _copy(connection, table, rows)


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    columns = list(table.columns)
    driver = connection.connection.driver_connection
    assert driver is not None
    names = ", ".join(f'"{column.name}"' for column in columns)
    kinds = ["int8" if isinstance(column.type, BigInteger) else "bytea" for column in columns]
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)') as copying,
    ):
        copying.set_types(kinds)
        for row in rows:
            copying.write_row(row)
