"""Whoever is signed in is offered the form of their own work first."""

import pytest

from desktop.domain.staff import Role
from desktop.services.forms_first import first_of_roles, own_first
from desktop.services.questionnaires import (
    HEALTH_ASSESSMENT,
    LIAISON_SCREEN,
    STREET_TRIAGE,
    built_in_index,
)
from tests.unit.desktop.services.desk import Desk


@pytest.mark.parametrize(
    ("role", "form"),
    [
        (Role.HCP, HEALTH_ASSESSMENT),
        (Role.LIAISON, LIAISON_SCREEN),
        (Role.STREET_TRIAGE, STREET_TRIAGE),
    ],
)
def test_the_form_of_the_role_comes_first_and_none_is_lost(
    desk: Desk, role: Role, form: str
) -> None:
    forms = desk.services.list_forms()

    ordered = own_first(forms, role)

    assert ordered[0].canonical.startswith(form + "|")
    assert [one for one in forms if one != ordered[0]] == list(ordered[1:])


def test_for_a_role_of_which_nothing_is_said_the_usual_order_stands(desk: Desk) -> None:
    forms = desk.services.list_forms()

    assert own_first(forms, Role.ADMINISTRATOR) == forms


def test_every_role_and_form_that_the_settings_name_is_there() -> None:
    shipped = {canonical.partition("|")[0] for canonical in built_in_index()}

    assert set(first_of_roles()) <= {role.value for role in Role}
    assert {url for urls in first_of_roles().values() for url in urls} <= shipped
