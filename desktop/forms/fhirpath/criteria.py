"""What criteria say of an item when only its linkId is known."""

from collections.abc import Callable
from datetime import UTC, datetime

from desktop.forms.fhirpath.compiler import compiled
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.functions import FUNCTIONS
from desktop.forms.fhirpath.link_ids import wanted_texts
from desktop.forms.fhirpath.run import Environment, Run, truth
from desktop.forms.fhirpath.syntax import (
    Binary,
    Call,
    Literal,
    Member,
    Node,
    Sign,
    Special,
    TypeTest,
    parts_of,
)
from desktop.forms.fhirpath.values import Values

_LINK_ID = "linkId"
_THIS = Special("this")
_NOT_FIXED = frozenset(("now", "today", "timeOfDay", "weight", "ordinal"))
_FIXED_FUNCTIONS = FUNCTIONS.keys() - _NOT_FIXED
_ANY_MOMENT = Environment(now=datetime(2000, 1, 1, tzinfo=UTC))

# Whether an item with that linkId (None: something that has none) fits; None when it depends.
Judge = Callable[[str | None], bool | None]


class _OnlyLinkId:
    """An item of which nothing but the linkId is known."""

    type = "QuestionnaireResponse.item"

    def __init__(self, link_id: str | None) -> None:
        self._found: Values = () if link_id is None else (link_id,)

    def child(self, name: str) -> Values:
        return self._found if name == _LINK_ID else ()

    def children(self) -> Values:
        return self._found

    def plain(self) -> object:
        return {_LINK_ID: self._found}


def named_link_ids(criteria: Node) -> frozenset[str] | None:
    """Return the linkIds that the criteria name one by one, or None where they do not."""
    found = wanted_texts(criteria)
    return found[1] if found is not None and found[0] == _LINK_ID else None


def judge_of(criteria: Node) -> Judge | None:
    """Return the judge of criteria that look at nothing but the linkId, or None of others."""
    if not _looks_only_at_link_id(criteria):
        return None
    work = compiled(criteria)

    def judge(link_id: str | None) -> bool | None:
        try:
            return bool(truth(work(Run((_OnlyLinkId(link_id),), _ANY_MOMENT))))
        except PathTroubleError:
            return None

    return judge


def _looks_only_at_link_id(criteria: Node) -> bool:
    waiting = [criteria]
    while waiting:
        node = waiting.pop()
        match node:
            case Member(base=base, name=name) if name == _LINK_ID and base in (None, _THIS):
                continue
            case Call(name=name) if name in _FIXED_FUNCTIONS and node.base is not None:
                waiting.extend(parts_of(node))
            case Literal() | Binary() | Sign() | TypeTest():
                waiting.extend(parts_of(node))
            case _:
                return False
    return True
