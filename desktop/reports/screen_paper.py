"""A screen as it was answered, on paper: only what applies, and on every page whose it is.

Marked NOT FINISHED until someone has finished and signed it.
"""

from datetime import datetime

from desktop.domain.identity import PractitionerId
from desktop.reports.form_story import FormStory
from desktop.reports.letters import one_line
from desktop.reports.score_box import score_box
from desktop.reports.sheet import Sheet, lay_out
from desktop.services.form_papers import PaperPerson, ScreenPaper
from desktop.services.written_out import LineKind, Standing, WrittenLine, WrittenSection
from desktop.wording.clinical import (
    clinical_moment,
    clock_time,
    in_uk_time,
    long_date,
    long_moment,
    nhs_number,
    not_recorded,
)
from desktop.wording.words import plural
from desktop.wording.words import text as _

_STYLES = {Standing.GIVEN: "answer", Standing.ABSENT: "absent", Standing.BLANK: "blank"}
_FOOTER_MOST = 120


def screen_pdf(paper: ScreenPaper, *, service: str, printed_by: str, printed_at: datetime) -> bytes:
    """Return the paper as PDF; the same paper gives the same bytes."""
    story = FormStory()
    _head(story, paper, service)
    for section in paper.written.sections:
        _section(story, section, paper)
    _left_out(story, paper)
    _signed(story, paper)
    printed = _("Printed {moment} by {name}", moment=long_moment(printed_at), name=printed_by)
    sheet = Sheet(
        title=paper.title,
        service=one_line(service),
        made_at=printed_at,
        footer=person_footer(paper.person, paper.title, printed),
        mark="" if paper.is_finished else _("NOT FINISHED"),
    )
    return lay_out(story.flowables, story.root, sheet)


def person_footer(person: PaperPerson, title: str, printed: str) -> tuple[tuple[str, ...], ...]:
    born = _("born {date}", date=long_date(person.born)) if person.born else ""
    number = person.custody_record_number
    parts = (
        (person.name, born),
        (_("custody record {number}", number=number) if number else "", title),
        (printed,),
    )
    return tuple(tuple(_fitting(part) for part in line) for line in parts)


def person_facts(story: FormStory, person: PaperPerson) -> None:
    story.fact(_("Name"), person.name, is_key=True)
    story.fact(_("Date of birth"), long_date(person.born), is_key=True)
    story.fact(_("NHS number"), nhs_number(person.nhs_number))
    story.fact(_("Custody record"), person.custody_record_number or not_recorded())


def _fitting(part: str) -> str:
    words = one_line(part)
    return words if len(words) <= _FOOTER_MOST else words[: _FOOTER_MOST - 1].rstrip() + "…"


def _head(story: FormStory, paper: ScreenPaper, service: str) -> None:
    story.small(service)
    story.title(paper.title)
    if not paper.is_finished:
        story.notice(_("Not finished: answers may be missing, and nobody has signed it."))
    person_facts(story, paper.person)
    started = ", ".join(part for part in (clinical_moment(paper.started_at), paper.started_by))
    story.fact(_("Started"), started.rstrip(", "))
    if paper.signature is not None:
        finished = (clinical_moment(paper.signature.at), paper.signature.name)
        story.fact(_("Finished"), ", ".join(part for part in finished if part))
    if paper.suite:
        story.fact(_("Suite"), paper.suite)
    if paper.version:
        story.fact(_("Form version"), paper.version)
    story.line()


def _section(story: FormStory, section: WrittenSection, paper: ScreenPaper) -> None:
    story.section(f"{section.number}  {section.title}")
    note = _when_answered(section, paper)
    if note:
        story.note(note)
    usual = section.by[0] if section.by else None
    for line in section.lines:
        _line(story, line, paper, usual)
    if not section.lines:
        story.words(_("Nothing in this section applies."))


def _line(
    story: FormStory, line: WrittenLine, paper: ScreenPaper, usual: PractitionerId | None
) -> None:
    if line.kind is LineKind.HEADING:
        story.group(line.words, line.level)
    elif line.kind is LineKind.WORDS:
        story.words(line.words, line.level)
    elif line.kind is LineKind.SCORE and line.score is not None:
        score_box(story, line.score, line.level)
    elif line.kind is LineKind.ANSWER:
        _answer(story, line, _note(line, paper, usual))


def _answer(story: FormStory, line: WrittenLine, note: str) -> None:
    if line.is_long:
        story.long_row(line.words, line.answer, level=line.level, note=note)
    else:
        style = _STYLES[line.standing]
        story.row(line.words, line.answer, style, level=line.level, note=note)


def _note(line: WrittenLine, paper: ScreenPaper, usual: PractitionerId | None) -> str:
    """Say what the section's own line does not: another author, another source."""
    notes = list(line.notes)
    if line.answered_by is not None and line.answered_by != usual:
        name = paper.names.get(line.answered_by, "") or not_recorded()
        notes.append(_("{name}, {when}", name=name, when=clinical_moment(line.answered_at)))
    return "; ".join(notes)


def _when_answered(section: WrittenSection, paper: ScreenPaper) -> str:
    if section.first is None or section.last is None:
        return ""
    names = ", ".join(paper.names.get(by, "") or not_recorded() for by in section.by[:1])
    is_same_day = in_uk_time(section.first).date() == in_uk_time(section.last).date()
    last = clock_time(section.last) if is_same_day else clinical_moment(section.last)
    first = clinical_moment(section.first)
    when = first if section.first == section.last else _("{a} to {b}", a=first, b=last)
    if clock_time(section.first) == clock_time(section.last) and is_same_day:
        when = first
    return _("Answered {when}, {names}", when=when, names=names) if names else when


def _left_out(story: FormStory, paper: ScreenPaper) -> None:
    count = len(paper.written.dropped)
    if count:
        story.end_table()
        story.space(8)
        story.note(
            plural(
                "{count} earlier answer is left out: its question no longer applies.",
                "{count} earlier answers are left out: their questions no longer apply.",
                count,
            )
        )


def _signed(story: FormStory, paper: ScreenPaper) -> None:
    start = len(story.flowables)
    story.end_table()
    story.section(_("Finished and signed"))
    signature = paper.signature
    if signature is None:
        story.words(_("Not finished yet."))
    else:
        story.fact(_("Signed by"), signature.name or not_recorded(), is_key=True)
        story.fact(_("Profession"), signature.profession or not_recorded())
        story.fact(_("Registration no."), signature.registration_number or not_recorded())
        story.fact(_("Signed"), long_moment(signature.at))
    story.keep_together(start)
