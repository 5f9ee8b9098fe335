"""What has not been acknowledged by the central store, and what it has signed for."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection

from desktop.services.sync_values import Leaving
from desktop.storage.chains import ChainsInStore, rows_of
from desktop.storage.conflicts import ConflictsInStore
from sync.journal.difference import Stretch, stretches
from sync.journal.entry import Header
from sync.journal.vector import Head

_headers = msgspec.msgpack.Decoder(Header)


@dataclass(frozen=True, slots=True)
class ReadsOfStore(ConflictsInStore):
    """All of services.ports.Reads."""

    def waiting(self) -> int:
        """Return how many entries of this machine the central store has not acknowledged."""
        with self.store.reading() as connection:
            left = self._unacknowledged(self._own_chain(connection))
        return sum(stretch.to.seq - stretch.after_seq for stretch in left)

    def acknowledged_up_to(self) -> int:
        """Return up to which of its entries the central store has acknowledged this machine's."""
        device = self.store.standing.tip.device
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT max(seq) FROM acknowledged WHERE device = ?", (device,)
            ).fetchone()
        return (row[0] or 0) if row is not None else 0

    def leaving(self) -> tuple[tuple[Leaving, ...], int]:
        with self.store.reading() as connection:
            chains = self._own_chain(connection)
            headers = [
                _headers.decode(header)
                for stretch in self._unacknowledged(chains)
                for _entry, _seq, header, _body, _ends in rows_of(chains, stretch)
            ]
        people = {header.person for header in headers if header.person is not None}
        records: dict[str, set[bytes]] = {}
        oldest: dict[str, int] = {}
        for header in headers:
            records.setdefault(header.kind, set()).add(header.record)
            oldest[header.kind] = min(header.wall_ms, oldest.get(header.kind, header.wall_ms))
        kinds = tuple(
            Leaving(kind=kind, count=len(found), oldest=_moment(oldest[kind]))
            for kind, found in sorted(records.items())
        )
        return kinds, len(people)

    def _own_chain(self, connection: Connection) -> ChainsInStore:
        standing = self.store.standing
        device = standing.tip.device
        return ChainsInStore(connection, {device: standing.vector().get(device, ())})

    def _unacknowledged(self, chains: ChainsInStore) -> list[Stretch]:
        """Return what follows the acknowledged heads, on each branch where there are several."""
        device = self.store.standing.tip.device
        rows = chains.connection.exec_driver_sql(
            "SELECT seq, entry FROM acknowledged WHERE device = ?", (device,)
        )
        return stretches(chains, {device: tuple(Head(seq, entry) for seq, entry in rows)})

    def last_receipt(self) -> tuple[bytes, bytes] | None:
        """Return the newest receipt's bytes as the central store signed them, and the signature."""
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT receipt, signature FROM receipt ORDER BY n DESC LIMIT 1"
            ).fetchone()
        return None if row is None else (row[0], row[1])


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
