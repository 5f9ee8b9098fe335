"""One of many forms is found and begun by keyboard alone; what is half done is offered first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.identity import DetentionId, FormId, ScreenId
from desktop.domain.screen import ScreenStatus
from desktop.domain.staff import Role
from desktop.services.questionnaires import HEALTH_ASSESSMENT, LIAISON_SCREEN
from desktop.services.values import FormChoice
from tests.builders.custody import STAY, a_detention
from tests.builders.moments import NOW, minutes_ago, numbered
from tests.builders.people import KELLY, a_person_file
from tests.builders.screens import a_screen, an_open_screen
from tests.builders.staff import SHAH, a_practitioner, a_session
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import services_in_memory
from tests.unit.ui.people.in_window import alt, in_window, press, type_into
from ui.person.actions import Action
from ui.person.page import PersonPage
from ui.person.panels.start import Offer, StartPanel, offers
from ui.person.sheet import PersonSheet, read_sheet
from ui.places import BlankFormPlace, ObservationsPlace, PersonPlace, ScreenPlace


def a_choice(title: str, **changes: Any) -> FormChoice:
    choice = FormChoice(canonical=f"{title}|1", title=title, is_built_in=True)
    return replace(choice, **changes)


LIAISON, HEALTH = a_choice("L&D screen"), a_choice("Custody health assessment")
LOCAL = a_choice("Southend drug form", is_built_in=False, form_id=FormId(numbered(9)))
NEWS2 = a_choice("NEWS2 observations", is_instrument=True)
CIWA = a_choice("CIWA-Ar: alcohol withdrawal", is_instrument=True)
FORMS = (LIAISON, HEALTH, LOCAL, NEWS2, CIWA)
BEGUN = a_screen(
    questionnaire=NEWS2.canonical, title="NEWS2 observations", started_at=minutes_ago(4)
)

Opened = Callable[..., StartPanel]


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def started() -> list[Any]:
    return []


@pytest.fixture
def opened(qtbot: QtBot, journey: Journey, started: list[Any]) -> Iterator[Opened]:
    windows: list[QWidget] = []

    def start(*asked: Any) -> Any:
        started.append(asked)
        return an_open_screen()

    def opened(*screens: Any) -> StartPanel:
        file = a_person_file(detentions=(a_detention(),), screens=screens, names={SHAH: "P. Shah"})
        context = a_page_context(
            journey=journey,
            open_person=lambda _id: file,
            list_forms=lambda: FORMS,
            start_screen=start,
        )
        page = PersonPage(context, PersonPlace(KELLY))
        windows.append(in_window(qtbot, page))
        page.begin()
        button = page.view.card.button(Action.START) if screens else page.view.main
        press(button, Qt.Key.Key_Space)
        assert isinstance(page.view.panel, StartPanel)
        return page.view.panel

    yield opened
    for window in windows:
        page = window.findChild(PersonPage)
        if isinstance(page, PersonPage):
            page.leave()
        window.close()


def shown(panel: StartPanel) -> list[str]:
    return [offer.words for offer in panel.model.rows()]


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_screens_stand_first_then_tools_then_forms_taken_in(opened: Opened) -> None:
    panel = opened()

    assert [(offer.words, offer.kind) for offer in panel.model.rows()] == [
        ("L&D screen", "Screen"),
        ("Custody health assessment", "Screen"),
        ("NEWS2 observations", "Tool"),
        ("CIWA-Ar: alcohol withdrawal", "Tool"),
        ("Southend drug form", "Imported form"),
    ]
    assert focused() is panel.line


def test_typing_finds_and_enter_starts(opened: Opened, started: list[Any]) -> None:
    panel = opened()
    type_into(focused(), "alc")
    assert shown(panel) == ["CIWA-Ar: alcohol withdrawal"]

    press(focused(), Qt.Key.Key_Return)

    assert started == [(KELLY, STAY, CIWA.canonical)]


def test_what_was_begun_is_not_offered_again_on_the_way_back(
    opened: Opened, started: list[Any]
) -> None:
    panel = opened()
    page = panel.parent()
    while not isinstance(page, PersonPage):
        assert page is not None
        page = page.parent()

    press(focused(), Qt.Key.Key_Return)

    assert len(started) == 1
    assert page.view.panel is None
    assert page.view.main.isVisible()


def test_down_goes_through_the_list_while_one_types_above(
    opened: Opened, started: list[Any]
) -> None:
    opened()
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Up)
    press(focused(), Qt.Key.Key_Return)

    assert started == [(KELLY, STAY, HEALTH.canonical)]


def test_enter_in_the_list_starts_too(opened: Opened, started: list[Any]) -> None:
    panel = opened()
    press(focused(), Qt.Key.Key_Tab)
    assert focused() is panel.table
    for _form in FORMS[1:]:
        press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Return)

    assert started == [(KELLY, STAY, LOCAL.canonical)]


def test_what_is_half_done_is_offered_first_and_gone_on_with(
    opened: Opened, journey: Journey, started: list[Any]
) -> None:
    panel = opened(BEGUN)
    assert shown(panel)[0] == "Continue NEWS2 observations begun 02:10 by P. Shah"
    assert panel.save.text() == "Contin&ue"

    press(focused(), Qt.Key.Key_Return)

    assert started == []
    assert journey.places == [ScreenPlace(BEGUN.id)]


def test_the_same_form_can_still_be_begun_anew(opened: Opened, started: list[Any]) -> None:
    panel = opened(BEGUN)
    type_into(focused(), "news")
    press(focused(), Qt.Key.Key_Down)
    assert panel.save.text() == "&Start"

    press(focused(), Qt.Key.Key_Return)

    assert started == [(KELLY, STAY, NEWS2.canonical)]


def test_what_was_finished_or_begun_in_another_stay_is_not_offered() -> None:
    finished = replace(BEGUN, status=ScreenStatus.COMPLETED, completed_at=NOW)
    elsewhere = replace(BEGUN, id=ScreenId(numbered(8)), detention_id=DetentionId(numbered(8)))
    file = a_person_file(detentions=(a_detention(),), screens=(finished, elsewhere))
    sheet = PersonSheet(file=file, detention=a_detention(), forms=FORMS)

    assert all(offer.screen is None for offer in offers(sheet, NOW))


def test_what_was_handed_over_says_to_whom() -> None:
    screen = replace(BEGUN, status=ScreenStatus.HANDED_OVER, handed_over_to="day shift")
    file = a_person_file(detentions=(a_detention(),), screens=(screen,))
    first = offers(PersonSheet(file=file, detention=a_detention()), NOW)[0]

    assert first.kind == "Handed over to day shift"


def test_a_name_no_form_has_is_said_and_starts_nothing(opened: Opened, started: list[Any]) -> None:
    panel = opened()
    type_into(focused(), "xyz")
    assert panel.table.stand_in_text() == "No form has such a name."

    press(focused(), Qt.Key.Key_Return)

    assert started == []
    assert panel.errors.texts() == ["Form: Choose a form"]


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("", True),
        ("ciwa", True),
        ("with alc", True),
        ("AR", True),
        ("tool", True),
        ("iwa", False),
        ("alcohol x", False),
    ],
)
def test_each_word_typed_begins_a_word_of_the_name_or_kind(typed: str, *, fits: bool) -> None:
    offer = Offer(words="CIWA-Ar: alcohol withdrawal", kind="Tool")

    assert offer.fits(typed) is fits


def test_observations_are_one_key_away(opened: Opened, journey: Journey) -> None:
    panel = opened()
    alt(panel.window(), Qt.Key.Key_C)
    page = panel.window().findChild(PersonPage)
    assert isinstance(page, PersonPage)
    press(page.view.card.button(Action.OBSERVATIONS), Qt.Key.Key_Space)

    assert journey.places == [ObservationsPlace(KELLY, STAY)]


def test_keys_are_unique_and_everything_has_a_name(opened: Opened) -> None:
    window = opened(BEGUN).window()

    assert duplicate_mnemonics(window) == {}
    assert nameless_controls(window) == []


def test_the_form_chosen_prints_blank_headed_with_the_person(
    opened: Opened, journey: Journey, started: list[Any]
) -> None:
    panel = opened()
    type_into(panel.line, "news")

    press(panel.blank, Qt.Key.Key_Space)

    assert journey.places == [BlankFormPlace(NEWS2.canonical, KELLY)]
    assert started == []


@pytest.mark.parametrize(
    ("role", "first"), [(Role.HCP, "Custody health assessment"), (Role.LIAISON, "L&D screen")]
)
def test_the_form_of_the_own_role_is_chosen_before_anything_is_typed(
    qtbot: QtBot, role: Role, first: str
) -> None:
    forms = (
        a_choice("L&D screen", canonical=f"{LIAISON_SCREEN}|1"),
        a_choice("Custody health assessment", canonical=f"{HEALTH_ASSESSMENT}|1"),
        NEWS2,
    )
    session = a_session(practitioner=a_practitioner(role=role))
    services = services_in_memory(
        session=session, list_forms=lambda: forms, open_person=lambda _id: a_person_file()
    )

    panel = StartPanel(read_sheet(services, KELLY, None), lambda: NOW)
    qtbot.addWidget(panel)

    chosen = panel.chosen()
    assert chosen is not None
    assert chosen.words == first
