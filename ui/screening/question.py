"""What one question looks like to the person answering it. Decides the editor; knows no Qt."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

from desktop.domain.screen import Answer, Value
from desktop.forms import Item, ItemType, Score
from desktop.services.values import KnownAnswer

NO_ANSWER = Answer()

# More than this in one row is slower to read than a list that opens.
MOST_OPTIONS_IN_A_ROW = 7

# More than this is found by typing a part of it, not by looking through.
MOST_OPTIONS_IN_A_LIST = 40

_SEARCH_CONTROLS = frozenset({"autocomplete", "lookup"})
_IN_A_ROW_CONTROLS = frozenset({"radio-button", "check-box"})
_ROOMY_CONTROLS = frozenset({"text-box", "text-area"})


class EditorKind(Enum):
    HEADING = auto()
    WORDS = auto()
    SHOWN_ONLY = auto()
    SCORE = auto()
    CALCULATED = auto()
    BLOCK_HEAD = auto()
    BLOCK_END = auto()
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
    QUANTITY = auto()
    SLIDER = auto()
    SEARCH = auto()
    FILE = auto()
    SEVERAL_TEXT = auto()
    UNANSWERABLE = auto()


NOT_ASKED_FOR = frozenset(
    {
        EditorKind.HEADING,
        EditorKind.WORDS,
        EditorKind.SHOWN_ONLY,
        EditorKind.SCORE,
        EditorKind.CALCULATED,
        EditorKind.BLOCK_HEAD,
        EditorKind.BLOCK_END,
    }
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
    ItemType.QUANTITY: EditorKind.QUANTITY,
    ItemType.ATTACHMENT: EditorKind.FILE,
    ItemType.REFERENCE: EditorKind.LINE,
}

# How several values are typed, one to a line.
_SEVERAL = {
    EditorKind.LINE: EditorKind.LINES,
    EditorKind.TEXT: EditorKind.LINES,
    EditorKind.NUMBER: EditorKind.SEVERAL_TEXT,
    EditorKind.SLIDER: EditorKind.SEVERAL_TEXT,
    EditorKind.QUANTITY: EditorKind.SEVERAL_TEXT,
    EditorKind.DATE: EditorKind.SEVERAL_TEXT,
    EditorKind.TIME: EditorKind.SEVERAL_TEXT,
    EditorKind.MOMENT: EditorKind.SEVERAL_TEXT,
}


def kind_of(item: Item) -> EditorKind:
    """Return how this item is answered; what cannot be answered here says so, and is not hidden."""
    if item.score is not None or item.instrument:
        return EditorKind.SCORE
    if item.logic.calculated is not None and item.is_question():
        return EditorKind.CALCULATED
    return kind_when_typed(item)


def kind_when_typed(item: Item) -> EditorKind:
    """Return how a person answers this item, also one that the form works out by itself."""
    kind = _kind_of_type(item)
    if kind in NOT_ASKED_FOR:
        return kind
    if item.read_only:
        return EditorKind.SHOWN_ONLY
    if not item.can_be_answered:
        return EditorKind.UNANSWERABLE
    return _SEVERAL.get(kind, kind) if holds_several(item) else kind


def holds_several(item: Item) -> bool:
    """Return whether one answer holds several values; what repeats as a block has one in each."""
    return item.repeats and not item.is_block()


def _kind_of_type(item: Item) -> EditorKind:
    kind = _KIND_BY_TYPE.get(item.type, EditorKind.UNANSWERABLE)
    is_choice = item.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE)
    if is_choice or (item.options and item.is_question() and kind is not EditorKind.YES_NO):
        return _kind_of_choice(item)
    if kind is EditorKind.LINE and item.control in _ROOMY_CONTROLS:
        return EditorKind.TEXT
    if kind in (EditorKind.NUMBER, EditorKind.QUANTITY) and has_scale(item):
        return EditorKind.SLIDER
    return kind


def has_scale(item: Item) -> bool:
    """Return whether a slider is asked for and has two ends: without them there is no scale."""
    is_asked_for = item.control == "slider" or item.slider_step is not None
    return is_asked_for and ends_of(item) is not None


def ends_of(item: Item) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest number that may be given, None unless both are known."""
    ends = [_number_in(limit) for limit in (item.minimum, item.maximum)]
    low, high = ends
    return (low, high) if low is not None and high is not None and low < high else None


def _number_in(limit: str | None) -> Decimal | None:
    try:
        number = Decimal((limit or "").partition(" ")[0])
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _kind_of_choice(item: Item) -> EditorKind:
    is_open = item.type is ItemType.OPEN_CHOICE
    if not item.options:
        return EditorKind.LINE if is_open else EditorKind.UNANSWERABLE
    count = len(item.options)
    if item.control in _SEARCH_CONTROLS or count > MOST_OPTIONS_IN_A_LIST:
        return EditorKind.SEARCH
    is_row = item.control in _IN_A_ROW_CONTROLS or count <= MOST_OPTIONS_IN_A_ROW
    if is_open:
        is_row = is_row and item.control != "drop-down"
        return EditorKind.OPEN_CHOICE if is_row or holds_several(item) else EditorKind.SEARCH
    if holds_several(item):
        return EditorKind.CHOICES
    is_list = item.control == "drop-down" or not is_row
    return EditorKind.COMBO if is_list else EditorKind.CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShown:
    """One occurrence of what repeats. `title` names it, `number` of `count` counts it."""

    title: str
    number: int
    count: int
    can_add: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """One row of a section.

    `key` is its place; `row` tells rows of one place apart, such as a question and the heading of
    its block. `level` counts the items it stands under; `known` is offered until there is an
    answer. `would_be` is what the form works out, `is_kept` that another answer stands, which is
    `by` someone or from an earlier day.
    """

    item: Item
    kind: EditorKind
    key: str = ""
    row: str = ""
    level: int = 0
    is_shown: bool = True
    answer: Answer = NO_ANSWER
    known: KnownAnswer | None = None
    score: Score | None = None
    has_conflict: bool = False
    block: BlockShown | None = None
    is_kept: bool = False
    would_be: tuple[Value, ...] = ()
    by: str = ""

    @property
    def is_asked(self) -> bool:
        return self.kind not in NOT_ASKED_FOR and self.kind is not EditorKind.UNANSWERABLE
