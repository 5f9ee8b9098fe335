"""The far end of the bare limit, run as a process: two routes over one bare table."""

import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop.storage.engine import connect
from sync.central.serving import tls_1_3

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

IN_BATCH = 500
_LEVEL = 3
_KEY = bytes(range(32))

_T = TypeVar("_T")


class Row(msgspec.Struct, frozen=True, array_like=True):
    id: bytes
    suite: str
    updated: str
    body: str


def packed(content: object) -> bytes:
    return zstd.compress(msgspec.msgpack.encode(content), _LEVEL)


def unpacked(data: bytes, kind: type[_T]) -> _T:
    return msgspec.msgpack.decode(zstd.decompress(data), type=kind)


class Table(Protocol):
    def put(self, rows: Sequence[Row]) -> None: ...

    def beyond(self, after: int) -> tuple[int, list[Row]]:
        """Return the next rows by their number, and the last one's."""
        ...


class PostgresTable:
    """As fast as PostgreSQL takes rows durably: COPY into a table with two indexes."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, autocommit=True)
        self._connection.execute(
            "CREATE TABLE record (seq bigint GENERATED ALWAYS AS IDENTITY, id bytea PRIMARY KEY, "
            "suite text, updated text, body jsonb)"
        )
        self._connection.execute("CREATE INDEX by_suite ON record (suite, seq)")
        self._connection.execute("CREATE INDEX by_seq ON record (seq)")

    def put(self, rows: Sequence[Row]) -> None:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            statement = "COPY record (id, suite, updated, body) FROM STDIN"
            with cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row((row.id, row.suite, row.updated, row.body))

    def beyond(self, after: int) -> tuple[int, list[Row]]:
        rows = self._connection.execute(
            "SELECT seq, id, suite, updated, body::text FROM record WHERE seq > %s ORDER BY seq "
            "LIMIT %s",
            (after, IN_BATCH),
        ).fetchall()
        return (rows[-1][0] if rows else after), [Row(*row[1:]) for row in rows]


class SqliteTable:
    def __init__(self, path: Path) -> None:
        self._connection = connect(path, _KEY)
        self._connection.execute(
            "CREATE TABLE record (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, suite TEXT, "
            "updated TEXT, body TEXT)"
        )
        self._connection.execute("CREATE INDEX by_suite ON record (suite, seq)")

    def put(self, rows: Sequence[Row]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO record (id, suite, updated, body) VALUES (?, ?, ?, ?)",
            [(row.id, row.suite, row.updated, row.body) for row in rows],
        )
        self._connection.execute("COMMIT")

    def beyond(self, after: int) -> tuple[int, list[Row]]:
        rows = self._connection.execute(
            "SELECT seq, id, suite, updated, body FROM record WHERE seq > ? ORDER BY seq LIMIT ?",
            (after, IN_BATCH),
        ).fetchall()
        return (rows[-1][0] if rows else after), [Row(*row[1:]) for row in rows]


def _application(table: Table) -> Starlette:
    def taken(body: bytes) -> Response:
        table.put(unpacked(body, list[Row]))
        return Response()

    def given(after: int) -> Response:
        return Response(packed(table.beyond(after)))

    async def push(request: Request) -> Response:
        return await run_in_threadpool(taken, await request.body())

    async def pull(request: Request) -> Response:
        return await run_in_threadpool(given, int(request.query_params["after"]))

    return Starlette(
        routes=[Route("/push", push, methods=["POST"]), Route("/pull", pull, methods=["GET"])]
    )


def _serve(folder: Path, table: Table, say: Callable[[str], Any]) -> None:
    """Serve as the central store does, which also says why the socket is made by hand."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    say(f"https://127.0.0.1:{listening.getsockname()[1]}")
    uvicorn.Server(
        uvicorn.Config(
            _application(table),
            ssl_certfile=folder / "server.pem",
            ssl_keyfile=folder / "server.key",
            ssl_context_factory=tls_1_3,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="off",
            ws="none",
        )
    ).run(sockets=[listening])


if __name__ == "__main__":
    _folder, _address = Path(sys.argv[1]), Path(sys.argv[2]).read_text()
    _table = PostgresTable(_address) if _address else SqliteTable(_folder / "bare.db")
    _serve(_folder, _table, lambda line: print(line, flush=True))
