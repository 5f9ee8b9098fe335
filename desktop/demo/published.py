"""The published Essex figures, for comparison and for invented nights that look like real ones."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """`value` is None where the paper speaks of a figure and does not print it."""

    indicator: str
    area: str
    year: str
    value: Decimal | None
    unit: str
    source_kind: str
    note: str


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    path = files("resources") / "indicators" / "published_essex.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_figure(row) for row in csv.DictReader(lines))


def published(indicator: str, *, year: str, area: str = "Essex") -> Decimal:
    """Return the printed value; KeyError where none was printed."""
    for figure in published_figures():
        if (figure.indicator, figure.year, figure.area) == (indicator, year, area):
            if figure.value is None:
                break
            return figure.value
    raise KeyError(indicator, year, area)


def _figure(row: dict[str, str]) -> PublishedFigure:
    return PublishedFigure(
        indicator=row["indicator"],
        area=row["area"],
        year=row["year"],
        value=Decimal(row["value"]) if row["value"] else None,
        unit=row["unit"],
        source_kind=row["source_kind"],
        note=row["note"],
    )
