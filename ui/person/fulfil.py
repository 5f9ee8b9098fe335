"""Turns a wish into the one service call that meets it. Runs away from the windows."""

from typing import Any

from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import ConsentId, ReviewId, new_uuid
from desktop.domain.screen import Consent
from desktop.errors import NotFoundError
from desktop.services.clocks import minutes
from desktop.services.everything import Services
from desktop.services.values import whole_minutes
from desktop.wording.clinical import duration
from desktop.wording.words import text as _
from ui.person.sheet import PersonSheet
from ui.person.wishes import (
    AddWarning,
    ArriveNow,
    ChangeDetails,
    DraftReport,
    FinishReview,
    RecordConsent,
    Release,
    SetReview,
    StartScreen,
    Wish,
)


def fulfil(services: Services, sheet: PersonSheet, wish: Wish) -> Any:  # noqa: PLR0911 -- one a wish
    """Return what the service returned: the fact that other pages are told."""
    person_id = sheet.file.person.id
    match wish:
        case StartScreen(canonical):
            stay = sheet.detention
            return services.start_screen(person_id, stay.id if stay else None, canonical)
        case ArriveNow(call):
            return services.change_call(call, call.arrive(services.now()))
        case SetReview():
            return services.set_review(_review(sheet, wish))
        case FinishReview(review_id, at):
            return services.complete_review(review_id, at)
        case AddWarning(kind, note):
            return services.mark_warning(person_id, kind, note)
        case RecordConsent():
            return services.record_consent(_consent(services, sheet, wish))
        case DraftReport(screen_id, template, court, hearing_at):
            return services.draft_court_report(screen_id, template, court, hearing_at)
        case ChangeDetails():
            return _change(services, wish)
        case Release(at, outcome):
            return services.release(_stay(sheet).id, at, outcome)


def saved_words(wish: Wish, fact: Any) -> str:
    """Return what was done, for the message after it."""
    if isinstance(wish, ArriveNow) and isinstance(fact, HcpCall):
        return _arrived_words(fact)
    words = {
        SetReview: _("Next review set."),
        FinishReview: _("Review done."),
        AddWarning: _("Warning added."),
        RecordConsent: _("Consent recorded."),
        ChangeDetails: _("Details changed."),
        Release: _("Released."),
    }
    return words.get(type(wish), "")


def _arrived_words(call: HcpCall) -> str:
    arrived = call.arrived_at or call.requested_at
    late = whole_minutes(call.requested_at, arrived) - minutes("hcp_response")
    if late <= 0:
        return _("Arrival recorded.")
    return _(
        "Arrival recorded, {late} later than the target. Say why: Log a call.", late=duration(late)
    )


def _change(services: Services, wish: ChangeDetails) -> Any:
    old, new = wish.person
    fact: Any = services.change_person(old, new) if new != old else old
    if wish.detention is not None and wish.detention[0] != wish.detention[1]:
        fact = services.change_detention(*wish.detention)
    return fact


def _review(sheet: PersonSheet, wish: SetReview) -> ClinicalReview:
    stay = _stay(sheet)
    return ClinicalReview(
        id=ReviewId(new_uuid()),
        detention_id=stay.id,
        person_id=stay.person_id,
        suite=stay.suite,
        due_at=wish.due_at,
        reason=wish.reason,
    )


def _consent(services: Services, sheet: PersonSheet, wish: RecordConsent) -> Consent:
    """Return a new row: what was agreed before stays as it was, the newest counts."""
    return Consent(
        id=ConsentId(new_uuid()),
        person_id=sheet.file.person.id,
        detention_id=sheet.detention.id if sheet.detention else None,
        scope=wish.scope,
        status=wish.status,
        reason=wish.reason,
        recorded_at=services.now(),
        recorded_by=services.session.practitioner.id,
    )


def _stay(sheet: PersonSheet) -> Detention:
    if sheet.detention is None:
        raise NotFoundError
    return sheet.detention
