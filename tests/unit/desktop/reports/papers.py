"""Ready-made papers for the tests of this room."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from desktop.domain.court_report import CourtReport, ReportSection, ReportStatus, Signature
from desktop.domain.identity import CourtReportId, PersonId, PractitionerId
from desktop.reports.values import CourtReportPaper
from desktop.services.sync_values import Receipt

AT = datetime(2026, 9, 5, 1, 14, tzinfo=UTC)
SHA256 = "3fa912bc77d0" + "0" * 52
AUTHOR = PractitionerId(UUID(int=3))


def a_signature(**changes: Any) -> Signature:
    signature = Signature(
        signed_at=AT,
        signed_by=AUTHOR,
        name="Priya Shah",
        profession="Registered mental health nurse",
        registration_number="12A3456E",
        sha256=SHA256,
        signature=bytes(64),
    )
    return replace(signature, **changes)


def a_report(*texts: str, **changes: Any) -> CourtReport:
    """A draft with one section for each text."""
    report = CourtReport(
        id=CourtReportId(UUID(int=1)),
        reference="ESX-2026-0042",
        person_id=PersonId(UUID(int=2)),
        detention_id=None,
        screen_id=None,
        template="same_day",
        court="Basildon Magistrates' Court",
        hearing_at=datetime(2026, 9, 5, 9, 0, tzinfo=UTC),
        written_by=AUTHOR,
        started_at=AT,
        defendant_name="KOWALSKA, Marta",
        defendant_born=date(1991, 3, 4),
        case_reference="42SN0447126",
        sections={
            f"part{order}": ReportSection(title=f"Part {order}", text=text, order=order)
            for order, text in enumerate(texts or ("Seen in custody.",), start=1)
        },
    )
    return replace(report, **changes)


def a_signed_report(*texts: str, **changes: Any) -> CourtReport:
    return a_report(
        *texts, **{"status": ReportStatus.SIGNED, "signature": a_signature(), **changes}
    )


def a_paper(report: CourtReport, **changes: Any) -> CourtReportPaper:
    paper = CourtReportPaper(
        report=report,
        title="Liaison and diversion report",
        service="Essex Liaison and Diversion Service",
        author="Priya Shah",
        printed_by="Tunde Okafor",
        printed_at=AT,
        content_sha256=SHA256,
    )
    return replace(paper, **changes)


def a_receipt(**changes: Any) -> Receipt:
    receipt = Receipt(
        number="R-0031",
        service="Essex Liaison and Diversion Service",
        store="Essex central store",
        workstation="Southend 2",
        practitioner="Priya Shah",
        at=AT,
        sent=1234,
        received=1,
        entries_held=123456,
        devices=12,
        vector_digest="ab12" * 16,
        signature="0f9e" * 32,
    )
    return replace(receipt, **changes)
