"""What the checks of a court report find, and what they must let pass."""

from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.screen import ConsentScope, ConsentStatus
from desktop.services.values import ReportCheck
from desktop.wording.errors import sentence
from tests.builders.staff import a_practitioner
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.reports import COURT, Case, a_case


@pytest.fixture
def case(desk: Desk) -> Case:
    return a_case(desk)


def checks(case: Case, text: str | None = None, **changes: Any) -> list[ReportCheck]:
    report = case.draft(**changes)
    if text is not None:
        case.desk.services.write_court_report(
            report.id, {"health": text}, report.court, report.hearing_at
        )
    return list(case.desk.services.check_court_report(report.id))


def keys(found: list[ReportCheck]) -> set[str]:
    return {check.message_key for check in found}


def test_a_report_that_lacks_nothing_is_let_pass(case: Case) -> None:
    found = checks(case)

    assert keys(found) <= {"check.empty_section"}
    assert not [check for check in found if check.blocks]


@pytest.mark.parametrize(
    ("message_key", "bad", "good"),
    [
        (
            "check.third_party",
            "She worries about her ex-partner.",
            "She worries about a former relationship.",
        ),
        ("check.admission", "She admitted the theft.", "She was admitted to Rochford Hospital."),
        ("check.admission", "He admits to it.", "He was admitted under section 2 in May."),
        ("check.admission", "She denied doing it.", "She denied thoughts of self-harm."),
        ("check.admission", "He confessed to me.", "He was readmitted to the ward."),
        (
            "check.suicide_band",
            "There is a low risk of suicide.",
            "She spoke of thoughts of suicide last week.",
        ),
        ("check.suicide_band", "Suicide risk: high.", "Her mood is low and she slept badly."),
        ("check.suicide_band", "Risk of self-harm is medium.", "She has hurt herself before."),
        (
            "check.unverified_diagnosis",
            "She suffers from schizophrenia.",
            "She reports a diagnosis of schizophrenia.",
        ),
        ("check.unverified_diagnosis", "He has ADHD.", "He says that he was told of ADHD."),
        ("check.raw_score", "Her PHQ-9 was 18.", "Her answers point to low mood most days."),
        ("check.raw_score", "She scored 18.", "She heard the news on 5 May."),
        (
            "check.prompt_left",
            "She came. [Write who was told.]",
            "She came (with her mother).",
        ),
        ("check.empty_section", "  ", "Nothing to report."),
    ],
)
def test_each_check_finds_its_words_and_no_others(
    case: Case, message_key: str, bad: str, good: str
) -> None:
    found = [one for one in checks(case, bad) if one.message_key == message_key]
    assert {one.section for one in found} >= {"health"}
    assert all(message_key not in sentence(one.message_key, one.details) for one in found)

    assert message_key not in {
        one.message_key for one in checks(case, good) if one.section == "health"
    }


def test_a_check_quotes_what_it_found(case: Case) -> None:
    (found,) = (one for one in checks(case, "She admitted it.") if one.section == "health")

    assert "“admitted”" in sentence(found.message_key, found.details)


def test_an_empty_section_is_called_by_its_title(case: Case) -> None:
    (found,) = (one for one in checks(case, "") if one.section == "health")

    assert sentence(found.message_key, found.details).startswith("“Health and needs” is empty.")


def test_no_agreement_blocks_and_a_later_one_lets_pass(desk: Desk) -> None:
    case = a_case(desk, consents={"court": "refused"})
    assert "check.no_consent" in keys([one for one in checks(case) if one.blocks])

    desk.clock.on(5)
    case.says(ConsentScope.COURT, ConsentStatus.GIVEN)
    assert not keys(checks(case)) & {"check.no_consent", "check.consent_withdrawn"}


def test_agreement_that_is_not_needed_by_law_lets_pass(desk: Desk) -> None:
    case = a_case(desk, consents={"court": "not_needed"})

    assert "check.no_consent" not in keys(checks(case))


def test_a_withdrawal_blocks_and_is_called_that(case: Case) -> None:
    case.desk.clock.on(5)
    case.says(ConsentScope.COURT, ConsentStatus.WITHDRAWN, detention_id=None)

    found = keys([one for one in checks(case) if one.blocks])

    assert "check.consent_withdrawn" in found
    assert "check.no_consent" not in found


def test_a_report_goes_to_a_court_and_a_hearing(case: Case) -> None:
    found = checks(case, court="", hearing_at=None)

    assert {check.message_key: check.blocks for check in found if not check.section} == {
        "check.no_court": True,
        "check.no_hearing": False,
    }


def test_who_is_not_registered_is_told_of_a_second_signature(case: Case) -> None:
    unregistered = a_practitioner(registration_number="")
    report = case.draft()

    found = case.desk.again(unregistered).services.check_court_report(report.id)

    assert "check.no_registration_number" in keys(list(found))


# Names of others.


def named(case: Case, text: str) -> list[ReportCheck]:
    return [one for one in checks(case, text) if one.message_key == "check.other_persons_name"]


@pytest.mark.parametrize("text", ["I saw Dean Hughes.", "I saw DEAN HUGHES.", "dean hughes came."])
def test_the_full_name_of_somebody_else_here_blocks(case: Case, text: str) -> None:
    case.desk.stay(case.desk.person(family_name="Hughes", given_name="Dean"))

    (found,) = named(case, text)

    assert found.blocks
    assert found.details["words"].casefold() == "dean hughes"


@pytest.mark.parametrize(
    ("family_name", "text"),
    [
        ("Hughes", "I spoke with Mr Hughes."),
        ("Hughes", "I spoke with HUGHES."),
        ("Young", "Young people live there."),
        ("Park-Doyle", "I spoke with Ms Park-Doyle."),
    ],
)
def test_a_family_name_alone_may_be_a_word_and_only_warns(
    case: Case, family_name: str, text: str
) -> None:
    case.desk.stay(case.desk.person(family_name=family_name, given_name="Dean"))

    (found,) = named(case, text)

    assert not found.blocks


@pytest.mark.parametrize(
    ("family_name", "given_name", "text"),
    [
        ("Marsh", "Dean", "Ms Marsh was calm. MARSH was calm."),  # her brother is here too
        ("Marsh", "Kelly", "Kelly Marsh was calm."),  # and a namesake
        ("Young", "Dean", "She looked young."),
        ("Wu", "Dean", "Wu was mentioned."),
        ("Hughes", "Dean", "She lives near Hughesville."),
    ],
)
def test_what_names_nobody_else_is_let_pass(
    case: Case, family_name: str, given_name: str, text: str
) -> None:
    case.desk.stay(case.desk.person(family_name=family_name, given_name=given_name))

    assert named(case, text) == []


def test_a_relative_who_is_here_blocks_by_full_name(case: Case) -> None:
    case.desk.stay(case.desk.person(family_name="Marsh", given_name="Dean"))

    (found,) = named(case, "Her brother Dean Marsh was with her.")

    assert found.blocks


def test_who_has_left_is_not_looked_for(case: Case) -> None:
    stay = case.desk.stay(case.desk.person(family_name="Hughes", given_name="Dean"))
    case.desk.services.release(stay.id, case.desk.clock(), "Bailed")

    assert named(case, "I saw Dean Hughes.") == []


def test_the_person_is_not_somebody_else_after_a_second_arrest(case: Case) -> None:
    case.desk.stay(case.person, custody_record_number="SN/9999/26")

    assert named(case, "Kelly Marsh was calm.") == []


def test_what_is_checked_is_what_was_written_last(case: Case) -> None:
    report = case.draft()
    services = case.desk.services
    services.write_court_report(report.id, {"health": "She admitted it."}, COURT, None)
    assert "check.admission" in keys(list(services.check_court_report(report.id)))

    hearing = case.desk.clock() + timedelta(hours=1)
    services.write_court_report(report.id, {"health": "She was calm."}, COURT, hearing)

    assert "check.admission" not in keys(list(services.check_court_report(report.id)))
