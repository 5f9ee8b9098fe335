"""What the court report pages say, as finished sentences. Draws nothing and looks nothing up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.court_report import CopyRoute, CourtReport, ReportCopy, ReportStatus
from desktop.domain.identity import DetentionId, PractitionerId
from desktop.domain.screen import Consent, ConsentScope, ConsentStatus
from desktop.domain.staff import Practitioner
from desktop.services.values import ReportCheck, whole_minutes
from desktop.wording.clinical import clinical_moment, clock_time, in_uk_time
from desktop.wording.errors import sentence
from desktop.wording.terms import term
from desktop.wording.words import plural
from desktop.wording.words import text as _

# Target of the field: a report that is not signed this long before the hearing needs someone now.
WARN_MINUTES = 90

RECIPIENTS = ("court", "defence", "probation", "file")
_SCOPES = {
    "court": ConsentScope.COURT,
    "defence": ConsentScope.DEFENCE,
    "probation": ConsentScope.PROBATION,
}
_AGREED = frozenset({ConsentStatus.GIVEN, ConsentStatus.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and whether it asks for action now: shown with a symbol, never colour alone."""

    words: str
    is_urgent: bool = False


def time_left(report: CourtReport, now: datetime) -> Said:
    if report.hearing_at is None:
        return Said(_("Hearing time not recorded"))
    minutes = whole_minutes(now, report.hearing_at)
    if report.status is ReportStatus.SUPERSEDED:
        return Said(_("Replaced by a newer version"))
    is_urgent = minutes <= WARN_MINUTES and report.status is ReportStatus.DRAFT
    if minutes < 0:
        return Said(_("Hearing time passed {time} ago", time=spelt_out(-minutes)), is_urgent)
    if is_urgent:
        return Said(_("{time} to the hearing, not signed yet", time=spelt_out(minutes)), is_urgent)
    return Said(_("{time} to the hearing", time=spelt_out(minutes)))


def spelt_out(minutes: int) -> str:
    """Return "7 hours 32 minutes": words a screen reader says as a person would."""
    hours, rest = divmod(minutes, 60)
    rest_words = plural("{count} minute", "{count} minutes", rest)
    if not hours:
        return rest_words
    hour_words = plural("{count} hour", "{count} hours", hours)
    return f"{hour_words} {rest_words}" if rest else hour_words


def latest_consents(
    consents: Iterable[Consent], detention_id: DetentionId | None
) -> dict[ConsentScope, Consent]:
    """Return the newest answer for each scope, of this stay in custody only."""
    latest: dict[ConsentScope, Consent] = {}
    for consent in sorted(consents, key=lambda each: each.recorded_at):
        if consent.detention_id == detention_id:
            latest[consent.scope] = consent
    return latest


def consent_line(latest: Mapping[ConsentScope, Consent]) -> Said:
    """Say for each recipient what was agreed. Silence is not consent and is said to be silence."""
    parts = [_consent_part(scope, latest.get(scope)) for scope in _SCOPES.values()]
    court = latest.get(ConsentScope.COURT)
    return Said(" · ".join(parts), is_urgent=court is None or court.status not in _AGREED)


def _consent_part(scope: ConsentScope, consent: Consent | None) -> str:
    if consent is None:
        return _("{scope}: not asked", scope=term(scope))
    status = term(consent.status).lower()
    at = clinical_moment(consent.recorded_at)
    return _("{scope}: {status} {at}", scope=term(scope), status=status, at=at)


def is_withdrawn(latest: Mapping[ConsentScope, Consent]) -> bool:
    court = latest.get(ConsentScope.COURT)
    return court is not None and court.status is ConsentStatus.WITHDRAWN


def recipient(key: str) -> str:
    return {
        "court": _("Court"),
        "defence": _("Defence"),
        "probation": _("Probation"),
        "file": _("File"),
    }.get(key, key)


def recipient_warning(key: str, latest: Mapping[ConsentScope, Consent]) -> str:
    """Return what to know before giving a copy to this recipient; empty where all is agreed."""
    scope = _SCOPES.get(key)
    if scope is None:
        return ""
    consent = latest.get(scope)
    if consent is not None and consent.status in _AGREED:
        return ""
    status = term(consent.status if consent is not None else ConsentStatus.NOT_ASKED).lower()
    return _(
        "{scope}: {status}. Give this copy only on a ground that your service allows.",
        scope=term(scope),
        status=status,
    )


def check_words(check: ReportCheck, titles: Mapping[str, str]) -> str:
    words = sentence(check.message_key, check.details)
    title = titles.get(check.section)
    return f"{title}: {words}" if title and title not in words else words


def why_not_signed(checks: Sequence[ReportCheck]) -> str:
    """Return why signing is not possible; empty where it is."""
    blocking = sum(check.blocks for check in checks)
    if not blocking:
        return ""
    return plural(
        "Cannot be signed yet: {count} check marked above must be put right first.",
        "Cannot be signed yet: {count} checks marked above must be put right first.",
        blocking,
    )


def what_signing_means(report: CourtReport, signer: Practitioner) -> str:
    who = ", ".join(filter(None, (signer.name, signer.profession, signer.registration_number)))
    return _(
        "You sign version {version} as {who}. Your name stands under the report as it is shown "
        "here. It can never be changed after that: a correction is a new version, and both stay.",
        version=report.version,
        who=who,
    )


def status_line(report: CourtReport) -> str:
    name = _("{reference}, version {version}", reference=report.reference, version=report.version)
    if report.signature is not None:
        signed = _(
            "{name}. Signed {at} by {who}.",
            name=name,
            at=clinical_moment(report.signature.signed_at),
            who=report.signature.name,
        )
        if report.status is ReportStatus.SUPERSEDED:
            return _("{signed} A newer version replaces it.", signed=signed)
        return signed
    return _("{name}. Draft, not signed.", name=name)


def saved_line(at: datetime) -> str:
    return _("Saved on this computer {time}", time=f"{in_uk_time(at):%H:%M:%S}")


def copy_words(copy: ReportCopy, names: Mapping[PractitionerId, str], now: datetime) -> str:
    is_today = in_uk_time(copy.made_at).date() == in_uk_time(now).date()
    return _(
        "{route} {at} by {who}, given to {given_to}, version {version}",
        route=_route(copy.route),
        at=clock_time(copy.made_at) if is_today else clinical_moment(copy.made_at),
        who=names.get(copy.made_by) or _("a colleague"),
        given_to=recipient(copy.given_to).lower() if copy.given_to in RECIPIENTS else copy.given_to,
        version=copy.version,
    )


def _route(route: CopyRoute) -> str:
    return term(route)


def drafted_from(questions: Sequence[str]) -> str:
    if not questions:
        return _("Not drafted from the screen: write it yourself.")
    return _("Drafted from: {questions}", questions=" · ".join(questions))
