"""How the readings of one tool went: a sentence, a chart, and the table that says the same."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.screen_values import InstrumentReading
from desktop.wording.words import text as _
from ui.observations.bands import zone_of, zones
from ui.observations.readings_model import ReadingsModel, parts_of
from ui.observations.sheet import Watched
from ui.observations.words import answered, reading_words, total_words, trend_sentence
from ui.people.whole_table import WholeTable
from ui.widgets.role import label, literal, set_role
from ui.widgets.trend import ChartReading, ChartZone, Trend
from ui.widgets.trend_chart import TrendChart


class ToolSection(QFrame):
    opened = Signal(object)  # InstrumentReading

    def __init__(self, one: Watched, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName(f"{one.instrument.key}Section")
        self._heading = label(literal(one.instrument.title), "subheading")
        self.sentence = label("", "text")
        self.chart = TrendChart(_("{name} over time", name=one.name))
        self.chart.setObjectName(f"{one.instrument.key}Chart")
        self.note = label("", "secondaryText")
        self.table = WholeTable(_("{name}: readings", name=one.name), grows=True)
        self.table.setObjectName(f"{one.instrument.key}Table")
        self.table.activated_row.connect(self._open)
        self.source = label("", "secondaryText")
        self._model: ReadingsModel | None = None
        self._parts: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (
            self._heading,
            self.sentence,
            self.chart,
            self.note,
            self.table,
            self.source,
        ):
            column.addWidget(part)

    def show_tool(self, one: Watched, until: datetime | None) -> None:
        self.sentence.setText(literal(trend_sentence(one.name, one.readings)))
        self._show_rows(one)
        self.chart.setVisible(one.may_be_charted())
        if one.may_be_charted():
            self.chart.show_trend(trend_of(one, until), self.sentence.text())
        notes = notes_of(one)
        self.note.setText(literal(" ".join(notes)))
        self.note.setVisible(bool(notes))
        self.source.setText(literal(source_words(one)))

    def show_now(self, one: Watched, until: datetime | None) -> None:
        if one.may_be_charted():
            self.chart.show_trend(trend_of(one, until), self.sentence.text())

    def _open(self, row: int) -> None:
        if self._model is not None:
            self.opened.emit(self._model.row_at(row))

    def _show_rows(self, one: Watched) -> None:
        parts = parts_of(one.readings)
        if self._model is None or parts != self._parts:
            self._parts, old = parts, self._model
            self._model = ReadingsModel(parts, self)
            self.table.setModel(self._model)
            if old is not None:
                old.deleteLater()
        self._model.show_rows(one.readings[::-1])


def trend_of(one: Watched, until: datetime | None) -> Trend:
    tool = one.instrument
    shown = zones(one.bands) if one.bands is not None else ()
    highest = float(tool.highest or 0)
    return Trend(
        readings=tuple(_chart_reading(one, reading) for reading in one.readings),
        zones=tuple(
            ChartZone(
                low=float(band.low),
                high=highest if band.high is None else float(band.high),
                name=band.label,
            )
            for band in shown
        ),
        lowest=float(tool.lowest or 0),
        highest=highest,
        until=until,
    )


def notes_of(one: Watched) -> list[str]:
    """Return what has to be said with the chart and the table, or instead of them."""
    has_parts = any(reading.parts for reading in one.readings)
    points = [_("The table gives the points of each part, not what was measured.")]
    return [*_chart_notes(one), *(points if has_parts else [])]


def _chart_notes(one: Watched) -> list[str]:
    if one.instrument.never:
        return [_("This tool gives no level, so no chart is drawn.")]
    if not one.may_be_charted():
        return [_("A chart is drawn from the second reading on.")]
    notes = []
    if one.bands is None:
        notes.append(_("No bands are drawn: the readings were not all named by one set of bands."))
    apart = dict.fromkeys(reading.band for reading in one.readings if _is_apart(one, reading))
    if apart:
        notes.append(_("Triangle: called {bands}.", bands="; ".join(apart)))
    if any(reading.total is None for reading in one.readings):
        notes.append(_("Cross: not all answered, so there is no total."))
    return notes


def source_words(one: Watched) -> str:
    bands = one.bands.source if one.bands is not None else ""
    parts = [one.instrument.source, _("Bands: {source}", source=bands) if bands else ""]
    parts.append(_("Not a diagnosis"))
    return ". ".join(part for part in parts if part) + "."


def _chart_reading(one: Watched, reading: InstrumentReading) -> ChartReading:
    total = reading.total
    return ChartReading(
        at=reading.at,
        value=None if total is None else float(total),
        label=answered(reading) if total is None else total_words(reading),
        said=reading_words(reading),
        is_apart=_is_apart(one, reading),
    )


def _is_apart(one: Watched, reading: InstrumentReading) -> bool:
    """Say whether the zone alone would call it something else than it was called."""
    if one.bands is None or reading.total is None or not reading.band:
        return False
    return zone_of(one.bands, reading) != reading.band
