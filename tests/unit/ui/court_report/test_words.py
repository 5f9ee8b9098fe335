from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.court_report import CopyRoute, ReportStatus
from desktop.domain.identity import DetentionId
from desktop.domain.screen import ConsentScope, ConsentStatus
from desktop.services.values import ReportCheck
from tests.builders.custody import STAY
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.builders.reports import a_copy, a_signature
from tests.builders.staff import OKAFOR, a_practitioner
from tests.unit.ui.court_report.desk import a_report, consent_to
from ui.court_report.words import (
    check_words,
    consent_line,
    copy_words,
    is_withdrawn,
    latest_consents,
    recipient_warning,
    spelt_out,
    status_line,
    time_left,
    what_signing_means,
    why_not_signed,
)


@pytest.mark.parametrize(
    ("minutes", "status", "words", "is_urgent"),
    [
        (466, ReportStatus.DRAFT, "7 hours 46 minutes to the hearing", False),
        (91, ReportStatus.DRAFT, "1 hour 31 minutes to the hearing", False),
        (90, ReportStatus.DRAFT, "1 hour 30 minutes to the hearing, not signed yet", True),
        (1, ReportStatus.DRAFT, "1 minute to the hearing, not signed yet", True),
        (-60, ReportStatus.DRAFT, "Hearing time passed 1 hour ago", True),
        (30, ReportStatus.SIGNED, "30 minutes to the hearing", False),
        (-5, ReportStatus.SIGNED, "Hearing time passed 5 minutes ago", False),
        (30, ReportStatus.SUPERSEDED, "Replaced by a newer version", False),
    ],
)
def test_the_time_left_is_said_in_words_and_is_urgent_only_while_unsigned(
    minutes: int, status: ReportStatus, words: str, *, is_urgent: bool
) -> None:
    said = time_left(a_report(hearing_at=in_minutes(minutes), status=status), NOW)

    assert (said.words, said.is_urgent) == (words, is_urgent)


def test_a_hearing_nobody_recorded_is_said_to_be_so() -> None:
    assert time_left(a_report(hearing_at=None), NOW).words == "Hearing time not recorded"


def test_an_hour_is_an_hour() -> None:
    assert spelt_out(60) == "1 hour"
    assert spelt_out(0) == "0 minutes"


def test_consent_is_said_for_each_recipient_and_silence_is_not_consent() -> None:
    given = consent_to(ConsentScope.COURT, ConsentStatus.GIVEN)
    refused = consent_to(ConsentScope.DEFENCE, ConsentStatus.REFUSED)

    said = consent_line(latest_consents([given, refused], STAY))

    assert said.words == (
        "Share with the court: given 05-Sep-2026 00:44 · "
        "Share with the defence: refused 05-Sep-2026 00:44 · "
        "Share with probation: not asked"
    )
    assert not said.is_urgent
    assert consent_line({}).is_urgent


def test_only_the_newest_answer_of_this_stay_counts() -> None:
    given = consent_to(ConsentScope.COURT, ConsentStatus.GIVEN)
    withdrawn = consent_to(ConsentScope.COURT, ConsentStatus.WITHDRAWN, recorded_at=minutes_ago(5))
    elsewhere = replace(given, detention_id=DetentionId(numbered(199)), recorded_at=minutes_ago(1))

    assert is_withdrawn(latest_consents([withdrawn, elsewhere, given], STAY))
    assert not is_withdrawn(latest_consents([given], STAY))


@pytest.mark.parametrize(
    "status",
    [ConsentStatus.REFUSED, ConsentStatus.LACKS_CAPACITY, ConsentStatus.WITHDRAWN, None],
)
def test_giving_to_someone_without_agreement_warns_first(status: ConsentStatus | None) -> None:
    consents = [] if status is None else [consent_to(ConsentScope.DEFENCE, status)]

    assert "Share with the defence" in recipient_warning("defence", latest_consents(consents, STAY))
    agreed = latest_consents([consent_to(ConsentScope.DEFENCE, ConsentStatus.GIVEN)], STAY)
    assert recipient_warning("defence", agreed) == ""
    assert recipient_warning("file", {}) == ""


def test_a_check_names_its_section_once() -> None:
    titles = {"court": "Functioning in court"}
    empty = ReportCheck(
        section="court", message_key="check.empty_section", details={"title": titles["court"]}
    )
    third = ReportCheck(section="court", message_key="check.third_party")

    assert check_words(empty, titles).count(titles["court"]) == 1
    assert check_words(third, titles).startswith("Functioning in court: Names or describes")


def test_only_blocking_checks_stand_against_signing() -> None:
    note = ReportCheck(section="", message_key="check.no_hearing")
    block = ReportCheck(section="", message_key="check.no_court", blocks=True)

    assert why_not_signed([note]) == ""
    assert why_not_signed([note, block, block]).startswith("Cannot be signed yet: 2 checks")


def test_signing_says_who_signs_what_and_that_it_cannot_be_undone() -> None:
    words = what_signing_means(a_report(version=2), a_practitioner())

    assert "version 2 as J. Okafor, RMN, 98I1234E" in words
    assert "never be changed" in words


def test_the_status_says_by_whom_and_when_it_was_signed() -> None:
    signed = a_report(status=ReportStatus.SIGNED, signature=a_signature())

    assert status_line(a_report()) == "CR-7F3K, version 1. Draft, not signed."
    assert status_line(signed) == ("CR-7F3K, version 1. Signed 05-Sep-2026 02:14 by J. Okafor.")
    superseded = replace(signed, status=ReportStatus.SUPERSEDED)
    assert status_line(superseded).endswith("A newer version replaces it.")


def test_a_copy_is_said_with_route_time_person_recipient_and_version() -> None:
    names = {OKAFOR: "J. Okafor"}
    today = a_copy(given_to="court")
    older = a_copy(
        given_to="Court usher",
        route=CopyRoute.SAVED_ENCRYPTED,
        made_at=NOW - timedelta(days=1),
    )

    assert copy_words(today, names, NOW) == (
        "Printed 02:14 by J. Okafor, given to court, version 1"
    )
    assert copy_words(older, {}, NOW) == (
        "Saved as PDF with a password 04-Sep-2026 02:14 by a colleague, "
        "given to Court usher, version 1"
    )
