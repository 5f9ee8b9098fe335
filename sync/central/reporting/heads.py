"""How far the chains are folded: heads, as in any vector, and never a time or a counter."""

import time

from sqlalchemy import Connection, delete, func, insert, select, update

from sync.central.reporting.facts import VERSION
from sync.central.reporting.tables import (
    current_answer,
    current_record,
    projected_head,
    projection,
)
from sync.central.store.tables import device
from sync.journal.entry import Entry
from sync.journal.vector import Head, Vector


class ProjectedHeads:
    """What is folded of one service, within one transaction."""

    def __init__(self, connection: Connection, service: bytes) -> None:
        self._connection, self._service = connection, service

    def vector(self) -> Vector:
        columns = projected_head.c
        query = select(columns.device, columns.seq, columns.entry).where(
            columns.service == self._service
        )
        vector: dict[bytes, tuple[Head, ...]] = {}
        for row in self._connection.execute(query.order_by(columns.seq, columns.entry)):
            vector[row.device] = (*vector.get(row.device, ()), Head(row.seq, row.entry))
        return vector

    def is_behind(self, believed: Vector) -> bool:
        """Say whether the heads are not those of the journal, or were folded by another version."""
        return self.vector() != believed or self.version() != VERSION

    def move(self, after: bytes, last: Entry) -> None:
        """Say that all between `after` and `last`, which ends a unit, is folded."""
        columns, device_id = projected_head.c, last.header.device
        self._connection.execute(
            delete(projected_head).where(
                columns.service == self._service,
                columns.device == device_id,
                columns.entry == after,
            )
        )
        row = {"service": self._service, "device": device_id, "entry": last.id}
        self._connection.execute(insert(projected_head).values(**row, seq=last.header.seq))

    def version(self) -> int | None:
        query = select(projection.c.version).where(projection.c.service == self._service)
        return self._connection.execute(query).scalar_one_or_none()

    def count(self, entries: int) -> None:
        self._connection.execute(
            update(projection)
            .where(projection.c.service == self._service)
            .values(entries=projection.c.entries + entries, projected_ms=_now_ms())
        )

    def entries(self) -> int:
        query = select(projection.c.entries).where(projection.c.service == self._service)
        return int(self._connection.execute(query).scalar() or 0)

    def entries_held(self) -> int:
        query = select(func.sum(device.c.entries)).where(device.c.service == self._service)
        return int(self._connection.execute(query).scalar() or 0)

    def start_anew(self) -> None:
        """Forget everything that was folded."""
        for table in (current_answer, current_record, projected_head, projection):
            self._connection.execute(delete(table).where(table.c.service == self._service))
        self._connection.execute(
            insert(projection).values(
                service=self._service, version=VERSION, entries=0, projected_ms=_now_ms()
            )
        )


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
