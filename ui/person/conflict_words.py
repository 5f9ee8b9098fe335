"""Says which of a person's facts two colleagues recorded differently. Does not choose for them."""

from collections.abc import Iterator

from desktop.domain.record import Standing
from desktop.wording.record_words import fact_words
from desktop.wording.words import text as _
from ui.person.sheet import PersonSheet


def conflict_lines(sheet: PersonSheet) -> tuple[str, ...]:
    """Return one sentence for each record that holds two values of one fact."""
    lines = []
    for record, standing in _standings(sheet):
        if standing.conflicts:
            facts = sorted({fact_words(register) for register in standing.conflicts})
            lines.append(
                _(
                    "{record}: two colleagues recorded {facts} differently, while neither "
                    "computer could see the other. Both are kept.",
                    record=record,
                    facts=", ".join(facts),
                )
            )
    return tuple(lines)


def needs_newer(sheet: PersonSheet) -> bool:
    return any(standing.needs_newer for _record, standing in _standings(sheet))


def _standings(sheet: PersonSheet) -> Iterator[tuple[str, Standing]]:
    file = sheet.file
    yield _("Personal details"), file.person.standing
    for detention in file.detentions:
        number = detention.custody_record_number
        yield _("Detention {number}", number=number), detention.standing
    for call in file.calls:
        yield _("A call for a practitioner"), call.standing
    for review in file.reviews:
        yield _("A clinical review"), review.standing
    for screen in file.screens:
        yield screen.title, screen.standing
    for consent in file.consents:
        yield _("A consent"), consent.standing
    for report in file.reports:
        yield _("Court report {reference}", reference=report.reference), report.standing
