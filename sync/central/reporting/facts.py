"""Which registers of which records the reporting views read, each brought into one sure form.

A value that is not what its register should hold is left out here and stays in `doc`: a bad
entry must stop no report. Names and free text are facts too; the views decide who sees them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sync.central.reporting.plain import (
    Json,
    day_of,
    identity_of,
    minutes_between,
    moment_of,
    moment_text,
    text_of,
    uk_day,
)

# Raise by one whenever what is read from an entry, here or in `answers` or `rows`, changes:
# everything is then folded again.
VERSION = 1

Registers = Mapping[str, Any]
Facts = dict[str, Json]

_LONGEST_TEXT = 2000


def facts_of(kind: str, registers: Registers) -> Facts:
    """Return the facts of a record by its shown values; nothing for a kind that no view reads."""
    read = _KINDS.get(kind)
    if read is None:
        return {}
    return {name: value for name, value in read(registers).items() if value is not None}


def _texts(registers: Registers, *names: str) -> Facts:
    return {name: text_of(registers.get(name), _LONGEST_TEXT) for name in names}


def _identities(registers: Registers, *names: str) -> Facts:
    found = {name: identity_of(registers.get(name)) for name in names}
    return {name: None if one is None else str(one) for name, one in found.items()}


def _moments(registers: Registers, *names: str) -> Facts:
    return {name: moment_text(_moment(registers, name)) for name in names}


def _moment(registers: Registers, name: str) -> datetime | None:
    return moment_of(registers.get(name))


def _yes_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and abs(value) < 2**31 else None


def _uk_day(registers: Registers, name: str) -> str | None:
    day = uk_day(_moment(registers, name))
    return None if day is None else day.isoformat()


def _minutes(registers: Registers, start: str, end: str) -> int | None:
    return minutes_between(_moment(registers, start), _moment(registers, end))


def _keyed(registers: Registers, field: str) -> dict[str, Any]:
    start = f"{field}/"
    return {
        name.removeprefix(start): value
        for name, value in registers.items()
        if name.startswith(start) and value is not None
    }


def _person(registers: Registers) -> Facts:
    born = day_of(registers.get("date_of_birth"))
    address = registers.get("address")
    address = address if isinstance(address, dict) else {}
    words = ("family_name", "given_name", "known_as", "gender", "nhs_number", "pnc_id", "title")
    return {
        **_texts(registers, *words, "interpreter"),
        "date_of_birth": None if born is None else born.isoformat(),
        "is_birth_estimated": _yes_no(registers.get("is_birth_estimated")),
        "no_fixed_abode": _yes_no(address.get("no_fixed_abode")),
        "postcode": text_of(address.get("postcode"), 20),
        "warnings": sum(_is_current_marker(one) for one in _keyed(registers, "markers").values()),
    }


def _is_current_marker(value: Any) -> bool:
    return isinstance(value, dict) and value.get("ended_at") is None


def _detention(registers: Registers) -> Facts:
    words = ("suite", "custody_record_number", "cell", "offence", "setting", "hearing_court")
    adult = text_of(registers.get("appropriate_adult"), _LONGEST_TEXT)
    return {
        **_texts(registers, *words, "release_outcome"),
        **_moments(registers, "arrived_at", "released_at", "hearing_at"),
        "arrived_day": _uk_day(registers, "arrived_at"),
        "stay_minutes": _minutes(registers, "arrived_at", "released_at"),
        "is_first_time": _yes_no(registers.get("is_first_time")),
        "has_appropriate_adult": bool(adult and adult.strip()),
    }


def _call(registers: Registers) -> Facts:
    moments = ("requested_at", "accepted_at", "telephone_advice_at", "arrived_at")
    return {
        **_texts(registers, "suite", "reason", "priority", "breach_reason", "outcome"),
        **_texts(registers, "requested_by"),
        **_moments(registers, *moments),
        **_identities(registers, "accepted_by"),
        "requested_day": _uk_day(registers, "requested_at"),
        "waited_minutes": _minutes(registers, "requested_at", "arrived_at"),
    }


def _review(registers: Registers) -> Facts:
    return {
        **_texts(registers, "suite", "reason"),
        **_moments(registers, "due_at", "done_at"),
        **_identities(registers, "done_by"),
        "due_day": _uk_day(registers, "due_at"),
        "late_minutes": _minutes(registers, "due_at", "done_at"),
    }


def _screen(registers: Registers) -> Facts:
    canonical = text_of(registers.get("questionnaire"), _LONGEST_TEXT) or ""
    form, _, version = canonical.partition("|")
    complete = _keyed(registers, "sections_complete").values()
    return {
        **_texts(registers, "suite", "title", "status", "handed_over_to"),
        **_moments(registers, "started_at", "completed_at"),
        **_identities(registers, "started_by", "completed_by"),
        "form": form,
        "form_version": version,
        "started_day": _uk_day(registers, "started_at"),
        "taken_minutes": _minutes(registers, "started_at", "completed_at"),
        "answers": len(_keyed(registers, "answers")),
        "sections_left": len(_keyed(registers, "sections_left")),
        "sections_complete": sum(one is True for one in complete),
    }


def _consent(registers: Registers) -> Facts:
    return {
        **_texts(registers, "scope", "status", "reason"),
        **_moments(registers, "recorded_at"),
        **_identities(registers, "recorded_by", "screen_id"),
        "recorded_day": _uk_day(registers, "recorded_at"),
    }


def _report(registers: Registers) -> Facts:
    signature = registers.get("signature")
    signature = signature if isinstance(signature, dict) else {}
    signed = {"signed_at": signature.get("signed_at"), "signed_by": signature.get("signed_by")}
    words = ("reference", "template", "court", "status", "defendant_name", "case_reference")
    return {
        **_texts(registers, *words),
        **_moments({**registers, **signed}, "hearing_at", "started_at", "signed_at"),
        **_identities({**registers, **signed}, "written_by", "screen_id", "supersedes"),
        **_identities(signed, "signed_by"),
        "version": _whole(registers.get("version")),
        "started_day": _uk_day(registers, "started_at"),
        "signed_day": _uk_day(signed, "signed_at"),
    }


def _copy(registers: Registers) -> Facts:
    return {
        **_texts(registers, "route", "given_to"),
        **_moments(registers, "made_at"),
        **_identities(registers, "report_id", "made_by"),
        "version": _whole(registers.get("version")),
        "made_day": _uk_day(registers, "made_at"),
    }


def _practitioner(registers: Registers) -> Facts:
    return _texts(registers, "name", "role", "profession", "registration_number")


def _link(registers: Registers) -> Facts:
    return {**_identities(registers, "a", "b"), **_texts(registers, "decision")}


_KINDS: dict[str, Callable[[Registers], Facts]] = {
    "person": _person,
    "detention": _detention,
    "hcp_call": _call,
    "clinical_review": _review,
    "screen": _screen,
    "consent": _consent,
    "court_report": _report,
    "report_copy": _copy,
    "practitioner": _practitioner,
    "person_link": _link,
}
