"""The bare limit: batches of 500 rows, compressed, over the same kind of HTTP server.

Bare tables at both ends and durable commits, one batch under way at a time; no journal, no proof,
no merge. Both ends hand the JSON text on as it is.
"""

import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from desktop.bench.sync_bare_server import IN_BATCH, Row, packed, unpacked
from desktop.bench.sync_central import started
from desktop.bench.sync_desk import KEY
from desktop.bench.sync_payload import Payload
from desktop.storage.engine import connect

_TABLES = (
    "CREATE TABLE record (id BLOB PRIMARY KEY, suite TEXT, updated TEXT, body TEXT, sent INTEGER)",
    "CREATE INDEX by_suite ON record (suite, updated)",
    "CREATE INDEX unsent ON record (sent) WHERE sent = 0",
    "CREATE TABLE cursor (after INTEGER)",
    "INSERT INTO cursor VALUES (0)",
)
_PUT = "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)"
_UNSENT = "SELECT rowid, id, suite, updated, body FROM record WHERE sent = 0 ORDER BY rowid LIMIT ?"


@dataclass(frozen=True, slots=True)
class BareServer:
    url: str
    authority: str


@contextmanager
def bare_server(folder: Path, authority: str, address: str) -> Iterator[BareServer]:
    """Serve with the certificate of the central store in `folder`, from a database of its own."""
    file = folder.with_suffix(".bare-address")
    file.write_text(address)
    arguments = ("-m", "desktop.bench.sync_bare_server", str(folder), str(file))
    with started(*arguments) as (_process, url):
        yield BareServer(url, authority)


class BareDesk:
    """A workstation of the bare limit, with the program's own settings of SQLCipher."""

    def __init__(self, path: Path, records: Iterator[Payload] | None = None) -> None:
        with closing(connect(path, KEY)) as connection:
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute("BEGIN IMMEDIATE")
            rows = ((one.id.bytes, "Harlow", str(n), one.text, 0)
                    for n, one in enumerate(records or ()))  # fmt: skip
            connection.executemany(_PUT, rows)
            connection.execute("COMMIT")
        # A connection that made the schema prepares its statements anew each time.
        self._connection = connect(path, KEY)

    def close(self) -> None:
        self._connection.close()

    def push(self, server: BareServer) -> int:
        sent = 0
        with _client(server) as client:
            while rows := self._connection.execute(_UNSENT, (IN_BATCH,)).fetchall():
                batch = [Row(*row[1:]) for row in rows]
                client.post("/push", content=packed(batch)).raise_for_status()
                self._in_transaction(
                    "UPDATE record SET sent = 1 WHERE rowid = ?", [(row[0],) for row in rows]
                )
                sent += len(batch)
        return sent

    def pull(self, server: BareServer) -> int:
        received = 0
        (after,) = self._connection.execute("SELECT after FROM cursor").fetchone()
        with _client(server) as client:
            while True:
                answer = client.get("/pull", params={"after": after}).raise_for_status()
                after, batch = unpacked(answer.content, tuple[int, list[Row]])
                if not batch:
                    return received
                rows = [(one.id, one.suite, one.updated, one.body, 1) for one in batch]
                self._in_transaction(_PUT, rows, after)
                received += len(batch)

    def _in_transaction(self, statement: str, rows: list[Any], after: int | None = None) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(statement, rows)
        if after is not None:
            self._connection.execute("UPDATE cursor SET after = ?", (after,))
        self._connection.execute("COMMIT")

    def count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM record").fetchone()[0])

    def bodies(self) -> list[Any]:
        rows = self._connection.execute("SELECT body FROM record ORDER BY id").fetchall()
        return [msgspec.json.decode(row[0]) for row in rows]


def _client(server: BareServer) -> httpx2.Client:
    context = ssl.create_default_context(cadata=server.authority)
    return httpx2.Client(base_url=server.url, verify=context, trust_env=False, timeout=60)
