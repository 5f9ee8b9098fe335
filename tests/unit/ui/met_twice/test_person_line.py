"""A person's page says whom she may also be, and shows under which name each thing was written."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.services.everything import Services
from tests.builders.custody import STAY, a_detention
from tests.builders.links import KELLY_ELSEWHERE
from tests.builders.people import KELLY, a_person, a_person_file
from tests.builders.screens import a_screen
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import services_in_memory
from tests.fakes.windows import in_front
from tests.unit.ui.met_twice.test_met_twice_page import ELSEWHERE, a_meeting
from ui.person.page import PersonPage
from ui.person.sheet import read_sheet
from ui.places import MetTwicePlace, PersonPlace

LINKED = replace(a_person(), linked=(ELSEWHERE,))
THERE = a_detention(person_id=KELLY_ELSEWHERE)


def a_desk() -> Services:
    file = a_person_file(person=LINKED, detentions=(THERE,), screens=(a_screen(),))
    other = replace(file, person=replace(ELSEWHERE, linked=(a_person(),)))
    return services_in_memory(open_person=lambda id_: other if id_ == KELLY_ELSEWHERE else file)


def test_the_line_names_who_it_may_be_and_leads_to_both(qtbot: QtBot) -> None:
    journey = Journey()
    services = services_in_memory(people_met_twice=lambda _person_id=None: (a_meeting(),))
    page = PersonPage(a_page_context(services, journey=journey), PersonPlace(KELLY, STAY))
    in_front(page, qtbot)
    page.begin()

    line = page.view.met
    assert line.isVisible()
    assert line.words == (
        "May be the same person as MARCH, Kelly (Ms), born 04-Mar-1991: look at both."
    )
    line.click()
    assert journey.places == [MetTwicePlace(KELLY)]
    page.leave()


def test_nobody_alike_and_nobody_linked_leaves_no_line(qtbot: QtBot) -> None:
    page = PersonPage(a_page_context(), PersonPlace(KELLY, STAY))
    in_front(page, qtbot)
    page.begin()

    assert not page.view.met.isVisible()
    page.leave()


def test_what_was_written_under_the_other_name_says_so() -> None:
    sheet = read_sheet(a_desk(), KELLY, None)

    assert sheet.labelled("Health screen", a_screen(person_id=KELLY)) == (
        "Health screen (under MARSH, Kelly)"
    )
    assert sheet.labelled("Health screen", a_screen(person_id=KELLY_ELSEWHERE)) == "Health screen"


def test_a_stay_under_the_other_name_is_worked_on_under_that_name() -> None:
    sheet = read_sheet(a_desk(), KELLY, None)

    assert sheet.detention == THERE
    assert sheet.file.person.id == KELLY_ELSEWHERE
