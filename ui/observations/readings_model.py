"""The readings of one tool as a table, newest first: when, what it came to, by whom, parts."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from desktop.services.screen_values import InstrumentReading
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.observations.words import result
from ui.widgets.rows_model import Column, RowsModel

_WRAP_AT = 10


class ReadingsModel(RowsModel[InstrumentReading]):
    """Headings of parts are broken into short lines; they are read out whole."""

    def __init__(self, parts: Sequence[str], parent: QObject | None = None) -> None:
        self._headings = [_("Time"), _("Total"), _("By"), *parts]
        columns = (
            Column(_("Time"), lambda reading: clinical_moment(reading.at)),
            Column(_("Total"), result),
            Column(_("By"), lambda reading: reading.by),
            *(_part_column(part) for part in parts),
        )
        super().__init__(
            columns, key=lambda reading: (reading.screen_id, reading.at), parent=parent
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.AccessibleTextRole:
            return self._headings[section]
        return super().headerData(section, orientation, role)


def parts_of(readings: Sequence[InstrumentReading]) -> tuple[str, ...]:
    """Return the parts that any reading has, in their order."""
    return tuple(dict.fromkeys(part.label for reading in readings for part in reading.parts))


def in_short_lines(heading: str) -> str:
    lines = [""]
    for word in heading.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > _WRAP_AT:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _part_column(label: str) -> Column[InstrumentReading]:
    return Column(in_short_lines(label), lambda reading: _points(reading, label))


def _points(reading: InstrumentReading, label: str) -> str:
    points = next((part.points for part in reading.parts if part.label == label), None)
    return _("not answered") if points is None else f"{points.normalize():f}"
