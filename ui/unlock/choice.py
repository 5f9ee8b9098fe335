"""Somebody who shares this machine, as the unlock window needs to know them."""

from typing import NamedTuple


class UnlockChoice(NamedTuple):
    """`key` is what `unlock_asked` gives back; `detail` is a role, never a secret."""

    key: str
    name: str
    detail: str = ""
