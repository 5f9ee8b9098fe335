"""All rows of a section in reading order, of which few may apply. Knows no Qt."""

from collections.abc import Callable, Sequence
from typing import overload

from ui.screening.question import QuestionShown


class SectionShown(Sequence[QuestionShown]):
    """`shown` are the rows that apply; what else there is gets looked up only when asked for.

    `names` are those of all rows. `repeats`: another occurrence of something may be added.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        shown: tuple[QuestionShown, ...],
        look_up: Callable[[int], QuestionShown],
        *,
        repeats: bool,
    ) -> None:
        self.names = names
        self.shown = shown
        self.repeats = repeats
        self._look_up = look_up

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> QuestionShown: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[QuestionShown]: ...
    def __getitem__(self, place: int | slice) -> QuestionShown | Sequence[QuestionShown]:
        if isinstance(place, slice):
            return [self._look_up(one) for one in range(len(self))[place]]
        return self._look_up(range(len(self))[place])
