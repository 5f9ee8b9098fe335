"""A court report on paper: what was signed, and on every page whose it is and how far it goes.

Marked DRAFT until it is signed. Chooses nothing: sections come as they were written.
"""

from desktop.reports.letters import grouped, one_line
from desktop.reports.sheet import Sheet, lay_out
from desktop.reports.story import Story
from desktop.reports.values import CourtReportPaper
from desktop.wording.clinical import long_date, long_moment, not_recorded
from desktop.wording.words import text as _

_LIMITS_KEY = "limits"
_HASH_SHOWN = 12
_FOOTER_MOST = 140


def court_report_pdf(paper: CourtReportPaper) -> bytes:
    """Return the report as PDF; the same paper gives the same bytes."""
    story = Story()
    _head(story, paper)
    for key, section in paper.report.in_order():
        if key == _LIMITS_KEY and not section.text.strip():
            continue
        story.heading(section.title)
        story.prose(section.text if section.text.strip() else _("Nothing is written here."))
    _limits(story, paper)
    _signature(story, paper)
    sheet = Sheet(
        title=paper.report.reference,
        service=one_line(paper.service),
        made_at=paper.printed_at,
        footer=_footer(paper),
        mark=_mark(paper),
    )
    return lay_out(story.flowables, story.root, sheet)


def _mark(paper: CourtReportPaper) -> str:
    if paper.is_draft:
        return _("DRAFT")
    return _("SUPERSEDED") if paper.is_superseded else ""


def _head(story: Story, paper: CourtReportPaper) -> None:
    report = paper.report
    story.small(paper.service)
    story.title(paper.title)
    if paper.is_draft:
        story.notice(_("Draft: not signed. It must not be given to anyone."))
    elif paper.is_superseded:
        story.notice(_("Superseded: a newer version of this report takes its place."))
    story.fact(_("Court"), report.court or not_recorded(), is_key=True)
    story.fact(_("Hearing"), long_moment(report.hearing_at), is_key=True)
    story.fact(_("Defendant"), report.defendant_name or not_recorded(), is_key=True)
    story.fact(_("Date of birth"), long_date(report.defendant_born), is_key=True)
    story.fact(_("Case reference"), report.case_reference or not_recorded())
    story.fact(_("Report"), _reference(paper))
    story.fact(_("Author"), _author(paper))
    signature = report.signature
    written = signature.signed_at if signature is not None else report.started_at
    story.fact(_("Written"), long_moment(written))
    story.line()


def _reference(paper: CourtReportPaper) -> str:
    report = paper.report
    words = _("{reference}, version {version}", reference=report.reference, version=report.version)
    if report.version > 1:
        words += " " + _("(replaces version {version})", version=report.version - 1)
    return words


def _author(paper: CourtReportPaper) -> str:
    signature = paper.report.signature
    if signature is None:
        return paper.author or not_recorded()
    return ", ".join(part for part in (signature.name, signature.profession) if part)


def _limits(story: Story, paper: CourtReportPaper) -> None:
    section = paper.report.sections.get(_LIMITS_KEY)
    if section is None or not section.text.strip():
        story.heading(_("Limits of this report"))
        story.prose(
            _(
                "This report comes from a liaison and diversion screening. It describes what was "
                "seen and said at the time given. It is not a diagnosis, not a psychiatric report "
                "and not legal advice, and it gives no opinion on guilt or on fitness to plead."
            )
        )
    story.prose(
        _(
            "Anything in this report may reach the court, the prosecution, the defence and the "
            "defendant, and may be read out in public."
        )
    )


def _signature(story: Story, paper: CourtReportPaper) -> None:
    start = len(story.flowables)
    story.heading(_("Signature"))
    signature = paper.report.signature
    if paper.is_draft or signature is None:
        story.prose(_("Not signed yet."))
        story.keep_together(start)
        return
    registration = signature.registration_number
    story.fact(_("Signed by"), signature.name, is_key=True)
    story.fact(_("Profession"), signature.profession or not_recorded())
    story.fact(_("Registration no."), registration or _("None: not registered"))
    story.fact(_("Signed"), long_moment(signature.signed_at))
    story.fact(_("Fingerprint"), grouped(signature.sha256))
    if not registration:
        _second_signature(story)
    story.keep_together(start)


def _second_signature(story: Story) -> None:
    story.space(6)
    story.prose(_("Second signature, needed because the author is not registered:"))
    for label in (_("Name"), _("Registration no."), _("Signature, date")):
        story.space(8)
        story.fact(label, "." * 60)


def _footer(paper: CourtReportPaper) -> tuple[tuple[str, ...], ...]:
    report = paper.report
    born = _("born {date}", date=long_date(report.defendant_born))
    version = _("version {version}", version=report.version)
    digest = grouped(paper.content_sha256[:_HASH_SHOWN])
    court = report.court or _("Court not recorded")
    printed = _(
        "Printed {moment} by {name}", moment=long_moment(paper.printed_at), name=paper.printed_by
    )
    return (
        _parts(report.defendant_name or _("Name not recorded"), born),
        _parts(court, report.reference, version, digest),
        _parts(printed, _copy(paper)),
    )


def _copy(paper: CourtReportPaper) -> str:
    if paper.copy_number is None:
        return _("for {name}", name=paper.given_to) if paper.given_to else ""
    if not paper.given_to:
        return _("copy {number}", number=paper.copy_number)
    return _("copy {number} for {name}", number=paper.copy_number, name=paper.given_to)


def _parts(*parts: str) -> tuple[str, ...]:
    """Return each on one line; one too long for a footer ends in "…" and stands whole on page 1."""
    lines = (one_line(part) for part in parts)
    return tuple(
        line if len(line) <= _FOOTER_MOST else line[: _FOOTER_MOST - 1].rstrip() + "…"
        for line in lines
    )
