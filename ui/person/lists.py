"""The lists of a person's page: what each row says. Newest first, as the file has them."""

from collections.abc import Callable

from desktop.domain.court_report import CopyRoute, CourtReport
from desktop.domain.detention import ClinicalReview, Detention
from desktop.domain.screen import Consent, Screen, ScreenStatus
from desktop.wording.clinical import clinical_moment, not_recorded
from desktop.wording.terms import term
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.person.sheet import PersonSheet
from ui.widgets.rows_model import Column

Named = Callable[[], PersonSheet]


def screen_columns(sheet: Named) -> tuple[Column[Screen], ...]:
    return (
        Column(_("Started"), lambda screen: clinical_moment(screen.started_at)),
        Column(_("Screen"), lambda screen: sheet().labelled(screen.title, screen)),
        Column(_("Status"), _screen_status),
        Column(_("Started by"), lambda screen: sheet().name_of(screen.started_by)),
    )


def review_columns(sheet: Named) -> tuple[Column[ClinicalReview], ...]:
    return (
        Column(_("Due"), lambda review: clinical_moment(review.due_at)),
        Column(_("For"), lambda review: sheet().labelled(review.reason, review)),
        Column(_("Done"), _done),
        Column(_("Done by"), lambda review: sheet().name_of(review.done_by)),
    )


def consent_columns(sheet: Named) -> tuple[Column[Consent], ...]:
    return (
        Column(_("Recorded"), lambda consent: clinical_moment(consent.recorded_at)),
        Column(_("Agreement to"), lambda consent: sheet().labelled(term(consent.scope), consent)),
        Column(_("Decision"), lambda consent: term(consent.status)),
        Column(_("Reason"), lambda consent: consent.reason or not_recorded()),
        Column(_("Recorded by"), lambda consent: sheet().name_of(consent.recorded_by)),
    )


def report_columns(sheet: Named) -> tuple[Column[CourtReport], ...]:
    return (
        Column(
            _("Report"),
            lambda report: sheet().labelled(f"{report.reference} v{report.version}", report),
        ),
        Column(_("Court"), lambda report: report.court or not_recorded()),
        Column(_("Hearing"), lambda report: clinical_moment(report.hearing_at)),
        Column(_("Status"), lambda report: term(report.status)),
        Column(_("Copies"), lambda report: copies_words(sheet(), report)),
    )


def detention_columns(sheet: Named) -> tuple[Column[Detention], ...]:
    return (
        Column(_("Arrived"), lambda stay: clinical_moment(stay.arrived_at)),
        Column(_("Suite"), lambda stay: sheet().labelled(stay.suite, stay)),
        Column(_("Custody record"), lambda stay: stay.custody_record_number or not_recorded()),
        Column(_("Released"), _released),
        Column(_("Outcome"), lambda stay: stay.release_outcome or not_recorded()),
    )


def copies_words(sheet: PersonSheet, report: CourtReport) -> str:
    """Return how often the report left the program: "printed 2 times, saved once"."""
    routes = [copy.route for copy in sheet.file.copies if copy.report_id == report.id]
    printed = routes.count(CopyRoute.PRINTED)
    saved = len(routes) - printed
    words = []
    if printed:
        words.append(plural("printed {count} time", "printed {count} times", printed))
    if saved:
        words.append(plural("saved {count} time", "saved {count} times", saved))
    return ", ".join(words) or _("not printed")


def _screen_status(screen: Screen) -> str:
    if screen.completed_at is not None:
        at = clinical_moment(screen.completed_at)
        return _("{status}, {at}", status=term(screen.status), at=at)
    if screen.handed_over_to and screen.status is ScreenStatus.HANDED_OVER:
        status = _("{status} to {name}", status=term(screen.status), name=screen.handed_over_to)
    else:
        status = term(screen.status)
    complete = sum(screen.sections_complete.values())
    if not complete:
        return status
    return plural(
        "{status}, {count} section complete",
        "{status}, {count} sections complete",
        complete,
        status=status,
    )


def _done(review: ClinicalReview) -> str:
    return _("Still to be done") if review.done_at is None else clinical_moment(review.done_at)


def _released(stay: Detention) -> str:
    return _("In custody") if stay.released_at is None else clinical_moment(stay.released_at)
