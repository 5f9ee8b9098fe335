"""The central store's own chain: devices and practitioners as records that every side folds.

Fields are those of the workstation's Device and Practitioner; ids are UUID texts.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from sync.central.identity import CentralIdentity
from sync.central.store.journal import JournalRows
from sync.central.store.registers import ACTIVE, REVOKED, DeviceRow, Registers
from sync.journal.chain import Draft, Tip, append
from sync.journal.clock import Clock, system_ms
from sync.journal.entry import FIRST, Entry, read_entry
from sync.journal.vector import Head
from sync.merge.record import RecordState, fold, new_state

DEVICE, PRACTITIONER = "device", "practitioner"

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerRow:
    id: str
    name: str
    profession: str
    registration_number: str
    role: str


class OwnJournal:
    """Reads and appends the central store's own chain within one transaction."""

    def __init__(
        self, connection: Connection, identity: CentralIdentity, now_ms: Clock = system_ms
    ) -> None:
        self._identity, self._now_ms = identity, now_ms
        self._rows = JournalRows(connection, identity.service)
        self._registers = Registers(connection, identity.service)

    def write_device(self, row: DeviceRow) -> None:
        """Say that the device belongs to the service. Its row must be there."""
        fields: dict[str, object] = {
            "id": str(uuid.UUID(bytes=row.device)),
            "name": row.name,
            "suite": row.suite,
            "public_key": row.public_key,
            "is_revoked": False,
        }
        entry = self._write(row.device, DEVICE, fields, {})
        self._registers.change_device(row.device, said=entry)

    def write_revocation(self, row: DeviceRow) -> None:
        """Shut the device out. What is held of it now stays believed; what comes later is kept."""
        replaces = {} if row.said is None else {"is_revoked": [row.said]}
        trusted = _encoder.encode(self._rows.heads(row.device).get(row.device, ()))
        fields = {"is_revoked": True, "trusted": _decoder.decode(trusted)}
        entry = self._write(row.device, DEVICE, fields, replaces)
        self._registers.change_device(row.device, said=entry, state=REVOKED, trusted=trusted)

    def write_adoption(self, row: DeviceRow) -> None:
        """Believe all that is held by now of a revoked device."""
        trusted = _encoder.encode(self._rows.heads(row.device).get(row.device, ()))
        replaces = {"trusted": [row.said] if row.said is not None else []}
        fields = {"trusted": _decoder.decode(trusted)}
        entry = self._write(row.device, DEVICE, fields, replaces)
        self._registers.change_device(row.device, said=entry, trusted=trusted)

    def write_practitioner(self, practitioner: PractitionerRow) -> None:
        fields = {
            "id": practitioner.id,
            "name": practitioner.name,
            "profession": practitioner.profession,
            "registration_number": practitioner.registration_number,
            "role": practitioner.role,
        }
        self._write(uuid.UUID(practitioner.id).bytes, PRACTITIONER, fields, {})

    def practitioners(self) -> list[PractitionerRow]:
        states = self._records(PRACTITIONER)
        people = [msgspec.convert(state.values(), PractitionerRow) for state in states]
        return sorted(people, key=lambda person: person.name)

    def adopt(self, entries: Sequence[Entry]) -> None:
        """Heal after a restore: take back devices that the own journal, returning, tells of."""
        for entry in entries:
            if entry.header.kind == DEVICE:
                self._adopt_device(entry)

    def _adopt_device(self, entry: Entry) -> None:
        fields = entry.fields()
        device = entry.header.record
        row = self._registers.device(device)
        if row is None and isinstance(fields.get("public_key"), bytes):
            row = DeviceRow(
                device=device,
                name=str(fields.get("name", "")),
                suite=str(fields.get("suite", "")),
                public_key=fields["public_key"],
                state=ACTIVE,
                said=entry.id,
            )
            self._registers.add_device(row)
        if row is None:
            return
        values: dict[str, object] = {}
        if fields.get("is_revoked") is True:
            values |= {"state": REVOKED, "said": entry.id}
        if "trusted" in fields:
            values |= {"said": entry.id, "trusted": _encoder.encode(fields["trusted"])}
        if values:
            self._registers.change_device(device, **values)

    def _write(
        self,
        record: bytes,
        kind: str,
        fields: Mapping[str, object],
        replaces: dict[str, list[bytes]],
    ) -> bytes:
        own = self._identity.device
        self._registers.device(own, lock=True)
        heads = self._rows.heads(own).get(own, ())
        furthest = max(heads, default=Head(0, FIRST))
        tip = Tip(own, furthest.seq, furthest.entry, self._rows.top_counter())
        draft = Draft(record, kind, None, dict(fields), replaces)
        entries, _ = append(tip, own, uuid.uuid4().bytes, [draft], now_ms=self._now_ms)
        last = entries[-1]
        self._rows.add(own, entries, self._identity.sign_head(last.header.seq, last.id))
        return last.id

    def _records(self, kind: str) -> list[RecordState]:
        """Fold the own chain. It is as short as the list of machines and people."""
        own = self._identity.device
        furthest = max((head.seq for head in self._rows.heads(own).get(own, ())), default=0)
        states: dict[bytes, RecordState] = {}
        for _, _, piece in self._rows.pieces(own, 0, furthest):
            entry = read_entry(piece.header, piece.body)
            if entry.header.kind == kind:
                state = states.setdefault(entry.header.record, new_state(kind, None))
                fold(state, entry.id, entry.header, entry.fields())
        return list(states.values())
