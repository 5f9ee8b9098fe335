"""The people who work here and the machines they work at."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.identity import DeviceId, PractitionerId
from desktop.domain.record import UNSAVED, Standing


class Role(StrEnum):
    HCP = "hcp"
    LIAISON = "liaison_practitioner"
    SUPPORT = "support_worker"
    STREET_TRIAGE = "street_triage"
    COURT = "court_practitioner"
    SUPERVISOR = "supervisor"
    COMMUNITY = "community_team"
    ANALYST = "analyst"
    GOVERNANCE = "information_governance"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    id: PractitionerId
    name: str
    profession: str = ""
    registration_number: str = ""
    role: Role = Role.LIAISON
    standing: Standing = field(default=UNSAVED, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A workstation, or the central store. `public_key` is raw Ed25519, 32 bytes."""

    id: DeviceId
    name: str
    suite: str
    public_key: bytes
    is_revoked: bool = False
    standing: Standing = field(default=UNSAVED, compare=False)
