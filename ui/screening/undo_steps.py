"""What can be taken back on a screen, one thing at a time. What the form works out follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.screen import Answer
from desktop.forms import Change, Filling, link_id_of
from ui.screening.occurrences import make_room, merged


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """`was_kept`: before, too, a person's own answer stood where the form works one out."""

    key: str
    before: Answer
    was_kept: bool = False

    def answered(self) -> tuple[str, ...]:
        """Return the places whose answers stand again."""
        return (self.key,)

    def take_back(self, filling: Filling) -> Change:
        if self.key not in filling.tree.nodes:
            return Change()
        item = filling.questionnaire.items[link_id_of(self.key)]
        if filling.is_kept(self.key) and item.is_worked_out() and not self.was_kept:
            return filling.follow_again(self.key)
        return filling.put(self.key, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockAdded:
    key: str

    def answered(self) -> tuple[str, ...]:
        return ()

    def take_back(self, filling: Filling) -> Change:
        return filling.remove_block(self.key) if self.key in filling.tree.nodes else Change()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRemoved:
    """`answers` are those that went with it, by place."""

    key: str
    answers: Mapping[str, Answer]

    def answered(self) -> tuple[str, ...]:
        return tuple(self.answers)

    def take_back(self, filling: Filling) -> Change:
        changes = [make_room(filling, self.key)]
        for key, answer in self.answers.items():
            changes.append(make_room(filling, key))
            changes.append(filling.put(key, answer))
        return merged(changes)


Step = AnswerGiven | BlockAdded | BlockRemoved
