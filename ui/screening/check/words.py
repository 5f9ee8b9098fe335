"""The sentences of the check page. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms import Problem
from desktop.services.proposed_warnings import ProposedWarning
from desktop.services.written_out import LineKind, Standing, WrittenLine, WrittenSection
from desktop.wording.clinical import clinical_moment, not_recorded
from desktop.wording.errors import sentence
from desktop.wording.terms import term
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.screening.check.sheet import CheckSheet

_STILL_OWED = ("form.required", "form.group_required")


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Words that lead to a question."""

    key: str
    words: str


def owed_title(count: int) -> str:
    if not count:
        return _("Everything that must be answered is answered")
    return plural(
        "{count} question still needs you before this can be finished",
        "{count} questions still need you before this can be finished",
        count,
    )


def warned_title(count: int) -> str:
    return plural("{count} answer to look at again", "{count} answers to look at again", count)


def dropped_title(count: int) -> str:
    return plural(
        "{count} answer will be left out: its question no longer applies",
        "{count} answers will be left out: their questions no longer apply",
        count,
    )


def warning_words(warning: ProposedWarning) -> str:
    """Return it as the banner will say it."""
    kind = term(warning.kind)
    return _("{kind}: {note}", kind=kind, note=warning.note) if warning.note else kind


def proposed_words(sheet: CheckSheet, warning: ProposedWarning) -> str:
    """Return the warning and the question that gives reason for it."""
    asked = sheet.questionnaire.items[warning.because].text.strip()
    words = warning_words(warning)
    return _("{warning} (answer to: {question})", warning=words, question=asked) if asked else words


def not_added(words: Sequence[str], reasons: Sequence[str]) -> str:
    """Return what to do about warnings that were ticked and are not in the banner."""
    return _(
        "The screen is finished and signed. Not added to the banner: {warnings}. {reason} "
        "Add it on the page of the person.",
        warnings="; ".join(words),
        reason=" ".join(dict.fromkeys(reasons)),
    )


def problem_places(sheet: CheckSheet, problems: Sequence[Problem]) -> list[PlaceLine]:
    """Return each problem in words: its section, its question, what is wrong."""
    sections = section_titles(sheet)
    asked = {line.key: line.words for part in sheet.written.sections for line in part.lines}
    lines = []
    for problem in problems:
        key = problem.place()
        item = sheet.questionnaire.items.get(problem.link_id)
        question = asked.get(key) or (item.text if item is not None else "")
        said = problem_words(problem)
        is_plain = problem.message_key in _STILL_OWED
        parts = (sections.get(key, ""), question, "" if is_plain and question else said)
        lines.append(PlaceLine(key, " · ".join(part for part in parts if part)))
    return lines


def problem_words(problem: Problem) -> str:
    return sentence(problem.message_key, problem.details)


def section_titles(sheet: CheckSheet) -> dict[str, str]:
    """Return the title of the section each place stands in."""
    found = {}
    for section in sheet.written.sections:
        title = section_title(section)
        for item in sheet.questionnaire.section(section.link_id).walk():
            found[item.link_id] = title
        for line in section.lines:
            found[line.key] = title
    return found


def section_title(section: WrittenSection) -> str:
    return f"{section.number}  {section.title}"


def standing_words(sheet: CheckSheet) -> str:
    screen = sheet.screen
    started = _(
        "started {when} {who}",
        when=clinical_moment(screen.started_at),
        who=sheet.names.get(screen.started_by, "") or not_recorded(),
    )
    if not sheet.is_finished:
        return started
    by = sheet.names.get(screen.completed_by, "") if screen.completed_by else ""
    finished = _(
        "finished {when} {who}",
        when=clinical_moment(screen.completed_at),
        who=by or not_recorded(),
    )
    return f"{started} · {finished}"


def counted(sheet: CheckSheet) -> str:
    """Return "84 answers, 3 with a reason why there is none, 12 not answered"."""
    lines = [
        line
        for section in sheet.written.sections
        for line in section.lines
        if line.kind is LineKind.ANSWER
    ]
    given = sum(line.standing is Standing.GIVEN for line in lines)
    absent = sum(line.standing is Standing.ABSENT for line in lines)
    blank = len(lines) - given - absent
    parts = [plural("{count} answer", "{count} answers", given)]
    if absent:
        parts.append(
            plural(
                "{count} with a reason why there is none",
                "{count} with a reason why there is none",
                absent,
            )
        )
    if blank:
        parts.append(plural("{count} not answered", "{count} not answered", blank))
    return ", ".join(parts)


def line_aloud(line: WrittenLine, problem: str) -> str:
    parts = (line.words, line.answer, *line.notes, problem)
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
