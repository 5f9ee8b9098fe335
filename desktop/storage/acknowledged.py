"""What the central store has proved that it holds, and what it refused to take."""

from sqlalchemy import Connection

from sync.journal.vector import Head, Vector
from sync.wire.messages import Refused


def read_acknowledged(connection: Connection) -> Vector:
    found: dict[bytes, tuple[Head, ...]] = {}
    for device, entry, seq in connection.exec_driver_sql(
        "SELECT device, entry, seq FROM acknowledged ORDER BY device, seq, entry"
    ):
        found[device] = (*found.get(device, ()), Head(seq, entry))
    return found


def write_acknowledged(connection: Connection, vector: Vector, *, whole: bool) -> None:
    """Write what the central store holds, and forget what it refused and has taken since."""
    if whole:
        connection.exec_driver_sql("DELETE FROM acknowledged")
    for device, heads in vector.items():
        connection.exec_driver_sql("DELETE FROM acknowledged WHERE device = ?", (device,))
        for head in heads:
            connection.exec_driver_sql(
                "INSERT INTO acknowledged (device, entry, seq) VALUES (?, ?, ?)",
                (device, head.entry, head.seq),
            )
        furthest = max((head.seq for head in heads), default=0)
        connection.exec_driver_sql(
            "DELETE FROM refused_batch WHERE device = ? AND seq <= ?", (device, furthest)
        )


def write_refused(connection: Connection, refused: Refused, now_ms: int) -> None:
    """Keep the last refusal of a device's entries, and since when."""
    connection.exec_driver_sql(
        "DELETE FROM refused_batch WHERE device = ? AND entry != ?",
        (refused.device, refused.entry),
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO refused_batch (device, seq, entry, code, since_ms) "
        "VALUES (?, ?, ?, ?, ?)",
        (refused.device, refused.seq, refused.entry, refused.code, now_ms),
    )
