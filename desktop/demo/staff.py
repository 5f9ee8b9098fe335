"""The invented practitioners of an invented night: the same people in every suite of one seed."""

from datetime import UTC, datetime

from desktop.demo.chance import Chance
from desktop.domain.identity import PractitionerId
from desktop.domain.staff import Practitioner, Role

_JOINED = datetime(2024, 4, 1, tzinfo=UTC)
_WHO = (
    ("Priya Shah", "Registered nurse", "99A0001X", Role.HCP),
    ("Siobhán Kerr", "Paramedic", "PA00002X", Role.HCP),
    ("Joseph Okafor", "Registered mental health nurse", "99B0003X", Role.LIAISON),
    ("Hannah Ward", "Social worker", "SW0004X", Role.LIAISON),
    ("Martin Cole", "Registered mental health nurse", "99C0005X", Role.SUPERVISOR),
)


def invent_staff(seed: int) -> tuple[Practitioner, ...]:
    chance = Chance(seed, "staff")
    return tuple(
        Practitioner(
            id=PractitionerId(chance.a_uuid(_JOINED)),
            name=name,
            profession=profession,
            registration_number=number,
            role=role,
        )
        for name, profession, number, role in _WHO
    )


def in_role(staff: tuple[Practitioner, ...], role: Role) -> tuple[Practitioner, ...]:
    return tuple(person for person in staff if person.role is role)
