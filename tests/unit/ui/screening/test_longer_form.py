"""A short tool's total leads on to the longer tool by one button, and back when that is done."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Coding, Screen, ScreenStatus
from desktop.errors import TroubleError
from desktop.services.longer_forms import longer_forms
from desktop.services.values import OpenScreen, PersonFile
from tests.builders.moments import NOW, minutes_ago, numbered
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR
from tests.fakes.mnemonics import nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.screening.keys import focused, row_at
from tests.unit.ui.screening.small_form import ScreenDesk, a_shipped_form, open_page
from ui.person.come_back import ComeBack
from ui.person.page import PersonPage
from ui.places import PersonPlace, ScreenPlace
from ui.screening.longer_opening import LongerFormOpened
from ui.screening.page import ScreenPage
from ui.screening.score_row import ScoreRow

PHQ_9 = longer_forms()["phq-2"].opens
OTHER = ScreenId(numbered(777))


class LiaisonDesk(ScreenDesk):
    """A desk with the L&D screen open at the two weeks; it notes which forms were begun."""

    def __init__(self, *points: int, form: str = "liaison-diversion-screen") -> None:
        super().__init__(questionnaire=a_shipped_form(form))
        self.begun: list[tuple[Any, ...]] = []
        self.screens: tuple[Screen, ...] = ()
        self.screen = replace(self.screen, current_section="mental")
        asked = ("mood.interest", "mood.low")
        self.draft = {
            link_id: an_answer(a_frequency(number))
            for link_id, number in zip(asked, points, strict=False)
        }

    def start_screen(self, *asked: Any) -> OpenScreen:
        self.begun.append(asked)
        return replace(self.open_screen(), screen=replace(self.screen, id=OTHER))

    def open_person(self, person_id: Any) -> PersonFile:
        return replace(super().open_person(person_id), screens=(self.screen, *self.screens))

    def page(self, qtbot: QtBot, journey: Journey | None = None, **overrides: Any) -> ScreenPage:
        return open_page(qtbot, self, journey, **{"start_screen": self.start_screen, **overrides})


def a_frequency(points: int) -> Coding:
    system = "https://custodyliaison.example/fhir/CodeSystem/two-weeks"
    return Coding(code=str(points), system=system)


def the_score(page: ScreenPage, key: str = "mood.score") -> ScoreRow:
    row = row_at(page, key)
    assert isinstance(row, ScoreRow)
    return row


def the_button(page: ScreenPage, key: str = "mood.score") -> QPushButton:
    button = the_score(page, key).longer
    assert button is not None
    return button


def is_offered(page: ScreenPage, key: str = "mood.score") -> bool:
    button = the_score(page, key).longer
    return button is not None and not button.isHidden()


def test_a_positive_phq_2_offers_the_phq_9_and_a_lower_one_takes_it_back(qtbot: QtBot) -> None:
    page = LiaisonDesk(1).page(qtbot)
    before = is_offered(page)

    page.view.asks.values_given.emit("mood.low", (a_frequency(2),))
    positive = is_offered(page)
    words = the_button(page).text()
    page.view.asks.values_given.emit("mood.low", (a_frequency(1),))

    assert not before
    assert positive
    assert words == "Open the PHQ-9"
    assert not is_offered(page)
    assert not is_offered(page, "worry.score")
    assert nameless_controls(page) == []


def test_the_longer_form_is_opened_by_keyboard_and_this_screen_is_paused(qtbot: QtBot) -> None:
    desk, journey = LiaisonDesk(2), Journey()
    page = desk.page(qtbot, journey)
    page.view.asks.values_given.emit("mood.low", (a_frequency(3),))

    row_at(page, "mood.low").focus_question()
    for _press in range(12):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused() is the_button(page):
            break
    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert desk.screen.status is ScreenStatus.PAUSED
    assert desk.answer_to("mood.low").values == (a_frequency(3),)
    assert desk.begun == [(desk.screen.person_id, desk.screen.detention_id, PHQ_9)]
    assert journey.places == [ScreenPlace(OTHER)]


def test_a_longer_form_that_is_half_done_is_gone_on_with(qtbot: QtBot) -> None:
    desk, journey = LiaisonDesk(3, 3), Journey()
    half_done = replace(
        a_screen(),
        id=OTHER,
        questionnaire=f"{PHQ_9}|1.0.0",
        detention_id=desk.screen.detention_id,
        started_at=minutes_ago(900),
        status=ScreenStatus.PAUSED,
    )
    desk.screens = (half_done,)
    page = desk.page(qtbot, journey)

    the_button(page).click()

    assert desk.begun == []
    assert journey.places == [ScreenPlace(OTHER)]


def test_what_was_done_before_this_screen_was_begun_is_done_anew(qtbot: QtBot) -> None:
    desk = LiaisonDesk(3, 3)
    long_ago = replace(
        a_screen(),
        id=ScreenId(numbered(778)),
        questionnaire=f"{PHQ_9}|1.0.0",
        detention_id=desk.screen.detention_id,
        started_at=minutes_ago(900),
    )
    desk.screens = (long_ago.complete(minutes_ago(800), OKAFOR),)
    page = desk.page(qtbot)

    the_button(page).click()

    assert len(desk.begun) == 1


def test_the_longer_form_itself_does_not_offer_to_be_opened(qtbot: QtBot) -> None:
    desk = LiaisonDesk(form="instruments/phq-9")
    loinc = Coding(code="LA6571-9", system="http://loinc.org")
    desk.draft = {"phq-9.1": an_answer(loinc), "phq-9.2": an_answer(loinc)}
    page = desk.page(qtbot)

    score = the_score(page, "phq-9.first-total")
    assert "3 or more" in " ".join(score.texts())
    assert not is_offered(page, "phq-9.first-total")


def test_a_screen_that_cannot_be_paused_stays_and_says_why(qtbot: QtBot) -> None:
    class NoPauseError(TroubleError):
        message_key = "error.disk_full"

    def refuse(_screen_id: Any) -> Screen:
        raise NoPauseError

    desk, journey = LiaisonDesk(3, 3), Journey()
    page = desk.page(qtbot, journey, pause_screen=refuse)

    the_button(page).click()

    assert desk.begun == []
    assert journey.places == []
    assert page.view.notice.isVisible()


def test_a_finished_longer_form_leads_back_once_to_the_screen_that_opened_it() -> None:
    left = replace(a_screen(), status=ScreenStatus.PAUSED)
    longer = replace(a_screen(), id=OTHER)
    back = ComeBack()

    back.hear(LongerFormOpened(left, OTHER))
    back.hear(replace(longer, status=ScreenStatus.PAUSED))
    while_paused = back.take()
    back.hear(longer.complete(NOW, OKAFOR))

    assert while_paused is None
    assert back.take() == left.id
    assert back.take() is None


def test_nobody_is_led_back_to_a_screen_that_is_finished() -> None:
    left = a_screen()
    back = ComeBack()

    back.hear(LongerFormOpened(left, OTHER))
    back.hear(left.complete(NOW, OKAFOR))
    back.hear(replace(a_screen(), id=OTHER).complete(NOW, OKAFOR))

    assert back.take() is None


def test_the_page_of_the_person_goes_on_to_the_screen_that_was_left(qtbot: QtBot) -> None:
    left, journey = a_screen(), Journey()
    context = a_page_context(journey=journey)
    page = PersonPage(context, PersonPlace(left.person_id))
    qtbot.addWidget(page)
    context.announcer.happened.emit(LongerFormOpened(left, OTHER))
    context.announcer.happened.emit(replace(a_screen(), id=OTHER).complete(NOW, OKAFOR))

    page.begin()
    qtbot.waitUntil(lambda: journey.places == [ScreenPlace(left.id)])
    page.leave()
