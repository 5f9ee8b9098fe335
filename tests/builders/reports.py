"""Ready-made court reports, their copies, and the receipt of a round."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.domain.court_report import CopyRoute, CourtReport, ReportCopy, ReportSection, Signature
from desktop.domain.identity import CopyId, CourtReportId
from desktop.services.sync_values import Receipt
from tests.builders.custody import STAY
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.builders.people import KELLY
from tests.builders.screens import a_screen
from tests.builders.staff import OKAFOR


def a_court_report(**changes: Any) -> CourtReport:
    report = CourtReport(
        id=CourtReportId(numbered(901)),
        reference="CR-7F3K",
        person_id=KELLY,
        detention_id=STAY,
        screen_id=a_screen().id,
        template="court.standard",
        court="Southend Magistrates' Court",
        hearing_at=in_minutes(470),
        written_by=OKAFOR,
        started_at=minutes_ago(15),
        defendant_name="Kelly Marsh",
        defendant_born=date(1991, 3, 4),
        sections={
            "introduction": ReportSection(
                title="Introduction", text="I saw Ms Marsh in custody.", order=1
            ),
            "health": ReportSection(title="Health", text="She is not injured.", order=2),
        },
    )
    return replace(report, **changes)


def a_signature(**changes: Any) -> Signature:
    signature = Signature(
        signed_at=NOW,
        signed_by=OKAFOR,
        name="J. Okafor",
        profession="RMN",
        registration_number="98I1234E",
        sha256="ab" * 32,
        signature=b"\x01" * 64,
    )
    return replace(signature, **changes)


def a_copy(**changes: Any) -> ReportCopy:
    copy = ReportCopy(
        id=CopyId(numbered(951)),
        report_id=CourtReportId(numbered(901)),
        person_id=KELLY,
        version=1,
        sha256="ab" * 32,
        route=CopyRoute.PRINTED,
        given_to="Court usher",
        made_at=NOW,
        made_by=OKAFOR,
    )
    return replace(copy, **changes)


def a_receipt(**changes: Any) -> Receipt:
    receipt = Receipt(
        number="R-26-09-0412",
        service="Essex Liaison and Diversion",
        store="Essex case store",
        workstation="WS-07",
        practitioner="J. Okafor",
        at=NOW,
        sent=34,
        received=12,
        entries_held=9120,
        devices=4,
        vector_digest="cd" * 32,
        signature="ef" * 64,
    )
    return replace(receipt, **changes)
