"""The police custody list as forces really write it: nothing lost, guessed or taken twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.demo.custody_list import custody_list
from desktop.demo.night import a_night
from desktop.domain.person import Gender
from desktop.services.custody_list_text import CustodyListUnreadableError
from desktop.services.values import CustodyListRow
from tests.builders.moments import NOW
from tests.unit.desktop.services.desk import Desk, SetClock

LIST = """Custody record,Surname,Forename,DOB,Sex,Cell,Arrived,Offence
SN/4471/26,HUGHES,Dean,17/06/1988,M,C14,04/09/2026 22:02,Criminal damage
SN/4473/26,MARSH,Kelly,04/03/1991,F,c11,04/09/2026 23:40,"Theft, from a shop"
"""
HEADER = LIST.splitlines()[0]


def read(desk: Desk, text: str) -> list[CustodyListRow]:
    return list(desk.services.read_custody_list(text))


def one(desk: Desk, text: str) -> CustodyListRow:
    (row,) = read(desk, text)
    return row


def dean_and_kelly(rows: list[CustodyListRow]) -> None:
    dean, kelly = rows
    assert (dean.custody_record_number, dean.family_name, dean.given_name) == (
        "SN/4471/26",
        "Hughes",
        "Dean",
    )
    assert (dean.date_of_birth, dean.gender) == (date(1988, 6, 17), Gender.MALE)
    assert dean.arrived_at == datetime(2026, 9, 4, 21, 2, tzinfo=UTC)
    assert (kelly.family_name, kelly.cell, kelly.gender) == ("Marsh", "C11", Gender.FEMALE)
    assert kelly.offence == "Theft, from a shop"
    assert [row.problem for row in rows] == ["", ""]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n", "\ufeff\r\n"])
def test_commas_semicolons_tabs_and_any_line_end_are_read_alike(
    desk: Desk, delimiter: str, line_end: str, before: str
) -> None:
    plain = LIST.replace('"Theft, from a shop"', "OFFENCE").replace(",", delimiter)
    offence = "Theft, from a shop" if delimiter != "," else '"Theft, from a shop"'
    text = plain.replace("OFFENCE", offence)

    dean_and_kelly(read(desk, before + text.replace("\n", line_end)))


@pytest.mark.parametrize(
    "header",
    [
        "Custody Record Number,SURNAME,FORENAMES,Date of birth,Gender,Cell No,Arrival,Offences",
        "Custody Record No.,Last Name,First name,D.O.B.,Sex,Cell number,Detained at,Offence",
        "CRN,Family name,Given name,Born,sex,Location,Relevant time,Reason for arrest",
        '"Custody Number","Surname","Forename","DOB","Sex","Cell","Arrived at","Offence"',
    ],
)
def test_columns_are_known_by_what_forces_call_them(desk: Desk, header: str) -> None:
    lines = LIST.split("\n")

    dean_and_kelly(read(desk, "\n".join([header, *lines[1:]])))


def test_columns_may_stand_in_any_order_among_others(desk: Desk) -> None:
    text = "Officer;Forename;Cell;Surname;Custody record\nPS Doyle;Kelly;C11;MARSH;SN/4473/26\n"

    row = one(desk, text)

    assert (row.given_name, row.family_name, row.cell) == ("Kelly", "Marsh", "C11")
    assert (row.problem, row.arrived_at, row.date_of_birth) == ("", None, None)


def test_titles_above_the_columns_are_passed_over(desk: Desk) -> None:
    text = "Southend Custody\nPrinted 05/09/2026 02:10; 2 detained\n\n" + LIST

    dean_and_kelly(read(desk, text))


@pytest.mark.parametrize(
    ("whole", "family", "given"),
    [
        ('"MARSH, Kelly Ann"', "Marsh", "Kelly Ann"),
        ("Kelly MARSH", "Marsh", "Kelly"),
        ("MARSH DOYLE Kelly", "Marsh Doyle", "Kelly"),
        ("Kelly Marsh", "Marsh", "Kelly"),
        ("KELLY MARSH", "Marsh", "Kelly"),
    ],
)
def test_a_name_in_one_column_is_parted(desk: Desk, whole: str, family: str, given: str) -> None:
    row = one(desk, f"Custody record,Name\nSN/1/26,{whole}\n")

    assert (row.family_name, row.given_name) == (family, given)


@pytest.mark.parametrize(
    ("police", "ours"),
    [
        ("MARSH-O'NEILL", "Marsh-O'Neill"),
        ("MCDONALD", "McDonald"),
        ("MACDONALD", "Macdonald"),
        ("SIOBHÁN", "Siobhán"),
        ("van der Berg", "van der Berg"),
        ("ADÉYẸMÍ", "Adéyẹmí"),
        ("DE LA CRUZ", "De La Cruz"),
    ],
)
def test_a_name_in_capitals_is_written_as_people_write_it(
    desk: Desk, police: str, ours: str
) -> None:
    assert one(desk, f"Custody record\tSurname\nSN/1/26\t{police}\n").family_name == ours


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize(
    "name", ['"Kelly', '"Kelly" Ann', 'Kelly "Kel"', '"Kelly ""Kel"""']
)  # fmt: skip
def test_no_line_is_lost_to_a_quotation_mark(desk: Desk, name: str, delimiter: str) -> None:
    text = (
        "Custody record,Surname,Forename,DOB,Arrived\n"
        f"SN/4470/26,PARK,{name},01/02/1990,04/09/2026 20:00\n"
        "SN/4471/26,HUGHES,Dean,17/06/1988,04/09/2026 22:02\n"
        "SN/4472/26,SHAH,Ravi,17/06/1989,04/09/2026 22:12\n"
    ).replace(",", delimiter)

    rows = read(desk, text)

    assert [row.family_name for row in rows] == ["Park", "Hughes", "Shah"]
    assert rows[0].given_name.startswith("Kelly")
    assert rows[0].date_of_birth == date(1990, 2, 1)
    assert [row.problem for row in rows] == ["", "", ""]


def test_an_empty_first_column_does_not_shift_the_others(desk: Desk) -> None:
    text = "\tCustody record\tSurname\n1\tSN/4471/26\tHUGHES\n"

    assert one(desk, text).family_name == "Hughes"


@pytest.mark.parametrize(
    ("column", "typed", "problem"),
    [
        ("DOB", "31/02/1991", "field.not_a_date"),
        ("DOB", "not known", "field.not_a_date"),
        ("DOB", "04/03/2031", "field.in_the_future"),
        ("DOB", "04/03/1826", "field.too_long_ago"),
        ("Arrived", "yesterday", "field.not_a_date"),
        ("Arrived", "04/09/2026 25:10", "field.not_a_date"),
        ("Arrived", "05/10/2026 22:02", "field.in_the_future"),
        ("Arrived", "25:61", "field.not_a_date"),
        ("Surname", "", "field.required"),
        ("Custody record", " ", "field.required"),
    ],
)
def test_what_cannot_be_right_is_marked_and_its_line_stays(
    desk: Desk, column: str, typed: str, problem: str
) -> None:
    columns = ["Custody record", "Surname", "DOB", "Arrived"]
    cells = ["SN/1/26", "HUGHES", "17/06/1988", "04/09/2026 22:02"]
    cells[columns.index(column)] = typed
    rows = read(desk, f"{','.join(columns)}\n{','.join(cells)}\nSN/2/26,SHAH,,\n")

    assert [row.problem for row in rows] == [problem, ""]
    assert desk.services.import_custody_list(rows) == 1


@pytest.mark.parametrize(
    "arrived",
    ["04/09/2026 22:02", "4/9/2026 2202", "04-Sep-2026 22:02:31", "2026-09-04T22:02",
     "2026-09-04 22:02:00", "04/09/26 22.02", "4 September 2026, 22:02", "22:02", "2202", "22.02"],
)  # fmt: skip
def test_an_arrival_is_read_however_it_is_spelt(desk: Desk, arrived: str) -> None:
    row = one(desk, f"Custody record\tSurname\tArrived\nSN/1/26\tHUGHES\t{arrived}\n")

    assert row.arrived_at == datetime(2026, 9, 4, 21, 2, tzinfo=UTC)


@pytest.mark.parametrize(("born", "year"), [("17/06/88", 1988), ("17/06/05", 2005)])
def test_two_figures_of_a_birth_year_mean_someone_old_enough_to_be_here(
    desk: Desk, born: str, year: int
) -> None:
    row = one(desk, f"Custody record,Surname,DOB\nSN/1/26,HUGHES,{born}\n")

    assert row.date_of_birth == date(year, 6, 17)


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        # British Summer Time: a bare time is the last such time on the wall.
        (at(2026, 9, 4, 23, 5), "23:50", at(2026, 9, 4, 22, 50)),  # 00:05, typed before midnight
        (at(2026, 9, 4, 23, 5), "00:02", at(2026, 9, 4, 23, 2)),
        (at(2026, 9, 4, 23, 5), "00:30", at(2026, 9, 3, 23, 30)),  # not come yet: yesterday's
        (at(2026, 9, 4, 23, 5), "00:07", at(2026, 9, 4, 23, 5)),  # a clock two minutes ahead
        # Clocks go back on 25 October 2026: 01:00 to 01:59 are on the wall twice.
        (at(2026, 10, 25, 3, 0), "01:30", at(2026, 10, 25, 1, 30)),
        (at(2026, 10, 25, 1, 15), "01:30", at(2026, 10, 25, 0, 30)),  # the first time round
        (at(2026, 10, 25, 0, 45), "01:30", at(2026, 10, 25, 0, 30)),
        (at(2026, 10, 25, 12, 0), "13:00", at(2026, 10, 24, 12, 0)),
        # Clocks go forward on 29 March 2026: 01:00 to 01:59 are never on the wall.
        (at(2026, 3, 29, 1, 10), "00:50", at(2026, 3, 29, 0, 50)),
        (at(2026, 3, 29, 1, 10), "02:05", at(2026, 3, 29, 1, 5)),
        (at(2026, 3, 29, 1, 10), "23:30", at(2026, 3, 28, 23, 30)),
    ],
)
def test_a_bare_time_is_the_last_such_time_also_at_midnight_and_when_clocks_change(
    desk: Desk, clock: SetClock, now: datetime, typed: str, meant: datetime
) -> None:
    clock.now = now

    row = one(desk, f"Custody record,Surname,Arrived\nSN/1/26,HUGHES,{typed}\n")

    assert row.arrived_at == meant
    assert row.problem == ""


@pytest.mark.parametrize("typed", ["01:30", "29/03/2026 01:30"])
def test_a_time_that_was_never_on_the_wall_is_marked(
    desk: Desk, clock: SetClock, typed: str
) -> None:
    clock.now = at(2026, 3, 29, 12, 0)

    row = one(desk, f"Custody record,Surname,Arrived\nSN/1/26,HUGHES,{typed}\n")

    assert (row.arrived_at, row.problem) == (None, "field.not_a_date")


@pytest.mark.parametrize(
    "text", ["", "   \n", "hello", "Surname,Forename\nMARSH,Kelly", "\x00\x01", HEADER]
)
def test_what_is_no_custody_list_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(CustodyListUnreadableError):
        read(desk, text)


def test_a_second_import_takes_nothing_twice(desk: Desk) -> None:
    assert desk.services.import_custody_list(read(desk, LIST)) == 2

    again = read(desk, LIST)

    board = {row.custody_record_number: row for row in desk.services.show_board().rows}
    assert [row.existing for row in again] == [
        board["SN/4471/26"].detention_id,
        board["SN/4473/26"].detention_id,
    ]
    assert desk.services.import_custody_list(again) == 0
    stripped = [replace(row, existing=None) for row in again]
    assert desk.services.import_custody_list(stripped) == 0
    assert len(desk.services.show_board().rows) == 2


def test_a_number_in_other_letters_or_spaces_is_the_same_stay(desk: Desk) -> None:
    desk.services.import_custody_list(read(desk, LIST))

    again = one(desk, "Custody record,Surname\nsn / 4471 / 26,HUGHES\n")

    assert again.existing is not None


def test_a_number_twice_in_one_list_is_taken_once(desk: Desk) -> None:
    rows = read(desk, LIST + LIST.split("\n")[1])

    assert desk.services.import_custody_list(rows) == 2


def test_what_was_booked_in_stands_on_the_board_as_read(desk: Desk) -> None:
    desk.services.import_custody_list(read(desk, LIST))

    (dean,) = (row for row in desk.services.show_board().rows if row.given_name == "Dean")

    assert (dean.cell, dean.arrived_at) == ("C14", at(2026, 9, 4, 21, 2))
    file = desk.services.open_person(dean.person_id)
    assert (file.person.date_of_birth, file.person.gender) == (date(1988, 6, 17), Gender.MALE)
    assert file.detentions[0].offence == "Criminal damage"


def test_someone_known_is_proposed_and_becomes_a_new_stay_only_of_who_was_chosen(
    desk: Desk,
) -> None:
    known = desk.person(date_of_birth=date(1991, 3, 4))
    dean, kelly = read(desk, LIST)
    assert dean.match is None
    assert kelly.match is not None
    assert kelly.match.person == known
    assert kelly.match.reasons == ("match.name", "match.date_of_birth")

    desk.services.import_custody_list([replace(kelly, match=None)])
    assert desk.services.open_person(known.id).detentions == ()

    other = one(desk, HEADER + "\nSN/9/26,MARSH,Kelly,04/03/1991,F,C1,22:02,Theft")
    assert other.match is not None
    chosen = replace(other, match=replace(other.match, person=known))
    desk.services.import_custody_list([chosen])
    (stay,) = desk.services.open_person(known.id).detentions
    assert stay.custody_record_number == "SN/9/26"


def test_the_list_of_a_whole_night_is_taken_line_for_line(desk: Desk, clock: SetClock) -> None:
    clock.now = NOW + timedelta(hours=3)
    night = a_night(seed=7, detentions=40, suite="Southend", now=clock())
    rows = read(desk, custody_list(night, keeps_accents=False))
    held = [stay for stay in night.detentions if stay.released_at is None]

    assert [row.problem for row in rows] == [""] * len(held)
    assert [row.arrived_at for row in rows] == [
        stay.arrived_at.replace(second=0, microsecond=0) for stay in held
    ]
