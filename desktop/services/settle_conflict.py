"""Settles a conflict as a person decided, in one entry that replaces what that person was shown.

What was there meanwhile is never replaced unseen: it is refused, and has to be looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.conflict import (
    AlsoRecorded,
    Choice,
    OpenConflict,
    SealedDocumentError,
    Side,
)
from desktop.domain.identity import new_uuid
from desktop.domain.person import Alias, Marker
from desktop.domain.record import WITHDRAWN
from desktop.errors import FieldProblemError
from desktop.services.ports import OpenUnitOfWork, Records, UnitOfWork

# Lists to which another entry can simply be added: both stand there, each with its own date.
_LISTED = (Marker, Alias)

Decided = Mapping[str, tuple[object, Sequence[bytes]]]


@dataclass(frozen=True, slots=True)
class SettleConflict:
    """`keep` is the index of the side to keep, `value` the third one; both as `choice` asks.

    Where several registers are settled together `value` maps each of them to its value. On risk,
    medicine, allergy and legal status a reason is needed. Raises ConflictMovedError where something
    else stands there by now: show it again.
    """

    open_unit_of_work: OpenUnitOfWork

    def __call__(
        self,
        conflict: OpenConflict,
        choice: Choice,
        *,
        keep: int = -1,
        value: object = None,
        reason: str = "",
    ) -> None:
        reason = reason.strip()
        if conflict.is_clinical and not reason:
            raise FieldProblemError({"reason": "field.required"})
        with self.open_unit_of_work() as work:
            records = work.of_kind(conflict.kind)
            if conflict.register == WITHDRAWN:
                _decide_withdrawal(records, conflict, _kept(conflict, choice, keep), reason)
            elif choice is Choice.THIRD:
                if not conflict.can_write_third:
                    raise SealedDocumentError
                decided = _third(conflict, value)
                _settle(records, conflict, decided, how=choice.value, reason=reason)
            else:
                side = _kept(conflict, choice, keep)
                more = _added(work, conflict, side) if choice is Choice.BOTH else {}
                decided = {**_values_of(conflict, side), **more}
                _settle(records, conflict, decided, how=choice.value, reason=reason)
            work.commit()


def _kept(conflict: OpenConflict, choice: Choice, keep: int) -> Side:
    """Return the side to keep. To keep both, the shown one stays where it is."""
    shown = next((side for side in conflict.sides if side.is_shown), conflict.sides[-1])
    if choice is Choice.BOTH and keep < 0:
        return shown
    if not 0 <= keep < len(conflict.sides):
        raise FieldProblemError({"keep": "field.required"})
    return conflict.sides[keep]


def _settle(
    records: Records[Any], conflict: OpenConflict, decided: Decided, *, how: str, reason: str
) -> None:
    value, replaces = decided[conflict.register]
    others = {name: one for name, one in decided.items() if name != conflict.register}
    records.settle(
        records.get(conflict.record_id),
        conflict.register,
        value,
        replaces,
        others=others,
        how=how,
        reason=reason,
    )


def _values_of(conflict: OpenConflict, side: Side) -> dict[str, tuple[object, Sequence[bytes]]]:
    values = {conflict.register: side.value, **side.values}
    return {name: (value, _replaced(conflict, name)) for name, value in values.items()}


def _third(conflict: OpenConflict, value: object) -> dict[str, tuple[object, Sequence[bytes]]]:
    if len(conflict.group) > 1:
        given = value if isinstance(value, Mapping) else {conflict.register: value}
        values = {name: given.get(name) for name in conflict.group}
    else:
        values = {conflict.register: value}
    if not any(one is not None for one in values.values()):
        raise FieldProblemError({"value": "field.required"})
    return {name: (one, _replaced(conflict, name)) for name, one in values.items()}


def _replaced(conflict: OpenConflict, register: str) -> Sequence[bytes]:
    return conflict.replaces.get(register, ())


def _added(
    work: UnitOfWork, conflict: OpenConflict, kept: Side
) -> dict[str, tuple[object, Sequence[bytes]]]:
    """Keep what the other sides say: in the list itself, or as dated entries beside the record."""
    more: dict[str, tuple[object, Sequence[bytes]]] = {}
    field = conflict.register.partition("/")[0]
    for side in conflict.sides:
        if side.entry == kept.entry or not _says_more(side, kept):
            continue
        if isinstance(side.value, _LISTED):
            more[f"{field}/{new_uuid()}"] = (side.value, ())
        else:
            work.also_recorded.add(_entry_beside(conflict, side))
    return more


def _says_more(side: Side, kept: Side) -> bool:
    """Say whether a side holds what the kept one does not; nothing is nothing to keep."""
    values = side.values or {"": side.value}
    ours = kept.values or {"": kept.value}
    return any(one is not None and one != ours.get(name) for name, one in values.items())


def _entry_beside(conflict: OpenConflict, side: Side) -> AlsoRecorded:
    return AlsoRecorded(
        id=new_uuid(),
        about_kind=conflict.kind,
        about_id=conflict.record_id,
        register=conflict.register,
        person_id=conflict.person_id,
        value=dict(side.values) if len(conflict.group) > 1 else side.value,
        words=side.words_hint,
        at=side.at,
        by=side.author_id,
        suite=side.suite,
        entry=side.entry,
    )


def _decide_withdrawal(
    records: Records[Any], conflict: OpenConflict, side: Side, reason: str
) -> None:
    """Uphold a withdrawal, which then has seen everything; or let the record stand again."""
    shown = records.get(conflict.record_id)
    withdrawals = _replaced(conflict, WITHDRAWN)
    if side.entry in withdrawals and side.value is not None:
        records.withdraw(shown, reason or str(side.value), replaces=conflict.replaces)
    else:
        records.settle(shown, WITHDRAWN, None, withdrawals, how=Choice.KEEP.value, reason=reason)
