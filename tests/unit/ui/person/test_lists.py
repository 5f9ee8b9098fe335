from dataclasses import replace

from desktop.domain.court_report import CopyRoute
from desktop.domain.detention import Detention
from desktop.domain.record import Standing
from desktop.domain.screen import ScreenStatus
from tests.builders.custody import a_detention, a_review
from tests.builders.moments import NOW, minutes_ago, numbered
from tests.builders.people import a_person, a_person_file
from tests.builders.reports import a_copy, a_court_report
from tests.builders.screens import a_consent, a_screen
from tests.builders.staff import OKAFOR, SHAH
from ui.person.conflict_words import conflict_lines, needs_newer
from ui.person.lists import (
    consent_columns,
    copies_words,
    detention_columns,
    report_columns,
    review_columns,
    screen_columns,
)
from ui.person.sheet import PersonSheet

NAMES = {OKAFOR: "J. Okafor", SHAH: "P. Shah"}
SHEET = PersonSheet(file=a_person_file(names=NAMES), detention=a_detention())


def sheet_with(**lists: object) -> PersonSheet:
    return PersonSheet(file=a_person_file(**lists), detention=a_detention())


def test_a_report_says_how_often_it_left() -> None:
    report = a_court_report()
    twice = (a_copy(), a_copy(id=numbered(952)))
    saved = a_copy(id=numbered(953), route=CopyRoute.SAVED_ENCRYPTED)
    other = a_copy(id=numbered(954), report_id=numbered(999))

    assert copies_words(sheet_with(copies=(*twice, other)), report) == "printed 2 times"
    assert copies_words(sheet_with(copies=(*twice, saved)), report) == (
        "printed 2 times, saved 1 time"
    )
    assert copies_words(sheet_with(copies=(other,)), report) == "not printed"


def test_rows_name_who_did_what_and_when() -> None:
    done = a_screen(status=ScreenStatus.COMPLETED, completed_at=minutes_ago(10))
    assert [c.shown(done) for c in screen_columns(lambda: SHEET)] == [
        "05-Sep-2026 00:34",
        "Health screen",
        "Completed, 05-Sep-2026 02:04",
        "P. Shah",
    ]
    assert [c.shown(a_review()) for c in review_columns(lambda: SHEET)] == [
        "05-Sep-2026 02:44",
        "withdrawal chart",
        "Still to be done",
        "",
    ]
    assert [c.shown(a_consent()) for c in consent_columns(lambda: SHEET)] == [
        "05-Sep-2026 00:44",
        "Share with the court",
        "Given",
        "Not recorded",
        "J. Okafor",
    ]
    assert [c.shown(a_court_report()) for c in report_columns(lambda: SHEET)] == [
        "CR-7F3K v1",
        "Southend Magistrates' Court",
        "05-Sep-2026 10:04",
        "Draft",
        "not printed",
    ]


def test_a_stay_that_goes_on_says_so() -> None:
    released: Detention = a_detention(released_at=NOW, release_outcome="Bailed")

    assert [c.shown(a_detention()) for c in detention_columns(lambda: SHEET)][3] == "In custody"
    assert [c.shown(released) for c in detention_columns(lambda: SHEET)][3:] == [
        "05-Sep-2026 02:14",
        "Bailed",
    ]


def test_a_handed_over_screen_says_to_whom() -> None:
    screen = a_screen(status=ScreenStatus.HANDED_OVER, handed_over_to="day team")

    assert screen_columns(lambda: SHEET)[2].shown(screen) == "Handed over to day team"


def test_a_screen_taken_up_after_hand_over_is_in_progress() -> None:
    screen = a_screen(status=ScreenStatus.IN_PROGRESS, handed_over_to="day team")

    assert screen_columns(lambda: SHEET)[2].shown(screen) == "In progress"


def test_a_screen_under_way_says_how_many_of_its_sections_are_complete() -> None:
    status = screen_columns(lambda: SHEET)[2].shown
    paused = a_screen(status=ScreenStatus.PAUSED)
    left = {"health": True, "home": False, "plan": True}

    assert status(replace(paused, sections_complete=left)) == "Paused, 2 sections complete"
    assert status(replace(paused, sections_complete={"home": False})) == "Paused"


def test_two_colleagues_who_differ_are_named_by_fact_and_record() -> None:
    person = a_person(standing=Standing(conflicts=("gp", "markers/1", "markers/2")))
    detention = a_detention(standing=Standing(conflicts=("cell",)))
    sheet = sheet_with(person=person, detentions=(detention,))

    personal, stay = conflict_lines(sheet)
    assert personal.startswith("Personal details: two colleagues recorded GP, a warning different")
    assert stay.startswith("Detention SN/4473/26: two colleagues recorded cell differently")
    assert stay.endswith("Both are kept.")


def test_where_nobody_differs_nothing_is_said() -> None:
    assert conflict_lines(SHEET) == ()
    assert not needs_newer(SHEET)


def test_a_record_of_a_newer_program_is_noticed_wherever_it_is() -> None:
    newer = replace(a_consent(), standing=Standing(needs_newer=True))

    assert needs_newer(sheet_with(consents=(newer,)))
