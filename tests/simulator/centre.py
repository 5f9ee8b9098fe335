"""The central store of the simulator: the real core on a file that is backed up and put back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sync.central.core import CentralCore, DeviceSession
from sync.central.identity import CentralIdentity
from sync.central.store.schema import bring_up_to_date
from sync.journal.entry import Header
from sync.wire.framing import pack, unpack
from sync.wire.messages import Enrol, Finish, Hello, Pull, Push
from sync.wire.refusal import RefusedError
from tests.simulator.chance import VirtualClock
from tests.simulator.files import Copy, central_database, copied, file_at

_headers = msgspec.msgpack.Decoder(Header)
_MESSAGES: dict[str, type[msgspec.Struct]] = {
    "hello": Hello,
    "push": Push,
    "pull": Pull,
    "finish": Finish,
}


@dataclass(eq=False)
class Centre:
    """`deaths` counts kills; whoever was being answered hears nothing."""

    path: Path
    identity: CentralIdentity
    clock: VirtualClock
    copies: list[Copy] = field(default_factory=list)
    restores: int = 0

    def __post_init__(self) -> None:
        self.file = file_at(self.path)
        self.core = self._new_core()

    def _new_core(self) -> CentralCore:
        return CentralCore(central_database(self.file), self.identity)

    def answer(self, device: bytes, name: str, frame: bytes, cut_at: int = 0) -> bytes | None:
        """Answer one frame; None where the process was killed at its n-th statement."""
        message = unpack(frame, _MESSAGES[name])
        if cut_at:
            self.file.cut_at(cut_at)
        reply: Any = None
        refusal: RefusedError | None = None
        try:
            with self.clock.at(0):
                reply = getattr(self.session(device), name)(message)
        except RefusedError as error:
            refusal = error
        left = self.file.uncut()
        if left is not None:
            self._put_back(left)
            return None
        if refusal is not None:
            raise refusal
        return pack(reply)

    def session(self, device: bytes) -> DeviceSession:
        return self.core.as_device(device)

    def join(self, device: bytes, public_key: bytes) -> None:
        token, _ = self.core.enrolments.invite("Harlow", "desk")
        self.core.enrol(Enrol(token, device, "desk", public_key))

    def back_up(self) -> None:
        self.copies.append(self.file.copy())

    def restore(self, copy: Copy) -> None:
        self.restores += 1
        self._put_back(copy)

    def _put_back(self, copy: Copy) -> None:
        self.file.put_back(copy)
        self.core = self._new_core()

    def entries(self) -> set[bytes]:
        return {entry for entry, _, _ in self.journal()}

    def holds(self, entry: bytes) -> bool:
        with self.core.database.reading() as connection:
            query = "SELECT 1 FROM journal_header WHERE entry = ?"
            return connection.exec_driver_sql(query, (entry,)).first() is not None

    def journal(self) -> list[tuple[bytes, Header, bytes | None]]:
        with self.core.database.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT journal_header.entry, header, body FROM journal_header "
                "LEFT JOIN journal_body USING (service, device, seq, entry)"
            )
            return [(entry, _headers.decode(header), body) for entry, header, body in rows]


def new_centre(
    template: Path, folder: Path, identity: CentralIdentity, clock: VirtualClock
) -> Centre:
    return Centre(copied(template, folder), identity, clock)


def make_template(
    path: Path, identity: CentralIdentity, devices: list[tuple[bytes, bytes]], clock: VirtualClock
) -> None:
    """Found a service with these devices; each history starts from a copy of the file."""
    centre = Centre(path, identity, clock)
    bring_up_to_date(centre.core.database)
    centre.core.enrolments.found_service()
    for device, public_key in devices:
        centre.join(device, public_key)
    copy = centre.file.copy()
    centre.file.close()
    if "-wal" in copy and path.stat().st_size < 4096:
        raise RuntimeError("the template's log was not moved into its file")
