"""Between a record (a frozen dataclass) and the registers of the journal.

A field is a register; a field of type `dict[str, X]` is one register per key, named `field/key`.
Fields this version does not know stay in the journal and are left out here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime
from types import NoneType
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec

from desktop.storage.shown import Seal, Shown, shown_in, standing_of
from sync.merge.record import Live, RecordState

T = TypeVar("T")


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(bytes,))


def _convert(value: Any, kind: Any) -> Any:
    return msgspec.convert(value, kind, builtin_types=(bytes,))


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """Reads and writes one kind of record.

    `types` holds what each field is, or each value of a keyed one. Of the fields without a default
    `nullable` may be None, and then stand in no register; `needed` may not. `seal` is set for kinds
    that are signed or completed, and changed no more.
    """

    record_type: type[T]
    types: Mapping[str, Any]
    keyed: frozenset[str]
    nullable: frozenset[str]
    needed: frozenset[str]
    moments: tuple[str, ...]
    seal: Seal | None = None

    @classmethod
    def of(cls, record_type: type[T], seal: Seal | None = None) -> "Codec[T]":
        hints = get_type_hints(record_type)
        # What does not make two records different is looked up with them and never journalled.
        own = [one for one in fields(cast("Any", record_type)) if one.compare]
        types = {one.name: hints[one.name] for one in own}
        keyed = frozenset(name for name, kind in types.items() if get_origin(kind) is dict)
        bare = frozenset(one.name for one in own if one.default is one.default_factory is MISSING)
        nullable = frozenset(name for name in bare if NoneType in get_args(types[name]))
        return cls(
            record_type,
            {name: get_args(kind)[1] if name in keyed else kind for name, kind in types.items()},
            keyed,
            nullable,
            bare - nullable,
            tuple(
                name
                for name, kind in types.items()
                if name not in keyed and datetime in (kind, *get_args(kind))
            ),
            seal,
        )

    def registers(self, record: T) -> dict[str, Any]:
        """Return every register of a new record; a field at None or empty is left unset."""
        found: dict[str, Any] = {}
        for name in self.types:
            value = getattr(record, name)
            if name in self.keyed:
                found.update((f"{name}/{key}", _plain(one)) for key, one in value.items())
            elif value is not None:
                found[name] = _plain(value)
        return found

    def changes(self, old: T, new: T) -> dict[str, Any]:
        """Return the registers in which `new` differs from `old`; None clears one."""
        found: dict[str, Any] = {}
        for name in self.types:
            before, after = getattr(old, name), getattr(new, name)
            if before == after:
                continue
            if name in self.keyed:
                found.update(_keyed_changes(name, before, after))
            else:
                found[name] = _plain(after)
        return found

    def everything(self, record: T) -> dict[str, Any]:
        """Return every register, also those of fields at None: what seals a record."""
        unset = dict.fromkeys(name for name in self.types if name not in self.keyed)
        return {**unset, **self.registers(record)}

    def plain(self, record: T, register: str) -> Any:
        """Return what stands in a register of the record, as the journal holds it."""
        name, slash, key = register.partition("/")
        if slash and name in self.keyed:
            value = getattr(record, name).get(key)
        else:
            value = getattr(record, register) if register in self.types else None
        return None if value is None else _plain(value)

    def typed(self, register: str, value: Any) -> Any:
        """Return a register's value as its field has it. Raises msgspec.ValidationError."""
        kind = self.types.get(register.partition("/")[0])
        return value if kind is None or value is None else _convert(value, kind)

    def read(self, state: RecordState, schema: int, *, sealed_by: bytes | None = None) -> T:
        """Build the record. Raises msgspec.ValidationError while needed registers are not here.

        A value that only a newer version can read gives way to one beside it that can be read, or
        is left out, and the record is read only. `sealed_by` asks for it as that entry left it.
        """
        shown = shown_in(state, self.seal, self.keyed, sealed_by)
        values = self._arranged({name: one.value for name, one in shown.values.items()})
        needs_newer = state.lowest_schema > schema
        unreadable: tuple[str, ...] = ()
        try:
            record = _convert(values, self.record_type)
        except msgspec.ValidationError:
            shown = self._readable(state, shown)
            readable = self._arranged({name: one.value for name, one in shown.values.items()})
            needs_newer = needs_newer or readable != values
            record = _convert(readable, self.record_type)
            unreadable = self.unreadable(state)
        standing = standing_of(
            state, shown, seal=self.seal, needs_newer=needs_newer, unreadable=unreadable
        )
        found: T = replace(record, standing=standing, **self._in_utc(record))
        return found

    def unreadable(self, state: RecordState) -> tuple[str, ...]:
        """Return the registers of this kind in which a value stands that cannot be read here."""
        return tuple(
            sorted(
                name
                for name, held in state.live.items()
                if any(not self.is_readable(name, one.value) for one in held)
            )
        )

    def is_readable(self, register: str, value: Any) -> bool:
        """Say whether a value can be what its register is for; any is for one not known here."""
        name, slash, _key = register.partition("/")
        kind = self.types.get(name)
        if kind is None or bool(slash) != (name in self.keyed):
            return True
        return (value is None and register not in self.needed) or _is_readable(value, kind)

    def _arranged(self, registers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values by field, those of a keyed field by key; unknown fields left out."""
        values: dict[str, Any] = dict.fromkeys(self.nullable)
        values.update((name, {}) for name in self.keyed)
        for register, value in registers.items():
            name, slash, key = register.partition("/")
            if value is None:
                continue
            if slash and name in self.keyed:
                values[name][key] = value
            elif register in self.types and register not in self.keyed:
                values[register] = value
        return values

    def _readable(self, state: RecordState, shown: Shown) -> Shown:
        """Return, per register, what is shown or the latest beside it that can be read here."""
        found: dict[str, Live] = {}
        for register, first in shown.values.items():
            for one in (first, *reversed(state.live[register])):
                if register.partition("/")[0] in self.types and self.is_readable(
                    register, one.value
                ):
                    found[register] = one
                    break
        return replace(shown, values=found)

    def _in_utc(self, record: T) -> dict[str, datetime]:
        """Return the moments that came without a zone: as they are, none could be put in order."""
        moments = ((name, getattr(record, name)) for name in self.moments)
        return {
            name: moment.replace(tzinfo=UTC)
            for name, moment in moments
            if moment is not None and moment.tzinfo is None
        }


def _is_readable(value: Any, kind: Any) -> bool:
    try:
        _convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _keyed_changes(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterable[tuple[str, Any]]:
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            value = after.get(key)
            yield f"{name}/{key}", None if value is None else _plain(value)
