"""Every kind of record: its name on the wire, its type, and the row that lists need of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from desktop.domain.attached import AttachedPart
from desktop.domain.conflict import AlsoRecorded
from desktop.domain.court_report import CourtReport, ReportCopy
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identifiers import plain_postcode
from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.domain.screen import Consent, Form, Screen
from desktop.domain.staff import Device, Practitioner
from desktop.storage import tables
from desktop.storage.codec import Codec
from desktop.storage.shown import Seal

SCHEMA = 1

# Superseding a signed report is a later step of its life and no change to what was signed.
_SIGNED = Seal("signature", frozenset({"status"}))
# What a colleague did meanwhile follows from her answers, which are what is told.
_COMPLETED = Seal(
    "completed_at",
    frozenset(
        {"status", "completed_by", "current_section", "sections_left", "sections_complete"}
        | {"handed_over_to", "handover_note"}
    ),
)


def moment_text(moment: datetime | None) -> str | None:
    """Return UTC text that sorts as time does."""
    if moment is None:
        return None
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        moment = moment.replace(tzinfo=UTC)  # the first or last day of all: no hour matters there
    return moment.isoformat(timespec="milliseconds")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _id(identity: UUID | None) -> bytes | None:
    return None if identity is None else identity.bytes


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    codec: Codec[Any]
    table: Table
    row: Callable[[Any], dict[str, Any]]
    person_of: Callable[[Any], UUID | None]

    @property
    def select_state(self) -> str:
        return f"SELECT state FROM {self.table.name} WHERE id = ?"  # noqa: S608 -- our own word

    @property
    def drop_row(self) -> str:
        return f"DELETE FROM {self.table.name} WHERE id = ?"  # noqa: S608 -- our own word


def _person(one: Person) -> dict[str, Any]:
    return {
        "family_name": one.family_name,
        "given_name": one.given_name,
        "date_of_birth": _day(one.date_of_birth),
        "nhs_number": one.nhs_number or None,
        "pnc_id": one.pnc_id or None,
        "postcode": plain_postcode(one.address.postcode if one.address else "") or None,
    }


def _link(one: PersonLink) -> dict[str, Any]:
    return {"a": one.a.bytes, "b": one.b.bytes, "stands": one.is_linked() - one.is_apart()}


def _detention(one: Detention) -> dict[str, Any]:
    return {
        "person": one.person_id.bytes,
        "suite": one.suite,
        "custody_record_number": one.custody_record_number,
        "cell": one.cell,
        "arrived_at": moment_text(one.arrived_at),
        "released_at": moment_text(one.released_at),
    }


def _call(one: HcpCall) -> dict[str, Any]:
    return {
        "person": one.person_id.bytes,
        "detention": one.detention_id.bytes,
        "suite": one.suite,
        "requested_at": moment_text(one.requested_at),
        "arrived_at": moment_text(one.arrived_at),
    }


def _review(one: ClinicalReview) -> dict[str, Any]:
    return {
        "person": one.person_id.bytes,
        "detention": one.detention_id.bytes,
        "suite": one.suite,
        "due_at": moment_text(one.due_at),
        "done_at": moment_text(one.done_at),
    }


def _screen(one: Screen) -> dict[str, Any]:
    return {
        "person": one.person_id.bytes,
        "detention": _id(one.detention_id),
        "status": str(one.status),
        "started_at": moment_text(one.started_at),
    }


def _report(one: CourtReport) -> dict[str, Any]:
    return {
        "person": one.person_id.bytes,
        "status": str(one.status),
        "hearing_at": moment_text(one.hearing_at),
    }


def _copy(one: ReportCopy) -> dict[str, Any]:
    return {"person": one.person_id.bytes, "report": one.report_id.bytes}


def _also(one: AlsoRecorded) -> dict[str, Any]:
    return {"person": _id(one.person_id), "about": one.about_id.bytes}


def _form(one: Form) -> dict[str, Any]:
    return {"canonical": one.canonical, "is_active": int(one.is_active)}


def _about(record: Any) -> UUID | None:
    person: UUID | None = record.person_id
    return person


def _nobody(_record: Any) -> UUID | None:
    return None


def _itself(record: Any) -> UUID | None:
    person: UUID = record.id
    return person


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("person", Codec.of(Person), tables.person, _person, _itself),
        Kind("person_link", Codec.of(PersonLink), tables.person_link, _link, lambda one: one.a),
        Kind("detention", Codec.of(Detention), tables.detention, _detention, _about),
        Kind("hcp_call", Codec.of(HcpCall), tables.hcp_call, _call, _about),
        Kind("clinical_review", Codec.of(ClinicalReview), tables.clinical_review, _review, _about),
        Kind("screen", Codec.of(Screen, _COMPLETED), tables.screen, _screen, _about),
        Kind(
            "consent",
            Codec.of(Consent),
            tables.consent,
            lambda one: {"person": one.person_id.bytes},
            _about,
        ),
        Kind("court_report", Codec.of(CourtReport, _SIGNED), tables.court_report, _report, _about),
        Kind("also_recorded", Codec.of(AlsoRecorded), tables.also_recorded, _also, _about),
        Kind("report_copy", Codec.of(ReportCopy), tables.report_copy, _copy, _about),
        Kind("form", Codec.of(Form), tables.form, _form, _nobody),
        Kind(
            "attached_part",
            Codec.of(AttachedPart),
            tables.attached_part,
            lambda one: {"person": one.person_id.bytes, "sha256": one.sha256},
            _about,
        ),
        Kind(
            "practitioner",
            Codec.of(Practitioner),
            tables.practitioner,
            lambda one: {"name": one.name},
            _nobody,
        ),
        Kind(
            "device",
            Codec.of(Device),
            tables.device,
            lambda one: {"name": one.name, "public_key": one.public_key},
            _nobody,
        ),
    )
}

KIND_OF: dict[type, Kind] = {kind.codec.record_type: kind for kind in KINDS.values()}
