"""What one question looks like to the person answering it. Decides the editor; knows no Qt."""

from dataclasses import dataclass
from enum import Enum, auto

from desktop.domain.screen import Answer
from desktop.forms import Item, ItemType, Score
from desktop.services.values import KnownAnswer

NO_ANSWER = Answer()

# More than this in one row is slower to read than a list that opens.
MOST_OPTIONS_IN_A_ROW = 7

_LIST_CONTROLS = frozenset({"drop-down", "autocomplete", "lookup"})


class EditorKind(Enum):
    HEADING = auto()
    WORDS = auto()
    SHOWN_ONLY = auto()
    SCORE = auto()
    CHOICES = auto()
    COMBO = auto()
    YES_NO = auto()
    OPEN_CHOICE = auto()
    LINE = auto()
    TEXT = auto()
    LINES = auto()
    DATE = auto()
    MOMENT = auto()
    TIME = auto()
    NUMBER = auto()
    UNANSWERABLE = auto()


NOT_ASKED_FOR = frozenset(
    {EditorKind.HEADING, EditorKind.WORDS, EditorKind.SHOWN_ONLY, EditorKind.SCORE}
)

_KIND_BY_TYPE = {
    ItemType.GROUP: EditorKind.HEADING,
    ItemType.DISPLAY: EditorKind.WORDS,
    ItemType.BOOLEAN: EditorKind.YES_NO,
    ItemType.OPEN_CHOICE: EditorKind.OPEN_CHOICE,
    ItemType.STRING: EditorKind.LINE,
    ItemType.URL: EditorKind.LINE,
    ItemType.TEXT: EditorKind.TEXT,
    ItemType.DATE: EditorKind.DATE,
    ItemType.DATE_TIME: EditorKind.MOMENT,
    ItemType.TIME: EditorKind.TIME,
    ItemType.INTEGER: EditorKind.NUMBER,
    ItemType.DECIMAL: EditorKind.NUMBER,
    ItemType.QUANTITY: EditorKind.NUMBER,
}


def kind_of(item: Item) -> EditorKind:
    """Return how this item is answered; what cannot be answered here says so, and is not hidden."""
    if item.score is not None:
        return EditorKind.SCORE
    kind = _KIND_BY_TYPE.get(item.type, EditorKind.UNANSWERABLE)
    if item.type is ItemType.CHOICE:
        kind = _kind_of_choice(item)
    if kind in NOT_ASKED_FOR:
        return kind
    if item.read_only:
        return EditorKind.SHOWN_ONLY
    if not item.can_be_answered:
        return EditorKind.UNANSWERABLE
    if kind in {EditorKind.LINE, EditorKind.TEXT} and item.repeats:
        return EditorKind.LINES
    return kind


def _kind_of_choice(item: Item) -> EditorKind:
    if not item.options:
        return EditorKind.UNANSWERABLE
    if item.repeats:
        return EditorKind.CHOICES
    is_list = item.control in _LIST_CONTROLS or len(item.options) > MOST_OPTIONS_IN_A_ROW
    return EditorKind.COMBO if is_list else EditorKind.CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """`level` counts the items it stands under; `known` is offered until there is an answer."""

    item: Item
    kind: EditorKind
    level: int = 0
    is_shown: bool = True
    answer: Answer = NO_ANSWER
    known: KnownAnswer | None = None
    score: Score | None = None
    has_conflict: bool = False

    @property
    def is_asked(self) -> bool:
        return self.kind not in NOT_ASKED_FOR and self.kind is not EditorKind.UNANSWERABLE


def flatten(section: Item) -> tuple[tuple[int, Item], ...]:
    """Return the section's items in reading order with their depth; hidden ones left out."""
    if section.type is not ItemType.GROUP:
        return tuple(_below(section, 0))
    return tuple(pair for child in section.children for pair in _below(child, 0))


def _below(item: Item, level: int) -> list[tuple[int, Item]]:
    if item.hidden:
        return []
    found = [(level, item)]
    for child in item.children:
        found.extend(_below(child, level + 1))
    return found
