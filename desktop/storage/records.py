"""Records of one kind inside a unit of work: read, added, changed, settled, withdrawn.

A change replaces only what its author was shown. Two values are made one by `settle` alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec

from desktop.domain.conflict import ConflictMovedError, SealedDocumentError
from desktop.domain.identity import PractitionerId
from desktop.domain.record import SETTLED, WITHDRAWN, Withdrawal
from desktop.domain.record import Standing as RecordStanding
from desktop.errors import NotFoundError
from desktop.storage.errors import RecordNeedsNewerError
from desktop.storage.kinds import SCHEMA, Kind
from desktop.storage.projection import Projection
from desktop.storage.shown import sealing_entry, withdrawn_value
from sync.journal.chain import Draft
from sync.journal.clock import Clock
from sync.journal.entry import BODY_LIMIT, HEADER_LIMIT
from sync.merge.record import RecordState

T = TypeVar("T")

# What a sealing entry may come to beside its registers: the salt, the other fields of a header.
_SPARE = 4096


class Unit(Protocol):
    """What records need of the unit of work that they are written in."""

    projection: Projection
    drafts: list[Draft]
    author: bytes
    now_ms: Clock


@dataclass(frozen=True, slots=True)
class RecordsInJournal(Generic[T]):
    """Fulfils services.ports.Records."""

    work: Unit
    kind: Kind

    def get(self, record_id: UUID) -> T:
        state = self._state(record_id)
        try:
            record: T = self.kind.codec.read(state, SCHEMA)
        except msgspec.ValidationError as error:
            raise NotFoundError(kind=self.kind.name) from error
        return record

    def add(self, record: T) -> None:
        self._write(record, self.kind.codec.registers(record), {})

    def change(self, old: T, new: T, *, whole: Collection[str] = ()) -> None:
        """Write what differs, and the registers of `whole` even where they do not.

        An entry that seals the record, or changes a sealed one, writes all of them.
        """
        standing = _standing(old)
        self._refuse_newer(self._state(_id(new)), is_newer=standing.needs_newer)
        changed = self.kind.codec.changes(old, new)
        if not changed and not whole:
            return
        seal = self.kind.codec.seal
        if seal is not None and self.kind.codec.plain(new, seal.register) is not None:
            self._seal(old, new, changed)
            return
        more = {name: self.kind.codec.plain(new, name) for name in whole if name not in changed}
        fields = {**more, **changed}
        self._write(new, fields, _seen(standing, fields))

    def _seal(self, old: T, new: T, changed: Mapping[str, Any]) -> None:
        """Write every register anew, so that nobody who had not seen it can replace any of them.

        What only one entry too large for the journal could hold is written as a change.
        """
        everything = {**self.kind.codec.everything(new), **changed}
        replaced = _seen(_standing(old), everything)
        if _size(everything) > BODY_LIMIT - _SPARE:
            everything = dict(changed)
        if _size(replaced) > HEADER_LIMIT - _SPARE:
            # A value beside its equal is in nobody's way.
            replaced = {name: ids for name, ids in replaced.items() if name in changed}
        self._write(new, everything, {n: ids for n, ids in replaced.items() if n in everything})

    def settle(
        self,
        shown: T,
        register: str,
        value: object,
        replaces: Sequence[bytes],
        *,
        others: Mapping[str, tuple[object, Sequence[bytes]]] | None = None,
        how: str = "",
        reason: str = "",
    ) -> None:
        """Write `value` whatever stands, in the place of all that stood when it was shown.

        `others` are registers that only mean something together with this one. What is decided is
        said beside it, in `settled/<register>`. Raises ConflictMovedError where anything else
        stands by now, SealedDocumentError where that would change what somebody signed.
        """
        state = self._state(_id(shown))
        self._refuse_newer(state)
        decided = {register: (value, replaces), **(others or {})}
        self._refuse_moved(state, {name: ids for name, (_value, ids) in decided.items()})
        if self._sealed_by(state) is not None:
            self._settle_sealed(state, register, decided, self._settled(how, reason))
            return
        fields = {name: _plain(one) for name, (one, _ids) in decided.items()}
        # A register that nobody had written is added beside, and not settled.
        notes = {SETTLED + name for name, (_value, ids) in decided.items() if ids}
        fields.update(dict.fromkeys(notes, self._settled(how, reason)))
        replaced = {name: list(ids) for name, (_value, ids) in decided.items() if ids}
        self._write(shown, fields, {**replaced, **_held(state, notes)})

    def withdraw(
        self, shown: T, reason: str, *, replaces: Mapping[str, Sequence[bytes]] | None = None
    ) -> None:
        """Take a record back: all of it stays, and what its author never saw shows as changed.

        `replaces` is what must still stand, where an earlier withdrawal is upheld.
        """
        state = self._state(_id(shown))
        self._refuse_newer(state)
        self._refuse_moved(state, replaces or {})
        seen = _as_seen(state, _standing(shown).held) if replaces is None else state
        withdrawal = Withdrawal(
            at=self._now(),
            by=PractitionerId(UUID(bytes=self.work.author)),
            reason=reason,
        )
        value = withdrawn_value(withdrawal, seen)
        self._write(shown, {WITHDRAWN: value}, _held(seen, (WITHDRAWN,)))

    def _settle_sealed(
        self,
        state: RecordState,
        register: str,
        decided: Mapping[str, tuple[object, Sequence[bytes]]],
        note: Mapping[str, Any],
    ) -> None:
        """Let a sealed record stand as it was, the other values settled: all is written anew."""
        sealed_by = self._sealed_by(state)
        seal = self.kind.codec.seal
        if seal is not None and register == seal.register:
            kept = _plain(decided[register][0])
            sealed_by = next((one.entry for one in state.live[register] if one.value == kept), None)
        if sealed_by is None:
            raise SealedDocumentError
        as_sealed = self.kind.codec.read(state, SCHEMA, sealed_by=sealed_by)
        for name, (value, _ids) in decided.items():
            if self.kind.codec.plain(as_sealed, name) != _plain(value):
                raise SealedDocumentError
        notes = {SETTLED + name: note for name in decided}
        fields = {**dict.fromkeys(decided), **self.kind.codec.everything(as_sealed)}
        gone = {sealed_by, *(entry for _value, ids in decided.values() for entry in ids)}
        replaced = {
            name: [one.entry for one in state.live.get(name, ()) if one.entry in gone]
            for name in fields
        }
        replaced = {name: ids for name, ids in replaced.items() if ids}
        self._write(as_sealed, {**fields, **notes}, {**replaced, **_held(state, notes)})

    def _sealed_by(self, state: RecordState) -> bytes | None:
        seal = self.kind.codec.seal
        return None if seal is None else sealing_entry(state, seal)

    def _settled(self, how: str, reason: str) -> dict[str, Any]:
        return {
            "how": how,
            "by": self.work.author,
            "at": self._now().isoformat(),
            "reason": reason,
        }

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.work.now_ms() / 1000, tz=UTC)

    def _state(self, record_id: UUID) -> RecordState:
        state = self.work.projection.state(record_id.bytes, self.kind.name)
        if state is None:
            raise NotFoundError(kind=self.kind.name)
        return state

    def _refuse_newer(self, state: RecordState, *, is_newer: bool = False) -> None:
        # What a newer version wrote may have arrived since the record was shown.
        if is_newer or state.lowest_schema > SCHEMA:
            raise RecordNeedsNewerError(kind=self.kind.name)

    def _refuse_moved(self, state: RecordState, shown: Mapping[str, Sequence[bytes]]) -> None:
        for name, entries in shown.items():
            if {one.entry for one in state.live.get(name, ())} != set(entries):
                raise ConflictMovedError(kind=self.kind.name)

    def _write(
        self, record: Any, fields: Mapping[str, Any], replaces: Mapping[str, list[bytes]]
    ) -> None:
        person = self.kind.person_of(record)
        draft = Draft(
            record=record.id.bytes,
            kind=self.kind.name,
            person=None if person is None else person.bytes,
            fields=dict(fields),
            replaces=dict(replaces),
            schema=SCHEMA,
            lowest_schema=1,
        )
        self.work.drafts.append(draft)


def _standing(record: Any) -> RecordStanding:
    standing: RecordStanding = record.standing
    return standing


def _id(record: Any) -> UUID:
    identity: UUID = record.id
    return identity


def _plain(value: object) -> Any:
    return None if value is None else msgspec.to_builtins(value, builtin_types=(bytes,))


def _seen(standing: RecordStanding, names: Iterable[str]) -> dict[str, list[bytes]]:
    seen = {name: list(standing.seen.get(name, ())) for name in names}
    return {name: ids for name, ids in seen.items() if ids}


def _held(state: RecordState, names: Iterable[str]) -> dict[str, list[bytes]]:
    held = {name: [one.entry for one in state.live.get(name, ())] for name in names}
    return {name: ids for name, ids in held.items() if ids}


def _as_seen(state: RecordState, held: Mapping[str, Sequence[bytes]]) -> RecordState:
    """Return the state without what its reader has not been shown."""
    live = {
        name: [one for one in values if one.entry in held.get(name, ())]
        for name, values in state.live.items()
    }
    shown = {name: values for name, values in live.items() if values}
    return RecordState(state.kind, state.person, shown, {})


def _size(value: Any) -> int:
    return len(msgspec.msgpack.encode(value))
