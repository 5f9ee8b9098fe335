"""What a worker counts, as Prometheus reads it. Names routes and statuses, never who asked."""

import os
import secrets
import threading
from collections import Counter

from sqlalchemy import Connection
from starlette.requests import Request

from sync.central.identity import CentralIdentity
from sync.central.store.registers import ACTIVE, Registers

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LOOPBACK = ("127.0.0.1", "::1")


class Metrics:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._received: Counter[str] = Counter()
        self._sent: Counter[str] = Counter()

    def count(self, route: str, status: int, seconds: float, received: int, sent: int) -> None:
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]
            self._received[route] += received
            self._sent[route] += sent

    def lines(self) -> list[str]:
        worker = f'worker="{os.getpid()}"'
        with self._lock:
            requests = sorted(self._requests.items())
            by_route = [
                ("custody_request_seconds_total", "seconds spent", dict(self._seconds)),
                ("custody_received_bytes_total", "bytes of bodies taken in", dict(self._received)),
                ("custody_sent_bytes_total", "bytes of bodies answered", dict(self._sent)),
            ]
        lines = _head("custody_requests_total", "requests answered by this worker", "counter")
        lines += [
            f'custody_requests_total{{route="{route}",status="{status}",{worker}}} {count}'
            for (route, status), count in requests
        ]
        for name, words, counts in by_route:
            lines += _head(name, words, "counter")
            lines += [
                f'{name}{{route="{route}",{worker}}} {_number(value)}'
                for route, value in sorted(counts.items())
            ]
        return lines


def of_store(connection: Connection, identity: CentralIdentity) -> list[str]:
    """Return what every worker would say: it stands in the database."""
    registers = Registers(connection, identity.service)
    devices = [row for row in registers.devices() if row.device != identity.device]
    active = sum(row.state == ACTIVE for row in devices)
    gauges = [
        ("custody_devices_active", "workstations that are answered", active),
        ("custody_devices_revoked", "workstations that are shut out", len(devices) - active),
        ("custody_entries_held", "journal entries held", registers.entries_held()),
        ("custody_receipts_given", "number of the last receipt", registers.receipts()),
    ]
    lines: list[str] = []
    for name, words, value in gauges:
        lines += [*_head(name, words, "gauge"), f"{name} {value}"]
    return lines


def may_read(request: Request, token: str | None) -> bool:
    """Say whether this may be shown: with the token where one is set, else on this machine only."""
    if token is not None:
        said = request.headers.get("authorization", "")
        return secrets.compare_digest(said.encode(), f"Bearer {token}".encode())
    return request.client is not None and request.client.host in _LOOPBACK


def _head(name: str, words: str, kind: str) -> list[str]:
    return [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]


def _number(value: float) -> str:
    return f"{value:.6f}" if isinstance(value, float) else str(value)
