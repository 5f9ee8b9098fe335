"""Between a record (a frozen dataclass) and the registers of the journal.

A field is a register; a field of type `dict[str, X]` is one register per key, named `field/key`.
Fields this version does not know stay in the journal and are left out here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar, cast, get_origin, get_type_hints

import msgspec

from desktop.domain.record import Standing
from sync.merge.record import RecordState

T = TypeVar("T")

_STANDING = "standing"


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(bytes,))


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """Reads and writes one kind of record."""

    record_type: type[T]
    names: tuple[str, ...]
    keyed: frozenset[str]

    @classmethod
    def of(cls, record_type: type[T]) -> "Codec[T]":
        hints = get_type_hints(record_type)
        names = tuple(f.name for f in fields(cast("Any", record_type)) if f.name != _STANDING)
        keyed = frozenset(name for name in names if get_origin(hints[name]) is dict)
        return cls(record_type, names, keyed)

    def registers(self, record: T) -> dict[str, Any]:
        """Return every register of a new record; a field at None or empty is left unset."""
        found: dict[str, Any] = {}
        for name in self.names:
            value = getattr(record, name)
            if name in self.keyed:
                found.update((f"{name}/{key}", _plain(one)) for key, one in value.items())
            elif value is not None:
                found[name] = _plain(value)
        return found

    def changes(self, old: T, new: T) -> dict[str, Any]:
        """Return the registers in which `new` differs from `old`; None clears one."""
        found: dict[str, Any] = {}
        for name in self.names:
            before, after = getattr(old, name), getattr(new, name)
            if before == after:
                continue
            if name in self.keyed:
                found.update(_keyed_changes(name, before, after))
            else:
                found[name] = _plain(after)
        return found

    def read(self, state: RecordState, schema: int) -> T:
        """Build the record. Raises msgspec.ValidationError while needed registers are not here."""
        values: dict[str, Any] = {name: {} for name in self.keyed}
        for register, value in state.values().items():
            name, slash, key = register.partition("/")
            if slash and name in self.keyed:
                if value is not None:
                    values[name][key] = value
            elif value is not None:
                values[register] = value
        record = msgspec.convert(values, self.record_type, builtin_types=(bytes,))
        standing = Standing(
            seen=state.shown(),
            conflicts=state.conflicts(),
            needs_newer=state.lowest_schema > schema,
        )
        return replace(record, standing=standing)  # type: ignore[type-var]


def _keyed_changes(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterable[tuple[str, Any]]:
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            value = after.get(key)
            yield f"{name}/{key}", None if value is None else _plain(value)
