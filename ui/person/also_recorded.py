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
        # In one run of words: a row is made high enough for what wraps, not for lines of its own.
        Column(_("Also recorded"), lambda one: "; ".join(one.words.splitlines())),
        Column(_("Recorded by"), _by),
    )


def _by(one: KeptBeside) -> str:
    """Return who and in which suite, in one column: five do not fit at twice the size."""
    return ", ".join(part for part in (one.by, one.suite) if part) or not_recorded()


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
    titles = [screen.title for screen in file.screens]
    for screen in file.screens:
        at, is_only = clinical_moment(screen.started_at), titles.count(screen.title) == 1
        named = screen.title if is_only else _("{title} of {at}", title=screen.title, at=at)
        yield screen.id, named
    for report in file.reports:
        yield report.id, _("Court report {reference}", reference=report.reference)
