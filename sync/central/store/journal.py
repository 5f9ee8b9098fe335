"""The chains as rows. What was checked goes in; nothing here judges an entry."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from sync.central.store.rows import add_rows
from sync.central.store.tables import device as device_table
from sync.central.store.tables import head, journal_body, journal_header, signed_head
from sync.journal.chain import Piece
from sync.journal.entry import Entry
from sync.journal.signing import SignedHead
from sync.journal.vector import Head, Vector

_heads_decoder = msgspec.msgpack.Decoder(tuple[Head, ...])


class JournalRows:
    """All chains of one service within one transaction. Fulfils journal.difference.Chains."""

    def __init__(self, connection: Connection, service: bytes) -> None:
        self._connection, self._service = connection, service

    def heads(self, device: bytes | None = None) -> Vector:
        query = select(head.c.device, head.c.seq, head.c.entry).where(
            head.c.service == self._service
        )
        if device is not None:
            query = query.where(head.c.device == device)
        vector: dict[bytes, tuple[Head, ...]] = {}
        for row in self._connection.execute(query.order_by(head.c.seq, head.c.entry)):
            vector[row.device] = (*vector.get(row.device, ()), Head(row.seq, row.entry))
        return vector

    def believed(self, heads: Vector) -> Vector:
        """Return of all `heads` those up to which entries are handed on and projected.

        Those of a revoked device end where it was last trusted; what lies beyond is kept only.
        """
        query = select(device_table.c.device, device_table.c.trusted).where(
            device_table.c.service == self._service, device_table.c.trusted.is_not(None)
        )
        result = dict(heads)
        for row in self._connection.execute(query):
            named = _heads_decoder.decode(row.trusted)
            held = tuple(one for one in named if self.seq_of(row.device, one.entry) is not None)
            if held:
                result[row.device] = held
            else:
                result.pop(row.device, None)
        return result

    def seq_of(self, device: bytes, entry: bytes) -> int | None:
        query = select(journal_header.c.seq).where(*self._named(device, entry))
        return self._connection.execute(query).scalar_one_or_none()

    def back(self, device: bytes, entry: bytes, limit: int) -> list[tuple[bytes, bytes, int]]:
        """Follow `prev` within a window of seqs: after a fork the window holds other branches."""
        seq = self.seq_of(device, entry)
        if seq is None:
            return []
        query = select(journal_header.c.entry, journal_header.c.prev, journal_header.c.seq).where(
            *self._window(device, seq - limit, seq)
        )
        rows = {row.entry: row for row in self._connection.execute(query)}
        result = []
        while entry in rows:
            row = rows[entry]
            result.append((row.entry, row.prev, row.seq))
            entry = row.prev
        return result

    def held_of(self, device: bytes, first_seq: int, last_seq: int) -> set[bytes]:
        query = select(journal_header.c.entry).where(*self._window(device, first_seq - 1, last_seq))
        return set(self._connection.execute(query).scalars())

    def sizes(self, device: bytes, after_seq: int, to_seq: int) -> list[tuple[int, bytes, int]]:
        """Return (seq, entry, bytes of header and body) in the range, reading neither."""
        headers = (
            select(
                journal_header.c.seq, journal_header.c.entry, func.length(journal_header.c.header)
            )
            .where(*self._window(device, after_seq, to_seq))
            .order_by(journal_header.c.seq)
        )
        bodies = select(journal_body.c.entry, func.length(journal_body.c.body)).where(
            *self._bodies_within(device, after_seq, to_seq)
        )
        body = {row[0]: row[1] for row in self._connection.execute(bodies)}
        rows = self._connection.execute(headers)
        return [(seq, entry, size + body.get(entry, 0)) for seq, entry, size in rows]

    def pieces(self, device: bytes, after_seq: int, to_seq: int) -> list[tuple[bytes, int, Piece]]:
        """Return (entry, seq, piece) of all branches in the range, by seq."""
        query = (
            select(journal_header.c.entry, journal_header.c.seq, journal_header.c.header)
            .where(*self._window(device, after_seq, to_seq))
            .order_by(journal_header.c.seq)
        )
        rows = self._connection.execute(query).all()
        bodies = self._bodies(device, after_seq, to_seq)
        return [(row.entry, row.seq, Piece(row.header, bodies.get(row.entry))) for row in rows]

    def _bodies(self, device: bytes, after_seq: int, to_seq: int) -> dict[bytes, bytes]:
        query = select(journal_body.c.entry, journal_body.c.body).where(
            *self._bodies_within(device, after_seq, to_seq)
        )
        return {row.entry: row.body for row in self._connection.execute(query)}

    def signed_heads(
        self, device: bytes, after_seq: int, to_seq: int, *, most: int | None = None
    ) -> list[SignedHead]:
        query = (
            select(signed_head.c.seq, signed_head.c.entry, signed_head.c.signature)
            .where(
                signed_head.c.service == self._service,
                signed_head.c.device == device,
                signed_head.c.seq > after_seq,
                signed_head.c.seq <= to_seq,
            )
            .order_by(signed_head.c.seq)
            .limit(most)
        )
        rows = self._connection.execute(query)
        return [SignedHead(device, row.seq, row.entry, row.signature) for row in rows]

    def top_counter(self) -> int:
        query = select(func.max(head.c.counter)).where(head.c.service == self._service)
        return self._connection.execute(query).scalar_one() or 0

    def add(self, device: bytes, entries: Sequence[Entry], signed: SignedHead) -> None:
        """Append entries that follow one another and are new, and move the head."""
        add_rows(self._connection, journal_header, [self._header(one) for one in entries])
        bodies = [self._body(one) for one in entries if one.body_bytes is not None]
        if bodies:
            add_rows(self._connection, journal_body, bodies)
        self._move_head(device, entries)
        self._count(device, len(entries))
        self.add_signed_head(signed)

    def _move_head(self, device: bytes, entries: Sequence[Entry]) -> None:
        self._connection.execute(
            delete(head).where(
                head.c.service == self._service,
                head.c.device == device,
                head.c.entry == entries[0].header.prev,
            )
        )
        last = entries[-1]
        self._connection.execute(
            insert(head).values(
                service=self._service,
                device=device,
                entry=last.id,
                seq=last.header.seq,
                counter=last.header.counter,
            )
        )

    def _count(self, device: bytes, added: int) -> None:
        self._connection.execute(
            update(device_table)
            .where(
                device_table.c.service == self._service,
                device_table.c.device == device,
            )
            .values(entries=device_table.c.entries + added)
        )

    def add_signed_head(self, signed: SignedHead) -> None:
        """Keep the signature once; whoever calls this has the device's row locked."""
        known = select(signed_head.c.seq).where(
            signed_head.c.service == self._service,
            signed_head.c.device == signed.device,
            signed_head.c.entry == signed.entry,
        )
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(signed_head).values(
                    service=self._service, device=signed.device, entry=signed.entry,
                    seq=signed.seq, signature=signed.signature,
                )
            )  # fmt: skip

    def _header(self, entry: Entry) -> Sequence[object]:
        header = entry.header
        return (
            self._service, header.device, entry.id, header.seq, header.prev, entry.header_bytes,
        )  # fmt: skip

    def _body(self, entry: Entry) -> Sequence[object]:
        header = entry.header
        return self._service, header.device, header.seq, entry.id, entry.body_bytes

    def _named(self, device: bytes, entry: bytes) -> tuple[ColumnElement[bool], ...]:
        table = journal_header.c
        return table.service == self._service, table.device == device, table.entry == entry

    def _bodies_within(
        self, device: bytes, after_seq: int, to_seq: int
    ) -> tuple[ColumnElement[bool], ...]:
        table = journal_body.c
        return (
            table.service == self._service,
            table.device == device,
            table.seq > after_seq,
            table.seq <= to_seq,
        )

    def _window(
        self, device: bytes, after_seq: int, to_seq: int
    ) -> tuple[ColumnElement[bool], ...]:
        table = journal_header.c
        return (
            table.service == self._service,
            table.device == device,
            table.seq > after_seq,
            table.seq <= to_seq,
        )
