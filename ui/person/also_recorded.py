"""Values that were kept beside those of a record: which record, what it says, who wrote it."""

from collections.abc import Iterator
from uuid import UUID

from desktop.services.also_recorded import KeptBeside
from desktop.wording.clinical import clinical_moment, not_recorded
from desktop.wording.terms import kind as kind_words
from desktop.wording.words import text as _
from ui.person.lists import Named
from ui.person.sheet import PersonSheet
from ui.places import CourtReportPlace, LogCallPlace, PersonPlace, Place, ScreenPlace
from ui.widgets.rows_model import Column


def also_columns(sheet: Named) -> tuple[Column[KeptBeside], ...]:
    return (
        Column(_("Recorded"), lambda one: clinical_moment(one.at)),
        Column(_("About"), lambda one: sheet().labelled(about_words(sheet(), one), one)),
        Column(_("Also recorded"), lambda one: one.words),
        Column(_("Recorded by"), lambda one: one.by or not_recorded()),
        Column(_("Suite"), lambda one: one.suite or not_recorded()),
    )


def about_words(sheet: PersonSheet, one: KeptBeside) -> str:
    """Return which record it is of, and which fact or question: "Detention SN/1/26: Cell"."""
    if one.about_kind == "person":
        return one.subject
    record = dict(_records(sheet)).get(one.about_id) or kind_words(one.about_kind)
    return _("{record}: {subject}", record=record, subject=one.subject)


def place_of_record(sheet: PersonSheet, one: KeptBeside) -> Place | None:
    """Return where the other value stands; None for what is on this page anyway."""
    for screen in sheet.file.screens:
        if screen.id == one.about_id:
            return ScreenPlace(screen.id)
    for call in sheet.file.calls:
        if call.id == one.about_id:
            return LogCallPlace(call.person_id, call.detention_id, call.id)
    for report in sheet.file.reports:
        if report.id == one.about_id:
            return CourtReportPlace(report.id)
    for stay in sheet.file.detentions:
        if stay.id == one.about_id and stay != sheet.detention:
            return PersonPlace(stay.person_id, stay.id)
    return None


def _records(sheet: PersonSheet) -> Iterator[tuple[UUID, str]]:
    file = sheet.file
    for stay in file.detentions:
        number = stay.custody_record_number or clinical_moment(stay.arrived_at)
        yield stay.id, _("Detention {number}", number=number)
    for call in file.calls:
        yield call.id, _("Call of {at}", at=clinical_moment(call.requested_at))
    for review in file.reviews:
        yield review.id, _("Review due {at}", at=clinical_moment(review.due_at))
    for screen in file.screens:
        at = clinical_moment(screen.started_at)
        yield screen.id, _("{title} of {at}", title=screen.title, at=at)
    for report in file.reports:
        yield report.id, _("Court report {reference}", reference=report.reference)
