"""After a decision, the next thing to decide may be one that another page decides."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.people import KELLY
from tests.fakes.pages import Journey
from tests.unit.ui.conflict.desk import ConflictDesk
from tests.unit.ui.conflict.on_page import Open, choose
from tests.unit.ui.conflict.recorded import a_conflict
from ui.places import MetTwicePlace


def test_the_next_to_decide_leads_away_where_it_is_two_records_of_one_person(
    open_page: Open,
) -> None:
    link = a_conflict(kind="person_link", register="decision")
    journey = Journey()
    page = open_page(ConflictDesk([a_conflict(), link]), journey)
    choose(page, 1)
    page.view.save.click()

    QTest.keyClick(page.view.next, Qt.Key.Key_Return)

    assert journey.places == [MetTwicePlace(KELLY)]
