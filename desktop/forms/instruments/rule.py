"""What an instrument is once its file is read: parts, a total, what it is called, what it asks for.

Frozen values. Nothing here reads JSON or decides about an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from desktop.domain.screen import Coding
from desktop.forms.instruments.weighing import Weigh
from desktop.forms.model import Band

PART_SYSTEM = "https://custodyliaison.example/fhir/CodeSystem/instrument-part"
TOTAL = "total"


class How(StrEnum):
    """How the parts make the total."""

    SUM = "sum"
    COUNT = "count"  # Of parts with at least their own number of points.
    ENTERED = "entered"  # No parts of ours: the total is typed from the paper.
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`counts`: its points go into the total; else it only decides how another is weighed.

    An item with one of `point_codes` holds the points themselves, not what was observed.
    """

    key: str
    label: str
    codes: tuple[Coding, ...]
    weigh: Weigh
    counts: bool = True
    counts_from: Decimal | None = None
    point_codes: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """Something that is so. `parts` empty: any of all; `together`: their sum, not each."""

    parts: tuple[str, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None  # Of the total only.
    answers: frozenset[str] = frozenset()
    together: bool = False
    of_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBand:
    """What a total is called. With `tests`, only where one of them is so. The first that fits."""

    band: Band
    tests: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSet:
    key: str
    source: str
    bands: tuple[NamedBand, ...]


class Others(StrEnum):
    """What a gate asks of the other parts before it settles the total."""

    IGNORED = "ignored"
    INCOMPLETE = "incomplete"  # With all of them there is a sum, and that counts.
    UNANSWERED = "unanswered"  # Answers that do not go together settle nothing.


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """An answer that settles the total alone. No `total`: the points of the part itself."""

    part: str
    others: Others = Others.IGNORED
    at_least: Decimal | None = None
    answers: frozenset[str] = frozenset()
    total: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What is said as soon as one of the tests is so, also before there is a total."""

    tests: tuple[Test, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedForm:
    """A form whose items carry no codes: which linkId is which part, what its answers weigh."""

    url: str
    items: Mapping[str, str]
    total: str = ""
    answers: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """`points_given` names parts whose item, in the form at hand, holds the points themselves."""

    key: str
    title: str
    version: str
    status: str
    source: str
    licence: str
    how: How
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    gates: tuple[Gate, ...] = ()
    band_sets: tuple[BandSet, ...] = ()
    flags: tuple[Flag, ...] = ()
    never: frozenset[str] = frozenset()
    repeat: Mapping[str, int] = field(default_factory=dict)  # Band to minutes until it is due.
    repeat_status: str = ""
    score_only: bool = False
    total_codes: tuple[Coding, ...] = ()
    part_of: str = ""
    published: tuple[PublishedForm, ...] = ()
    points_given: frozenset[str] = frozenset()

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands in use, as they are shown beside a total."""
        return tuple(named.band for named in self.band_sets[0].bands) if self.band_sets else ()

    @property
    def band_set(self) -> str:
        return self.band_sets[0].key if self.band_sets else ""

    @property
    def said_source(self) -> str:
        """Where the rule, and the bands in use, come from."""
        bands = self.band_sets[0].source if self.band_sets else ""
        return f"{self.source}. Bands: {bands}" if bands else self.source

    def part(self, key: str) -> Part:
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)

    def with_bands(self, key: str) -> "Instrument":
        """Return it with another of its band sets in use; KeyError when it has none of the name."""
        chosen = [each for each in self.band_sets if each.key == key]
        if not chosen:
            raise KeyError(key)
        others = [each for each in self.band_sets if each.key != key]
        return replace(self, band_sets=(*chosen, *others))
