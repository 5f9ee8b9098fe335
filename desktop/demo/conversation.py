"""One sitting with one person: what is known is confirmed, what is not is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.screen import Answer
from desktop.forms import Filling, link_id_of, tokens_of
from desktop.services.everything import Services
from desktop.services.values import KnownAnswer, OpenScreen
from desktop.wording.clinical import clinical_moment


@dataclass
class Conversation:
    services: Services
    opened: OpenScreen
    asked: int = 0
    confirmed: int = 0
    _filling: Filling = field(init=False)

    def __post_init__(self) -> None:
        opened = self.opened
        self._filling = Filling(
            opened.questionnaire,
            opened.answers(),
            names=opened.facts,
            now=self.services.now(),
            is_reopened=True,
        )

    def tell(self, answers: Mapping[str, Answer]) -> None:
        """Answer what applies. A place of a further occurrence makes room for it."""
        for key, answer in answers.items():
            self._make_room(key)
            if self._filling.applies(key):
                self._answer(key, answer)

    def _make_room(self, key: str) -> None:
        tree = self._filling.tree
        if key in tree.nodes:
            return
        first = tree.nodes[link_id_of(key)]
        block = next(one for one in first.above() if one.item.is_block())
        self._filling.add_block(block.key, tokens_of(key)[-1])

    def _answer(self, key: str, answer: Answer) -> None:
        known = self.opened.known.get(key)
        given = replace(answer, answered_at=None, answered_by=None)
        if known is not None and known.answer.values == answer.values:
            self.confirmed += 1
            given = replace(given, source=_source(known))
        else:
            self.asked += 1
        change = self._filling.put(key, given)
        for place, one in {key: given, **change.calculated}.items():
            self.services.answer_question(self.opened.screen.id, place, one)


def _source(known: KnownAnswer) -> str:
    return f"{known.source}, {clinical_moment(known.recorded_at)}"
