"""Files just added at this desk: local and encrypted as all of the store, outside the journal.

They wait beside the drafts until an answer that names them is journalled.
"""

from dataclasses import dataclass

from desktop.storage.engine import direct
from desktop.storage.store import Store

_NAME = "attached/"


@dataclass(frozen=True, slots=True)
class WaitingFilesInStore:
    """Fulfils services.ports.WaitingFiles."""

    store: Store

    def keep(self, sha256: str, content: bytes) -> None:
        with self.store.writing() as connection:
            direct(connection).execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                (_NAME + sha256, content),
            )

    def kept(self, sha256: str) -> bytes | None:
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT value FROM meta WHERE key = ?", (_NAME + sha256,)
            ).fetchone()
        return None if row is None else bytes(row[0])

    def forget(self, sha256: str) -> None:
        with self.store.writing() as connection:
            direct(connection).execute("DELETE FROM meta WHERE key = ?", (_NAME + sha256,))
