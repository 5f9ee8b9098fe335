"""A value of a record in full words, whatever it is: as the screens that show it say it."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from desktop.domain.conflict import OpenConflict, Side
from desktop.domain.court_report import ReportSection, Signature
from desktop.domain.person import Address, Alias, Marker
from desktop.domain.screen import Answer
from desktop.forms import Item
from desktop.services.answers_in_full import answer_in_full
from desktop.wording.clinical import (
    clinical_date,
    clinical_moment,
    name_family_first,
    nhs_number,
)
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.person.conflict_words import fact_words


def side_words(conflict: OpenConflict, side: Side, items: Mapping[str, Item]) -> str:
    """Return all that the author wrote, one register to a line where several belong together."""
    if len(side.values) <= 1:
        return _said(side.value, side.words_hint, conflict.register, items)
    lines = []
    for register, value in side.values.items():
        hint = side.words_hint if register == conflict.register else ""
        words = _said(value, hint, register, items)
        lines.append(_("{what}: {value}", what=register_words(register, items), value=words))
    return "\n".join(lines)


def register_words(register: str, items: Mapping[str, Item]) -> str:
    """Return what a register is called: the question that it answers, or the name of the fact."""
    item = items.get(register)
    if item is None:
        words = fact_words(register)
        return words[:1].upper() + words[1:]
    return " ".join((item.text.strip() or item.link_id).split())


def _said(value: object, hint: str, register: str, items: Mapping[str, Item]) -> str:
    item = items.get(register)
    if isinstance(value, Answer) and item is not None:
        return answer_in_full(item, value)
    if value is None or value == "":
        return _("Nothing: it was cleared")
    return _words(value, register) or hint or _("Something that this page cannot show")


def _words(value: object, register: str) -> str:  # noqa: PLR0911 -- one for each sort
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Enum():
            return term(value)
        case str():
            return nhs_number(value) if register == "nhs_number" else value
        case datetime():
            return clinical_moment(value)
        case date():
            return clinical_date(value)
        case int():
            return f"{value:,}"
    return _words_of_parts(value)


def _words_of_parts(value: object) -> str:  # noqa: PLR0911 -- one for each sort
    match value:
        case Marker():
            return _marker(value)
        case Alias():
            name = name_family_first(value.family_name, value.given_name)
            return _("{name}, taken off the list", name=name) if value.is_removed else name
        case Address(no_fixed_abode=True):
            return _("No fixed abode")
        case Address():
            return "\n".join(part for part in (value.lines, value.postcode) if part)
        case ReportSection():
            return value.text
        case Signature():
            at = clinical_moment(value.signed_at)
            return _("Signed by {name}, {at}", name=value.name, at=at)
    return ""


def _marker(marker: Marker) -> str:
    words = term(marker.kind)
    if marker.note:
        words = _("{kind}: {note}", kind=words, note=marker.note)
    if marker.ended_at is None:
        return _("{warning}\nStill current", warning=words)
    return _("{warning}\nEnded {at}", warning=words, at=clinical_moment(marker.ended_at))
