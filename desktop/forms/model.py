"""What a form is once read: frozen values, one per published thing.

Nothing here reads JSON or decides anything; a Questionnaire that exists has passed every refusal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.screen import Coding, Value

if TYPE_CHECKING:
    from desktop.forms.fhirpath import Expression


class ItemType(StrEnum):
    """The fifteen item types of FHIR R4 that are questions, and the two that are not."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    DATE_TIME = "dateTime"
    TIME = "time"
    STRING = "string"
    TEXT = "text"
    URL = "url"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    ATTACHMENT = "attachment"
    REFERENCE = "reference"
    QUANTITY = "quantity"


class ValueKind(StrEnum):
    """Which FHIR data type a value is; the text names the `value[x]` it came from."""

    BOOLEAN = "Boolean"
    DECIMAL = "Decimal"
    INTEGER = "Integer"
    DATE = "Date"
    DATE_TIME = "DateTime"
    TIME = "Time"
    STRING = "String"
    URI = "Uri"
    CODING = "Coding"
    QUANTITY = "Quantity"
    ATTACHMENT = "Attachment"
    REFERENCE = "Reference"


class Operator(StrEnum):
    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    ABOVE = ">"
    BELOW = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One enableWhen: the answer to `question` compared with `value`."""

    question: str
    operator: Operator
    value: Value
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: Value
    label: str
    kind: ValueKind = ValueKind.CODING
    exclusive: bool = False
    weight: Decimal | None = None
    translations: Mapping[str, str] = field(default_factory=dict)


class Reuse(StrEnum):
    """Whether an answer given elsewhere is offered here. Published forms say nothing: NOT_SAID.

    DETENTION: what another screen of this detention was told is offered. LASTING: earlier
    detentions too, with their age. ONCE_SO: as LASTING, but only what was so, never a "no".
    NEVER: asked again on purpose, such as risk and observations.
    """

    NOT_SAID = ""
    DETENTION = "detention"
    LASTING = "lasting"
    ONCE_SO = "once-so"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A rule that answers must meet: `expression` is true. `is_error`: else only a warning.

    `at` is the item that a rule of the whole form is shown at.
    """

    key: str
    human: str
    expression: "Expression"
    is_error: bool = True
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """What is computed at one item, or for the form as a whole."""

    variables: tuple[tuple[str, "Expression"], ...] = ()
    enabled: "Expression | None" = None
    calculated: "Expression | None" = None
    initial: "Expression | None" = None
    text: "Expression | None" = None
    constraints: tuple[Constraint, ...] = ()


NO_LOGIC = Logic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a total from `low` to `high`, both included, is called. No `high`: no upper end."""

    low: Decimal
    high: Decimal | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRule:
    """A declared score: which questions are added up and what the total means."""

    sum_of: tuple[str, ...]
    bands: tuple[Band, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A group, a question or a displayed text.

    `control` is the itemControl code ("" when none). `minimum` and `maximum` are FHIR text of the
    item's own type. A quantity's text is its number, a space and a unit: "72.5 kg"; `units` are
    those it may be given in (by code or display), `unit` is how the first is shown. `definition`
    names the record field the item mirrors, "" when none.
    """

    link_id: str
    text: str = ""
    type: ItemType
    hint: str = ""
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    hidden: bool = False
    control: str = ""
    options: tuple[Option, ...] = ()
    children: tuple["Item", ...] = ()
    parent: str | None = None
    enable_when: tuple[Condition, ...] = ()
    enable_any: bool = False
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    min_length: int | None = None
    min_occurs: int | None = None
    max_occurs: int | None = None
    max_decimal_places: int | None = None
    pattern: str = ""
    unit: str = ""
    units: tuple[Coding, ...] = ()
    initial: tuple[Value, ...] = ()
    definition: str = ""
    score: ScoreRule | None = None
    is_implicit: bool = False  # A section made here around questions that stand outside any group.
    can_be_answered: bool = True
    codes: tuple[Coding, ...] = ()
    reuse: Reuse = Reuse.NOT_SAID
    instrument: str = ""  # The key of the rule that works this total out (resources/instruments).
    logic: Logic = NO_LOGIC
    rich_text: str = ""  # Safe HTML, where the publisher gave more than plain words.
    rich_hint: str = ""
    short_text: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)  # Language tag to words.
    hint_translations: Mapping[str, str] = field(default_factory=dict)
    orientation: str = ""  # "horizontal" or "vertical" where the publisher asks for it.
    open_label: str = ""
    slider_step: int | None = None
    content_types: tuple[str, ...] = ()  # Of files that may be attached; empty: any we take.
    largest_bytes: int | None = None

    def is_block(self) -> bool:
        """Whether it repeats as a whole: a group, or a question with others under it."""
        return self.repeats and (
            self.type is ItemType.GROUP
            or any(child.type is not ItemType.DISPLAY for child in self.children)
        )

    def is_question(self) -> bool:
        return self.type not in (ItemType.GROUP, ItemType.DISPLAY)

    def means(self, code: str, system: str) -> bool:
        """Whether it is published as asking this, whatever its words."""
        return any((one.code, one.system) == (code, system) for one in self.codes)

    def is_worked_out(self) -> bool:
        """Whether the form gives the answer by itself."""
        return bool(self.score or self.instrument or self.logic.calculated)

    def walk(self) -> Iterator["Item"]:
        """Yield this item and all below it, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """A form that may be used. The same bytes are the same form.

    `items` holds every published item by linkId, in the order of the form; the sections made here
    around loose questions stand in `sections` only.
    """

    canonical: str
    title: str
    sha256: str
    raw: bytes = field(repr=False)
    sections: tuple[Item, ...] = field(repr=False)
    items: Mapping[str, Item] = field(repr=False)
    logic: Logic = field(repr=False, default=NO_LOGIC)
    languages: tuple[str, ...] = ()  # Of the translations inside, beside the form's own.
    titles: Mapping[str, str] = field(default_factory=dict)  # Language tag to title.

    def section(self, link_id: str) -> Item:
        """Return the section; KeyError when there is none of that name."""
        for section in self.sections:
            if section.link_id == link_id:
                return section
        raise KeyError(link_id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Questionnaire) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)
