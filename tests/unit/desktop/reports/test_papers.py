from io import BytesIO

import pikepdf
import pytest

from desktop.domain.identity import PractitionerId
from desktop.reports.papers import Papers
from desktop.services.ports import PrintsReports
from tests.unit.desktop.reports.papers import (
    AT,
    AUTHOR,
    SHA256,
    a_receipt,
    a_report,
    a_signed_report,
)
from tests.unit.desktop.reports.reading import pages

TITLES = {"same_day": "Same-day report"}


@pytest.fixture
def papers() -> PrintsReports:
    def name_of(practitioner: PractitionerId) -> str:
        return {AUTHOR: "Priya Shah"}.get(practitioner, "")

    return Papers(
        service="Essex Liaison and Diversion Service",
        printed_by="Tunde Okafor",
        now=lambda: AT,
        title_of=lambda template: TITLES[template],
        name_of=name_of,
    )


def test_a_report_bears_its_template_author_and_printer(papers: PrintsReports) -> None:
    shown = pages(papers.court_report(a_report(), is_draft=True, sha256=SHA256))[0]

    assert "Same-day report" in shown
    assert "Author Priya Shah" in shown
    assert "by Tunde Okafor" in shown
    assert "3fa9 12bc 77d0" in shown


@pytest.mark.parametrize("is_draft", [True, False])
def test_what_nobody_signed_is_a_draft_whoever_asks(papers: PrintsReports, is_draft: bool) -> None:  # noqa: FBT001
    assert "DRAFT" in pages(papers.court_report(a_report(), is_draft=is_draft, sha256=SHA256))[0]


def test_a_signed_report_is_a_draft_only_if_asked_for_as_one(papers: PrintsReports) -> None:
    report = a_signed_report()

    assert "DRAFT" in pages(papers.court_report(report, is_draft=True, sha256=SHA256))[0]
    assert "DRAFT" not in pages(papers.court_report(report, is_draft=False, sha256=SHA256))[0]


def test_a_receipt_is_printed_and_a_copy_locked(papers: PrintsReports) -> None:
    receipt = papers.receipt(a_receipt())
    locked = papers.encrypt(receipt, "marsh copper lantern")

    assert "by Tunde Okafor" in pages(receipt)[0]
    with pikepdf.open(BytesIO(locked), password="marsh copper lantern") as document:
        assert len(document.pages) == 1
