"""A screen that a colleague is writing at this desk says so, before anybody else begins it."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from desktop.services.screen_values import BeingWritten
from tests.builders.custody import STAY, a_detention
from tests.builders.moments import NOW, minutes_ago
from tests.builders.people import KELLY, a_person_file
from tests.builders.screens import a_screen
from tests.fakes.pages import a_page_context
from tests.unit.ui.people.in_window import in_window
from tests.unit.ui.screening.small_form import ScreenDesk, open_page
from ui.person.page import PersonPage
from ui.person.panels.start import StartPanel
from ui.person.sheet import PersonSheet
from ui.places import PersonPlace
from ui.screening.being_written import being_written_words

SHAH_WRITES = BeingWritten(by="P. Shah", since=minutes_ago(12), answers=7)
SAID = "Being written by P. Shah since 02:02, 7 answers not yet filed. Ask P. Shah to hand over."


def test_the_page_of_the_person_says_who_writes_and_whom_to_ask(qtbot: QtBot) -> None:
    screen = a_screen()
    file = a_person_file(
        detentions=(a_detention(),), screens=(screen,), being_written={screen.id: (SHAH_WRITES,)}
    )
    page = PersonPage(a_page_context(open_person=lambda _id: file), PersonPlace(KELLY))
    window = in_window(qtbot, page)

    page.begin()

    assert page.view.conflicts.isVisible()
    assert page.view.conflicts.lines() == (f"{screen.title}: {SAID}",)
    page.leave()
    window.close()


def test_among_the_forms_it_is_named_as_being_written(qtbot: QtBot) -> None:
    screen = a_screen(detention_id=STAY)
    file = a_person_file(screens=(screen,), being_written={screen.id: (SHAH_WRITES,)})
    panel = StartPanel(PersonSheet(file=file, detention=a_detention()), lambda: NOW)
    qtbot.addWidget(panel)

    assert [offer.kind for offer in panel.model.rows()] == ["Being written by P. Shah"]


def test_the_screen_says_it_when_somebody_else_opens_it(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk(being_written=(SHAH_WRITES,)))

    assert page.view.notice.isVisible()
    assert page.view.notice.text() == SAID


def test_what_was_begun_the_day_before_has_its_date_and_one_answer_is_one() -> None:
    one = BeingWritten(by="", since=NOW - timedelta(days=1), answers=1)

    assert being_written_words([one], NOW) == (
        "Being written by a colleague since 04-Sep-2026 02:14, 1 answer not yet filed. "
        "Ask a colleague to hand over."
    )
    assert being_written_words([], NOW) == ""
