"""Ready-made stays in custody, calls and reviews."""

from dataclasses import replace
from typing import Any

from desktop.domain.detention import CallReason, ClinicalReview, Detention, HcpCall, Priority
from desktop.domain.identity import CallId, DetentionId, ReviewId
from desktop.services.values import CustodyListRow
from tests.builders.moments import in_minutes, minutes_ago, numbered
from tests.builders.people import KELLY

SUITE = "Southend"
STAY = DetentionId(numbered(101))


def a_detention(**changes: Any) -> Detention:
    detention = Detention(
        id=STAY,
        person_id=KELLY,
        suite=SUITE,
        custody_record_number="SN/4473/26",
        arrived_at=minutes_ago(322),
        cell="C11",
        offence="Theft from a shop",
    )
    return replace(detention, **changes)


def a_call(**changes: Any) -> HcpCall:
    call = HcpCall(
        id=CallId(numbered(201)),
        detention_id=STAY,
        person_id=KELLY,
        suite=SUITE,
        requested_at=minutes_ago(52),
        reason=CallReason.INJURY,
        priority=Priority.ROUTINE,
        requested_by="PS Doyle",
    )
    return replace(call, **changes)


def a_review(**changes: Any) -> ClinicalReview:
    review = ClinicalReview(
        id=ReviewId(numbered(301)),
        detention_id=STAY,
        person_id=KELLY,
        suite=SUITE,
        due_at=in_minutes(30),
        reason="withdrawal chart",
    )
    return replace(review, **changes)


def a_custody_list_row(**changes: Any) -> CustodyListRow:
    row = CustodyListRow(
        family_name="Hughes",
        given_name="Dean",
        custody_record_number="SN/4471/26",
        cell="C14",
        offence="Criminal damage",
        arrived_at=minutes_ago(552),
    )
    return replace(row, **changes)
