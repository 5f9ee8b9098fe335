"""A court report's life: drafted in the person's words, signed once, given out while agreed."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pypdf import PdfReader

from desktop.domain.court_report import (
    CopyRoute,
    CourtReport,
    ReportAlreadySignedError,
    ReportSection,
    ReportStatus,
)
from desktop.domain.identity import CourtReportId, DetentionId, PractitionerId, new_uuid
from desktop.domain.person import Gender
from desktop.domain.screen import Absent, Answer, ConsentScope, ConsentStatus
from desktop.errors import ExpectedError, FieldProblemError
from desktop.services.court_reports import (
    NewerVersionError,
    ReportBlockedError,
    ReportNotSignedError,
    SharingNotAgreedError,
    frozen_sha256,
)
from desktop.services.questionnaires import LIAISON_SCREEN, built_in
from tests.builders.staff import SHAH, a_practitioner
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.reports import COURT, Case, a_case

PASSWORD = "harbour lantern 7 copper"


def words(report: CourtReport) -> str:
    return "\n\n".join(section.text for _, section in report.in_order())


def printed(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.split())


@pytest.fixture
def case(desk: Desk) -> Case:
    return a_case(desk)


# Drafting.


def test_a_draft_is_about_this_person_this_court_and_this_hearing(case: Case) -> None:
    hearing = case.desk.clock() + timedelta(hours=8)

    report = case.draft(court=f" {COURT} ", hearing_at=hearing)

    assert (report.court, report.hearing_at) == (COURT, hearing)
    assert (report.defendant_name, report.defendant_born) == (
        "MARSH, Kelly (Ms)",
        date(1991, 3, 4),
    )
    assert (report.version, report.status) == (1, ReportStatus.DRAFT)
    assert (report.person_id, report.detention_id) == (case.person.id, case.stay.id)
    assert report.written_by == case.desk.services.session.practitioner.id
    assert re.fullmatch(r"CR-[A-Z2-7]{5}-[A-Z2-7]{5}", report.reference)
    assert case.draft().reference != report.reference


def test_court_and_hearing_come_from_the_stay_where_nobody_says_otherwise(case: Case) -> None:
    hearing = case.desk.clock() + timedelta(hours=9)
    case.desk.services.change_detention(
        case.stay, replace(case.stay, hearing_court="Chelmsford Crown Court", hearing_at=hearing)
    )

    report = case.draft(court="", hearing_at=None)

    assert (report.court, report.hearing_at) == ("Chelmsford Crown Court", hearing)


@pytest.mark.parametrize(
    ("gender", "sentences"),
    [
        (Gender.FEMALE, ["She reports a diagnosis of: depression.", "She has hurt herself or"]),
        (Gender.MALE, ["He reports a diagnosis of: depression.", "He has hurt himself or"]),
        (Gender.NOT_KNOWN, ["They report a diagnosis of: depression.", "They have hurt themself"]),
        (Gender.INDETERMINATE, ["They report a diagnosis of: depression."]),
    ],
)
def test_a_draft_speaks_of_the_person_as_recorded(
    desk: Desk, gender: Gender, sentences: list[str]
) -> None:
    text = words(a_case(desk, gender=gender).draft())

    for sentence in sentences:
        assert sentence in text
    assert "I saw Kelly Marsh face to face. We spoke for 45 minutes." in text
    assert "This has not been confirmed by a service." in text


def test_what_was_typed_becomes_whole_sentences(case: Case) -> None:
    report = case.draft()

    assert "Calm and polite." in report.sections["presentation"].text
    assert "Follows well when things are explained." in report.sections["functioning"].text
    assert "Will court tell us?" in report.sections["plan"].text
    assert "taking: sertraline 100 mg; promethazine at night." in report.sections["medicines"].text
    assert not re.search(r"[?!]\.|\.\.|\{|\}| {2}", words(report))


def test_a_section_remembers_the_questions_it_was_drafted_from(case: Case) -> None:
    sources = case.draft().sections["health"].sources

    assert "mental.diagnosis" in sources
    assert "mental.diagnosis_words" in sources
    assert "medicines.list" not in sources


def test_nothing_stands_in_a_draft_that_was_not_said(desk: Desk) -> None:
    case = a_case(
        desk,
        answers={
            "mental.diagnosis": Answer(absent=Absent.DECLINED),
            "mental.diagnosis_words": Answer(values=("schizophrenia",)),
            "risk.past": Answer(absent=Absent.UNABLE),
        },
    )

    text = words(case.draft())

    assert "diagnosis of" not in text
    assert "schizophrenia" not in text  # typed under a question that no longer applies
    assert "in the past" not in text


FINDINGS = ("depression", "sertraline", "Calm", "Full Circle", "hurt", "mental health need")


@pytest.mark.parametrize("status", ["refused", "not_asked", "lacks_capacity"])
@pytest.mark.parametrize("template", ["same_day", "verbal_update"])
def test_without_agreement_a_draft_says_nothing_about_the_person(
    desk: Desk, status: str, template: str
) -> None:
    case = a_case(desk, consents={"court": status})

    report = case.draft(template)

    assert not [finding for finding in FINDINGS if finding in words(report)]
    assert all(section.sources == () for _, section in report.in_order())
    with pytest.raises(ReportBlockedError):
        desk.services.sign_court_report(report.id)


def test_with_agreement_the_same_draft_does(case: Case) -> None:
    assert all(finding in words(case.draft()) for finding in FINDINGS)


def test_what_was_agreed_another_time_is_not_agreed_today(desk: Desk) -> None:
    earlier = a_case(desk)
    case = Case(
        desk=desk,
        person=earlier.person,
        stay=desk.stay(earlier.person),
        screen_id=earlier.screen_id,
    )
    opened = desk.services.start_screen(case.person.id, case.stay.id, LIAISON_SCREEN)

    report = desk.services.draft_court_report(opened.screen.id, "same_day", COURT, None)

    assert not [finding for finding in FINDINGS if finding in words(report)]


def test_a_referral_is_named_only_where_that_was_agreed(desk: Desk) -> None:
    agreed = _referred(desk, "given")
    refused = _referred(desk, "refused")

    assert "Referral for her: Housing options." in words(agreed)
    assert "referred" not in words(refused)


def _referred(desk: Desk, consent: str) -> CourtReport:
    *_, form = (one for one in built_in().values() if "referral_1.kind" in one.items)
    kinds = form.items["referral_1.kind"].options
    answers = {
        "referral_1.kind": Answer(values=(kinds[0].value,)),
        "referral_1.service": Answer(values=("Housing options",)),
    }
    return a_case(desk, answers=answers, consents={"referral": consent}).draft()


# Writing and signing.


def test_what_is_written_is_kept_and_the_rest_stays(case: Case) -> None:
    report = case.draft()
    later = case.desk.clock() + timedelta(hours=10)

    written = case.desk.services.write_court_report(
        report.id, {"presentation": "Quiet."}, " Basildon Magistrates' Court ", later
    )

    assert written.sections["presentation"].text == "Quiet."
    assert written.sections["health"] == report.sections["health"]
    assert (written.court, written.hearing_at) == ("Basildon Magistrates' Court", later)
    assert case.desk.services.open_court_report(report.id) == written


def test_a_signature_is_the_practitioners_own_over_the_frozen_values(case: Case) -> None:
    signed = case.signed()

    assert signed.status is ReportStatus.SIGNED
    signature = signed.signature
    assert signature is not None
    assert signature.sha256 == frozen_sha256(signed)
    assert (signature.name, signature.profession) == ("J. Okafor", "RMN")
    assert (signature.registration_number, signature.signed_at) == ("98I1234E", case.desk.clock())
    key = Ed25519PublicKey.from_public_bytes(case.desk.verify_key)
    key.verify(signature.signature, bytes.fromhex(signature.sha256))
    with pytest.raises(InvalidSignature):
        key.verify(signature.signature, bytes(32))


_OTHER: dict[str, Any] = {
    "id": CourtReportId(new_uuid()),
    "reference": "CR-AAAAA-AAAAA",
    "person_id": new_uuid(),
    "detention_id": DetentionId(new_uuid()),
    "screen_id": new_uuid(),
    "template": "verbal_update",
    "court": "Basildon Magistrates' Court",
    "hearing_at": datetime.fromisoformat("2026-10-01T10:00:00+00:00"),
    "written_by": PractitionerId(new_uuid()),
    "started_at": datetime.fromisoformat("2026-10-01T09:00:00+00:00"),
    "defendant_name": "HUGHES, Dean",
    "defendant_born": date(1988, 6, 17),
    "case_reference": "42NY0012326",
    "version": 2,
    "supersedes": CourtReportId(new_uuid()),
    "sections": {"contact": ReportSection(title="Contact", text="Other.")},
}


@pytest.mark.parametrize("name", sorted(_OTHER))
def test_any_value_that_changes_changes_the_fingerprint(case: Case, name: str) -> None:
    report = case.draft()

    assert frozen_sha256(replace(report, **{name: _OTHER[name]})) != frozen_sha256(report)


def test_no_value_of_a_report_is_left_out_of_the_fingerprint(case: Case) -> None:
    free = {"signature", "status", "standing"}

    assert set(_OTHER) | free == set(CourtReport.__dataclass_fields__)


@pytest.mark.parametrize(
    "change",
    [
        {"signed_at": datetime.fromisoformat("2026-09-05T01:15:00+00:00")},
        {"signed_by": SHAH},
        {"name": "P. Shah"},
        {"profession": "RN"},
        {"registration_number": "99A0001X"},
    ],
)
def test_who_signed_and_when_cannot_be_changed_under_a_signature(
    case: Case, change: dict[str, Any]
) -> None:
    signed = case.signed()
    assert signed.signature is not None

    altered = replace(signed, signature=replace(signed.signature, **change))

    assert frozen_sha256(altered) != signed.signature.sha256


def test_one_letter_of_one_section_changes_the_fingerprint(case: Case) -> None:
    report = case.draft()
    section = report.sections["health"]
    mended = {**report.sections, "health": replace(section, text=section.text + " ")}

    assert frozen_sha256(replace(report, sections=mended)) != frozen_sha256(report)


def test_a_fingerprint_is_the_same_at_another_desk(case: Case, other_desk: Desk) -> None:
    signed = case.signed()
    other_desk.takes_from(case.desk)

    there = other_desk.services.open_court_report(signed.id)

    assert there == signed
    assert there.signature is not None
    assert frozen_sha256(there) == there.signature.sha256


def test_a_signed_report_is_never_written_again(case: Case) -> None:
    signed = case.signed()
    for text in ({"health": "Other."}, {}):
        with pytest.raises(ReportAlreadySignedError):
            case.desk.services.write_court_report(signed.id, text, COURT, None)
    with pytest.raises(ReportAlreadySignedError):
        case.desk.services.sign_court_report(signed.id)

    assert case.desk.services.open_court_report(signed.id) == signed


def test_what_blocks_a_report_keeps_it_a_draft(case: Case) -> None:
    draft = case.draft("verbal_update")
    assert any(one.blocks for one in case.desk.services.check_court_report(draft.id))

    with pytest.raises(ReportBlockedError):
        case.desk.services.sign_court_report(draft.id)

    assert case.desk.services.open_court_report(draft.id).status is ReportStatus.DRAFT


# Correcting.


def test_a_correction_is_a_new_version_that_supersedes_once_it_is_signed(case: Case) -> None:
    first = case.signed()
    second = case.desk.services.amend_court_report(first.id)
    assert (second.version, second.supersedes, second.status) == (2, first.id, ReportStatus.DRAFT)
    assert second.signature is None
    assert second.reference == first.reference
    assert second.sections == first.sections
    assert case.desk.services.open_court_report(first.id).status is ReportStatus.SIGNED

    case.desk.services.write_court_report(second.id, {"health": "Mended."}, COURT, None)
    case.desk.services.sign_court_report(second.id)

    old = case.desk.services.open_court_report(first.id)
    assert old.status is ReportStatus.SUPERSEDED
    assert old.sections == first.sections
    assert old.signature is not None
    assert frozen_sha256(old) == old.signature.sha256


def test_a_correction_is_begun_once_however_often_it_is_asked_for(case: Case) -> None:
    first = case.signed()
    second = case.desk.services.amend_court_report(first.id)

    assert case.desk.services.amend_court_report(first.id) == second

    case.desk.services.sign_court_report(second.id)
    with pytest.raises(NewerVersionError):
        case.desk.services.amend_court_report(first.id)


def test_a_draft_is_written_and_not_corrected(case: Case) -> None:
    with pytest.raises(ReportNotSignedError):
        case.desk.services.amend_court_report(case.draft().id)


# Giving it out.


def test_a_copy_is_logged_with_version_hash_route_and_to_whom(case: Case) -> None:
    signed = case.signed()
    assert signed.signature is not None
    case.desk.clock.on(5)

    issued = case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, " court ")

    copy = issued.copy
    assert (copy.report_id, copy.version, copy.sha256) == (signed.id, 1, signed.signature.sha256)
    assert (copy.route, copy.given_to) == (CopyRoute.PRINTED, "court")
    assert (copy.made_at, copy.made_by) == (
        case.desk.clock(),
        case.desk.services.session.practitioner.id,
    )
    assert case.desk.services.open_person(case.person.id).copies == (copy,)


def test_the_paper_says_whose_it_is_and_what_was_signed(case: Case) -> None:
    signed = case.signed()
    assert signed.signature is not None

    text = printed(case.desk.services.issue_court_report(signed.id, CopyRoute.SAVED, "court").pdf)

    for expected in (
        "MARSH, Kelly (Ms)",
        "4 March 1991",
        COURT,
        signed.reference,
        "version 1",
        "J. Okafor",
        signed.signature.sha256[:4],
    ):
        assert expected in text
    assert "DRAFT" not in text


def test_a_preview_of_a_draft_says_so_and_logs_nothing(case: Case) -> None:
    draft = case.draft()

    text = printed(case.desk.services.preview_court_report(draft.id))

    assert "Draft: not signed. It must not be given to anyone." in text
    assert case.desk.services.open_person(case.person.id).copies == ()


def test_a_draft_is_given_to_nobody(case: Case) -> None:
    with pytest.raises(ReportNotSignedError):
        case.desk.services.issue_court_report(case.draft().id, CopyRoute.PRINTED, "court")

    assert case.desk.services.open_person(case.person.id).copies == ()


def test_a_copy_is_given_to_somebody(case: Case) -> None:
    with pytest.raises(FieldProblemError) as caught:
        case.desk.services.issue_court_report(case.signed().id, CopyRoute.PRINTED, " ")

    assert caught.value.problems == {"given_to": "field.required"}


@pytest.mark.parametrize("status", [ConsentStatus.WITHDRAWN, ConsentStatus.REFUSED])
def test_agreement_taken_back_stops_copies_and_erases_none(
    case: Case, status: ConsentStatus
) -> None:
    signed = case.signed()
    case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, "court")
    case.desk.clock.on(60)
    case.says(ConsentScope.COURT, status)

    with pytest.raises(SharingNotAgreedError):
        case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, "defence")

    assert len(case.desk.services.open_person(case.person.id).copies) == 1
    assert case.desk.services.open_court_report(signed.id) == signed

    case.desk.clock.on(5)
    case.says(ConsentScope.COURT, ConsentStatus.GIVEN)
    assert case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, "defence").pdf


def test_a_withdrawal_counts_wherever_it_was_recorded(case: Case) -> None:
    signed = case.signed()
    case.desk.clock.on(60)
    case.says(ConsentScope.COURT, ConsentStatus.WITHDRAWN, detention_id=None)

    with pytest.raises(SharingNotAgreedError):
        case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, "court")


def test_a_refusal_about_another_stay_is_about_that_stay(case: Case) -> None:
    signed = case.signed()
    case.desk.clock.on(60)
    other = case.desk.stay(case.person)
    case.says(ConsentScope.COURT, ConsentStatus.REFUSED, detention_id=other.id)
    case.says(ConsentScope.GP, ConsentStatus.WITHDRAWN)

    assert case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, "court").pdf


def test_what_arrives_while_a_draft_is_open_is_never_replaced_unseen(
    case: Case, other_desk: Desk
) -> None:
    draft = case.draft()
    other_desk.takes_from(case.desk)
    other_desk.services.write_court_report(draft.id, {"health": "Other."}, "Basildon", None)
    case.desk.takes_from(other_desk)
    texts = {"health": "Mine."}
    case.desk.services.write_court_report(
        draft.id, texts, draft.court, draft.hearing_at, shown=draft
    )

    found = case.desk.services.open_court_report(draft.id)
    assert found.sections["health"].text == "Mine."
    assert found.court == "Basildon"  # nobody typed over it here
    assert found.standing.conflicts == ("sections/health",)


def test_what_was_written_elsewhere_meanwhile_does_not_change_what_was_signed(
    case: Case, other_desk: Desk
) -> None:
    draft = case.draft()
    other_desk.takes_from(case.desk)
    other_desk.services.write_court_report(draft.id, {"health": "Other."}, "Another court", None)
    signed = case.desk.services.sign_court_report(draft.id)
    case.desk.takes_from(other_desk)
    other_desk.takes_from(case.desk)

    for desk in (case.desk, other_desk):
        found = desk.services.open_court_report(signed.id)
        assert found == signed
        assert {"court", "sections/health"} <= {*found.standing.changed_since_sealed}
        assert found.standing.conflicts == ()
    issued = case.desk.services.issue_court_report(signed.id, CopyRoute.PRINTED, "court")
    assert "Other." not in printed(issued.pdf)
    assert "DRAFT" not in printed(case.desk.services.preview_court_report(signed.id))


def test_an_amendment_begins_with_what_was_written_before_the_signature_was_seen(
    case: Case, other_desk: Desk
) -> None:
    draft = case.draft()
    other_desk.takes_from(case.desk)
    other_desk.services.write_court_report(draft.id, {"health": "Other."}, COURT, None)
    signed = case.desk.services.sign_court_report(draft.id)
    case.desk.takes_from(other_desk)

    second = case.desk.services.amend_court_report(signed.id)
    assert second.sections["health"].text == "Other."
    found = case.desk.services.open_court_report(signed.id)
    assert found == signed
    assert found.standing.changed_since_sealed == ()
    case.desk.services.sign_court_report(second.id)
    issued = case.desk.services.issue_court_report(second.id, CopyRoute.PRINTED, "court")
    assert "Other." in printed(issued.pdf)


def test_an_old_version_that_is_printed_says_that_it_is_one(case: Case) -> None:
    first = case.signed()
    second = case.desk.services.amend_court_report(first.id)
    case.desk.services.sign_court_report(second.id)

    text = printed(case.desk.services.issue_court_report(first.id, CopyRoute.SAVED, "file").pdf)

    assert "Superseded" in text


def test_an_encrypted_copy_opens_with_its_password_alone(case: Case) -> None:
    signed = case.signed()

    issued = case.desk.services.issue_court_report(
        signed.id, CopyRoute.SAVED_ENCRYPTED, "court", PASSWORD
    )

    reader = PdfReader(BytesIO(issued.pdf))
    assert reader.is_encrypted
    assert not reader.decrypt("harbour lantern 7 coppeR")
    assert reader.decrypt(PASSWORD)
    assert "Kelly Marsh" in " ".join(page.extract_text() for page in reader.pages)
    assert b"Kelly" not in issued.pdf


@pytest.mark.parametrize("password", [None, "", "short"])
def test_a_copy_without_a_good_password_does_not_leave(case: Case, password: str | None) -> None:
    signed = case.signed()

    with pytest.raises(ExpectedError):
        case.desk.services.issue_court_report(
            signed.id, CopyRoute.SAVED_ENCRYPTED, "court", password
        )

    assert case.desk.services.open_person(case.person.id).copies == ()


def test_a_colleague_may_sign_what_another_wrote_and_her_name_stands_under_it(
    case: Case,
) -> None:
    draft = case.draft()
    shah = a_practitioner(id=SHAH, name="P. Shah", registration_number="99A0001X")

    signed = case.desk.again(shah).services.sign_court_report(draft.id)

    assert signed.signature is not None
    assert (signed.signature.name, signed.signature.signed_by) == ("P. Shah", SHAH)


def test_every_report_is_listed(case: Case) -> None:
    first = case.draft()
    second = case.draft("verbal_update")

    listed = {report.id for report in case.desk.services.list_court_reports()}

    assert listed == {first.id, second.id}
