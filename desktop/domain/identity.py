"""The identities of things: one type each, all UUIDs, so that one is never taken for another."""

import os
import time
from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", UUID)
DetentionId = NewType("DetentionId", UUID)
CallId = NewType("CallId", UUID)
ReviewId = NewType("ReviewId", UUID)
ScreenId = NewType("ScreenId", UUID)
ConsentId = NewType("ConsentId", UUID)
CourtReportId = NewType("CourtReportId", UUID)
CopyId = NewType("CopyId", UUID)
FormId = NewType("FormId", UUID)
AttachedPartId = NewType("AttachedPartId", UUID)
PersonLinkId = NewType("PersonLinkId", UUID)
PractitionerId = NewType("PractitionerId", UUID)
DeviceId = NewType("DeviceId", UUID)


def new_uuid() -> UUID:
    """Return a version 7 UUID: time-ordered, so that rows made together lie together on disk."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= ((random_bits >> 64) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)
