"""What a person needs to judge a conflict by: what its authors are, and the questions as asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.conflict import OpenConflict
from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.staff import Practitioner
from desktop.errors import NotFoundError
from desktop.forms import Item, link_id_of
from desktop.services.ports import Reads
from desktop.services.questionnaires import Questionnaires
from desktop.wording.terms import term

_ANSWERS = "answers/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictBackground:
    """`roles` by author; `items` by register, for those that answer a question of a form."""

    roles: Mapping[PractitionerId, str] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadConflictBackground:
    """Leaves out what is not here, such as a form that this desk never had."""

    reads: Reads
    questionnaires: Questionnaires

    def __call__(self, conflict: OpenConflict) -> ConflictBackground:
        return ConflictBackground(roles=self._roles(conflict), items=self._items(conflict))

    def _roles(self, conflict: OpenConflict) -> dict[PractitionerId, str]:
        roles = {}
        for author in {side.author_id for side in conflict.sides}:
            try:
                who = self.reads.record(Practitioner, author)
            except NotFoundError:
                continue
            roles[author] = who.profession or term(who.role)
        return roles

    def _items(self, conflict: OpenConflict) -> dict[str, Item]:
        if conflict.kind != "screen":
            return {}
        screen = self.reads.screen(ScreenId(conflict.record_id))
        try:
            items = self.questionnaires.get(screen.questionnaire).items
        except NotFoundError:
            return {}
        registers = {conflict.register, *conflict.group}
        link_ids = {
            register: link_id_of(register.removeprefix(_ANSWERS))
            for register in registers
            if register.startswith(_ANSWERS)
        }
        return {register: items[one] for register, one in link_ids.items() if one in items}
