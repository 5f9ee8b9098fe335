"""Ready-made practitioners and the session one of them has opened."""

from dataclasses import replace
from typing import Any

from desktop.domain.identity import DeviceId, PractitionerId
from desktop.domain.staff import Practitioner, Role
from desktop.services.values import Session
from tests.builders.custody import SUITE
from tests.builders.moments import numbered

OKAFOR = PractitionerId(numbered(401))
SHAH = PractitionerId(numbered(402))


def a_practitioner(**changes: Any) -> Practitioner:
    practitioner = Practitioner(
        id=OKAFOR,
        name="J. Okafor",
        profession="RMN",
        registration_number="98I1234E",
        role=Role.LIAISON,
    )
    return replace(practitioner, **changes)


def a_session(**changes: Any) -> Session:
    session = Session(
        practitioner=a_practitioner(),
        device_id=DeviceId(numbered(501)),
        workstation="WS-07",
        suite=SUITE,
    )
    return replace(session, **changes)
