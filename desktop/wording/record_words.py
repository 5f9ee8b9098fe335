"""What the facts of a record are called, and what their values say: the same in every window."""

from datetime import date, datetime
from enum import Enum

from desktop.domain.court_report import ReportSection, Signature
from desktop.domain.person import Address, Alias, Marker
from desktop.wording.clinical import (
    clinical_date,
    clinical_moment,
    name_family_first,
    nhs_number,
)
from desktop.wording.terms import term
from desktop.wording.words import text as _


def fact_words(register: str) -> str:
    """Return what a register is called: "field" or "field/key" of the record's dataclass."""
    field = register.partition("/")[0]
    return _facts().get(field, _("another detail"))


def _facts() -> dict[str, str]:
    return {**_of_a_person(), **_of_a_detention(), **_of_a_call(), **_of_other_records()}


def _of_a_person() -> dict[str, str]:
    return {
        "family_name": _("family name"),
        "given_name": _("given name"),
        "title": _("title"),
        "known_as": _("the name she goes by"),
        "date_of_birth": _("date of birth"),
        "is_birth_estimated": _("whether the date of birth is an estimate"),
        "gender": _("gender"),
        "nhs_number": _("NHS number"),
        "pnc_id": _("PNC id"),
        "address": _("address"),
        "phone": _("phone"),
        "gp": _("GP"),
        "interpreter": _("interpreter"),
        "aliases": _("another name used"),
        "markers": _("a warning"),
    }


def _of_a_detention() -> dict[str, str]:
    return {
        "suite": _("suite"),
        "custody_record_number": _("custody record number"),
        "arrived_at": _("time of arrival"),
        "cell": _("cell"),
        "offence": _("offence"),
        "setting": _("why she is here"),
        "is_first_time": _("first time in custody"),
        "appropriate_adult": _("appropriate adult"),
        "hearing_court": _("court"),
        "hearing_at": _("time of the hearing"),
        "released_at": _("time of release"),
        "release_outcome": _("outcome of release"),
    }


def _of_a_call() -> dict[str, str]:
    return {
        "requested_at": _("time of the call"),
        "requested_by": _("who called"),
        "reason": _("reason"),
        "priority": _("priority"),
        "accepted_at": _("when it was accepted"),
        "accepted_by": _("who accepted"),
        "telephone_advice_at": _("time of telephone advice"),
        "breach_reason": _("why it was late"),
        "outcome": _("outcome"),
    }


def _of_other_records() -> dict[str, str]:
    return {
        "due_at": _("when it is due"),
        "done_at": _("when it was done"),
        "done_by": _("who did it"),
        "answers": _("an answer"),
        "status": _("status"),
        "sections": _("a section"),
        "court": _("court"),
    }


def value_words(value: object, register: str = "") -> str:  # noqa: PLR0911 -- one for each sort
    """Return the words for a value; empty for what has none, as an answer without its question."""
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
