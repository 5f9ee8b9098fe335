"""Says which of a person's facts two colleagues recorded differently. Does not choose for them."""

from collections.abc import Iterator

from desktop.domain.record import Standing
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


def fact_words(register: str) -> str:
    """Return what a register is called: "field" or "field/key" of the record's dataclass."""
    field = register.partition("/")[0]
    return _facts().get(field, _("another detail"))


def _facts() -> dict[str, str]:
    return {
        "family_name": _("family name"),
        "given_name": _("given name"),
        "title": _("title"),
        "known_as": _("the name she goes by"),
        "date_of_birth": _("date of birth"),
        "is_birth_estimated": _("whether the date of birth is an estimate"),
        "gender": _("gender"),
        "nhs_number": _("NHS number"),
        "pnc_id": _("PNC id"),
        "address": _("address"),
        "phone": _("phone"),
        "gp": _("GP"),
        "interpreter": _("interpreter"),
        "aliases": _("another name used"),
        "markers": _("a warning"),
        "suite": _("suite"),
        "custody_record_number": _("custody record number"),
        "arrived_at": _("time of arrival"),
        "cell": _("cell"),
        "offence": _("offence"),
        "setting": _("why she is here"),
        "is_first_time": _("first time in custody"),
        "appropriate_adult": _("appropriate adult"),
        "hearing_court": _("court"),
        "hearing_at": _("time of the hearing"),
        "released_at": _("time of release"),
        "release_outcome": _("outcome of release"),
        "requested_at": _("time of the call"),
        "requested_by": _("who called"),
        "reason": _("reason"),
        "priority": _("priority"),
        "accepted_at": _("when it was accepted"),
        "accepted_by": _("who accepted"),
        "telephone_advice_at": _("time of telephone advice"),
        "breach_reason": _("why it was late"),
        "outcome": _("outcome"),
        "due_at": _("when it is due"),
        "done_at": _("when it was done"),
        "done_by": _("who did it"),
        "answers": _("an answer"),
        "status": _("status"),
        "sections": _("a section"),
        "court": _("court"),
    }
