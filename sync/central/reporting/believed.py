"""The chains as far as they are believed: a device that was shut out, until it was."""

import msgspec

from sync.central.store.journal import JournalRows
from sync.journal.difference import Stretch, path, stretches
from sync.journal.vector import Head, Vector


class Believed:
    """Fulfils sync.journal.difference.Chains."""

    def __init__(self, rows: JournalRows) -> None:
        held = rows.heads()
        self._heads = rows.believed(held)
        self._cut = {device for device in held if held[device] != self._heads.get(device)}
        self.seq_of, self.back = rows.seq_of, rows.back

    def heads(self) -> Vector:
        return self._heads

    def beyond(self, folded: Vector) -> list[Stretch]:
        """Return what is not folded yet."""
        return [
            # What is not believed may stand at the same seqs.
            msgspec.structs.replace(one, is_forked=True) if one.device in self._cut else one
            for one in stretches(self, folded)
        ]

    def is_short_of(self, folded: Vector) -> bool:
        """Say whether something was folded that is not believed any more.

        So it may be after a restore: the news that a device was shut out came back late.
        """
        return any(
            not self._is_within(device, head)
            for device in self._cut
            for head in folded.get(device, ())
        )

    def _is_within(self, device: bytes, head: Head) -> bool:
        for to in self._heads.get(device, ()):
            if to == head:
                return True
            if to.seq > head.seq:
                back_to = Stretch(device, head.seq - 1, b"", to, is_forked=True)
                if path(self, back_to)[0] == head.entry:
                    return True
        return False
