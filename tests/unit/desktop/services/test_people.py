"""Finding a person by whatever was typed, and likely duplicates before a new one is made."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.identity import PersonId, new_uuid
from desktop.domain.person import Address, Alias, MarkerKind, Person
from desktop.errors import FieldProblemError
from desktop.services.values import PersonMatch
from tests.unit.desktop.services.desk import Desk

BORN = date(1991, 3, 4)


def found(desk: Desk, typed: str) -> list[str]:
    matches = desk.services.find_people(typed)
    return [f"{match.person.given_name} {match.person.family_name}".strip() for match in matches]


def reasons(desk: Desk, typed: str) -> list[tuple[str, ...]]:
    return [match.reasons for match in desk.services.find_people(typed)]


def arriving(**changes: object) -> Person:
    """Someone at the desk who has not been added yet."""
    person = Person(id=PersonId(new_uuid()), family_name="Marsh", given_name="Kelly")
    return replace(person, **changes)  # type: ignore[arg-type]


def likely(desk: Desk, **changes: object) -> tuple[PersonMatch, ...]:
    return desk.services.likely_duplicates(arriving(**changes))


@pytest.mark.parametrize(
    "typed", ["mar", "Marsh", "kelly", "KELLY MARSH", "marsh kel", "Marsh, Kelly", "  marsh  "]
)
def test_a_name_is_found_by_its_beginnings_in_any_order(desk: Desk, typed: str) -> None:
    desk.person()
    desk.person(family_name="Hughes", given_name="Dean")

    assert found(desk, typed) == ["Kelly Marsh"]
    assert reasons(desk, typed) == [("match.name",)]


@pytest.mark.parametrize("typed", ["arsh", "Kelly Hughes", "m", "", "   ", "Marshall", '"', "*"])
def test_what_begins_no_name_of_one_person_finds_nobody(desk: Desk, typed: str) -> None:
    desk.person()
    desk.person(family_name="Hughes", given_name="Dean")

    assert ("match.name",) not in reasons(desk, typed)


@pytest.mark.parametrize(
    ("family_name", "given_name", "typed"),
    [
        ("Gołąb", "Świętosława", "golab"),
        ("Gołąb", "Świętosława", "Swietoslawa Golab"),
        ("Kerr", "Siobhán", "siobhan"),
        ("Prŷs", "Siôn", "prys sion"),
        ("Adéyẹmí", "Túndé", "adeyemi"),
        ("Ødegård", "Bjørn", "odegard bjorn"),
        (
            "Şahin",
            "I\N{LATIN SMALL LETTER S WITH CEDILLA}\N{LATIN SMALL LETTER DOTLESS I}l",
            "isil sahin",
        ),
        ("Marsh", "Zoe", "Zoë Marsh"),
    ],
)
def test_accents_make_no_difference(
    desk: Desk, family_name: str, given_name: str, typed: str
) -> None:
    desk.person(family_name=family_name, given_name=given_name)

    assert found(desk, typed) == [f"{given_name} {family_name}"]
    assert reasons(desk, typed) == [("match.name",)]


@pytest.mark.parametrize(
    "typed", ["O'Brien", "O\N{RIGHT SINGLE QUOTATION MARK}Brien", "obrien", "brien", "o brien"]
)
def test_an_apostrophe_makes_no_difference(desk: Desk, typed: str) -> None:
    desk.person(family_name="O'Brien", given_name="Niall")

    assert found(desk, typed) == ["Niall O'Brien"]
    assert reasons(desk, typed) == [("match.name",)]


@pytest.mark.parametrize("typed", ["marsh-doyle", "Doyle", "marsh", "marsh doyle"])
def test_a_double_name_is_found_by_either_half(desk: Desk, typed: str) -> None:
    desk.person(family_name="Marsh-Doyle")

    assert reasons(desk, typed) == [("match.name",)]


@pytest.mark.parametrize(
    ("family_name", "given_name", "typed"),
    [
        ("Ahmed", "Mohammed", "Muhammad Ahmad"),
        ("Kerr", "Siobhán", "Shivaun Kerr"),
        ("Kerr", "Siobhan", "Shivaun"),
        ("Byrne", "Seán", "Shaun Burn"),
        ("Kowalska", "Marta", "Kovalska"),
        ("Thompson", "Steven", "Stephen Tomson"),
        ("Smith", "Catherine", "Kathryn Smyth"),
    ],
)
def test_a_misheard_name_is_found_by_its_sound(
    desk: Desk, family_name: str, given_name: str, typed: str
) -> None:
    desk.person(family_name=family_name, given_name=given_name)
    desk.person(family_name="Hughes", given_name="Dean")

    assert found(desk, typed) == [f"{given_name} {family_name}"]
    assert reasons(desk, typed) == [("match.name_sounds",)]


def test_names_that_are_written_so_come_before_those_that_sound_so(desk: Desk) -> None:
    desk.person(family_name="Smyth", given_name="John")
    desk.person(family_name="Smith", given_name="John")

    assert found(desk, "john smith") == ["John Smith", "John Smyth"]


def test_a_common_given_name_does_not_crowd_out_the_one_who_sounds_right(desk: Desk) -> None:
    for number in range(30):
        desk.person(family_name=f"Hussain{'abcdefghij'[number % 10] * 2}x", given_name="Mohammed")
    desk.person(family_name="Ahmed", given_name="Mohammed")

    assert found(desk, "Muhammad Ahmad") == ["Mohammed Ahmed"]


def test_a_person_is_found_by_alias_and_known_name_until_the_alias_is_removed(desk: Desk) -> None:
    alias = Alias(family_name="Doyle", given_name="Cassie")
    person = desk.person(known_as="Kel", aliases={"a": alias})
    assert found(desk, "cassie doyle") == ["Kelly Marsh"]
    assert found(desk, "kel") == ["Kelly Marsh"]

    removed = {"a": replace(alias, is_removed=True)}
    desk.services.change_person(person, replace(person, aliases=removed))

    assert found(desk, "cassie doyle") == []


def test_a_changed_name_is_found_by_the_new_one_alone(desk: Desk) -> None:
    person = desk.person()
    desk.services.change_person(person, replace(person, family_name="Hughes"))

    assert found(desk, "marsh") == []
    assert found(desk, "hughes") == ["Kelly Hughes"]


@pytest.mark.parametrize(
    "typed",
    ["4/3/1991", "04-Mar-1991", "4 march 1991", "04.03.1991", "1991-03-04", "4th March 1991",
     "4/3/91", "04031991", "4 mar 91"],
)  # fmt: skip
def test_a_date_of_birth_is_found_however_it_is_spelt(desk: Desk, typed: str) -> None:
    desk.person(date_of_birth=BORN)
    desk.person(family_name="Hughes", date_of_birth=date(1991, 4, 3))

    assert found(desk, typed) == ["Kelly Marsh"]
    assert reasons(desk, typed) == [("match.date_of_birth",)]


@pytest.mark.parametrize("typed", ["31/2/1991", "4/13/1991", "1991", "4 marsh 1991", "4/3/20"])
def test_what_is_no_date_of_birth_finds_nobody_by_it(desk: Desk, typed: str) -> None:
    desk.person(date_of_birth=BORN)

    assert ("match.date_of_birth",) not in reasons(desk, typed)


@pytest.mark.parametrize("typed", ["9990000018", "999 000 0018", "999-000-0018"])
def test_an_nhs_number_finds_its_person(desk: Desk, typed: str) -> None:
    desk.person(nhs_number="999 000 0018")

    assert found(desk, typed) == ["Kelly Marsh"]
    assert reasons(desk, typed) == [("match.nhs_number",)]
    assert found(desk, "9434765919") == []


@pytest.mark.parametrize("typed", ["2002/0073319Z", "02/73319z", "0273319Z", "2002/73319Z"])
def test_a_pnc_id_finds_its_person_however_either_was_written(desk: Desk, typed: str) -> None:
    desk.person(pnc_id="02/73319Z")

    assert found(desk, typed) == ["Kelly Marsh"]
    assert reasons(desk, typed) == [("match.pnc_id",)]


def test_a_match_says_when_the_person_was_last_here(desk: Desk) -> None:
    stay = desk.stay(desk.person())

    (match,) = desk.services.find_people("marsh")

    assert match.last_detention == stay


def test_no_more_are_found_than_asked_for(desk: Desk) -> None:
    for _ in range(5):
        desk.person()

    assert len(desk.services.find_people("marsh", limit=3)) == 3


# Likely duplicates.


def test_the_same_full_name_alone_is_shown_before_a_new_person_is_made(desk: Desk) -> None:
    known = desk.person()

    (match,) = likely(desk)

    assert match.person == known
    assert match.reasons == ("match.name",)
    assert match.score >= 60


@pytest.mark.parametrize(
    ("family_name", "given_name"), [("Doyle", "Kelly"), ("MARSH", "KEL"), ("Marsh", "Kel")]
)
def test_an_alias_or_known_name_alone_is_shown_too(
    desk: Desk, family_name: str, given_name: str
) -> None:
    desk.person(known_as="Kel", aliases={"a": Alias(family_name="Doyle")})

    (match,) = likely(desk, family_name=family_name, given_name=given_name)

    assert match.score >= 60


def test_the_other_names_of_who_arrives_are_looked_for_as_well(desk: Desk) -> None:
    desk.person(family_name="Doyle", given_name="Cassie")
    alias = Alias(family_name="Doyle", given_name="Cassie")

    (match,) = likely(desk, aliases={"a": alias})
    assert match.score >= 60

    assert likely(desk, aliases={"a": replace(alias, is_removed=True)}) == ()


def test_accents_and_capitals_of_the_police_hide_nobody(desk: Desk) -> None:
    desk.person(family_name="Kerr", given_name="Siobhán")

    (match,) = likely(desk, family_name="KERR", given_name="SIOBHAN")

    assert match.score >= 60


def test_the_same_name_is_found_among_many_of_a_common_name(desk: Desk) -> None:
    for number in range(80):
        desk.person(family_name="Smith", given_name=f"An{'bcdfghjklm'[number % 10]}{number}ita")
    desk.person(family_name="Smith", given_name="John")

    matches = likely(desk, family_name="Smith", given_name="John")

    assert [match.person.given_name for match in matches] == ["John"]


@pytest.mark.parametrize("given_name", ["Kelly", ""])
def test_reasons_are_given_strongest_person_first(desk: Desk, given_name: str) -> None:
    desk.person(family_name="March", given_name="Kelli", date_of_birth=BORN)
    desk.person(family_name="Marsh", given_name=given_name, date_of_birth=BORN)
    desk.person(nhs_number="9990000018", family_name="Hughes", given_name="Dean")
    home = Address(lines="1 High Street", postcode="SS1 1AA")
    desk.person(family_name="Marsh", given_name="Kelly", address=home)

    matches = likely(
        desk,
        given_name="Kelly",
        date_of_birth=BORN,
        nhs_number="999 000 0018",
        address=Address(postcode="ss11aa"),
    )

    assert matches[0].reasons == ("match.nhs_number",)
    assert "match.date_of_birth" in matches[1].reasons
    assert ("match.name", "match.postcode") in [match.reasons for match in matches]
    assert [match.score for match in matches] == sorted((m.score for m in matches), reverse=True)
    assert len(matches) == 4


def test_the_same_birthday_or_half_a_name_alone_is_no_likely_duplicate(desk: Desk) -> None:
    desk.person(family_name="Hughes", given_name="Dean", date_of_birth=BORN)
    desk.person(family_name="Marsh", given_name="Robert")
    desk.person(family_name="Okafor", given_name="Kelly")

    assert likely(desk, date_of_birth=BORN) == ()


def test_looking_for_duplicates_and_adding_merges_nobody(desk: Desk) -> None:
    known = desk.person(date_of_birth=BORN, nhs_number="9990000018")
    again = arriving(date_of_birth=BORN, nhs_number="9990000018")
    assert desk.services.likely_duplicates(again)[0].score >= 90

    added = desk.services.add_person(again)

    assert added.id != known.id
    assert len(desk.services.find_people("marsh")) == 2
    assert desk.services.open_person(known.id).person == known


def test_a_person_is_no_duplicate_of_herself(desk: Desk) -> None:
    known = desk.person()

    assert desk.services.likely_duplicates(known) == ()


# Adding and changing.


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"family_name": "  "}, {"family_name": "field.required"}),
        ({"family_name": "x" * 41}, {"family_name": "field.too_long"}),
        ({"date_of_birth": date(2026, 9, 6)}, {"date_of_birth": "field.in_the_future"}),
        ({"nhs_number": "9434765918"}, {"nhs_number": "field.nhs_number"}),
        ({"nhs_number": "0000000000"}, {"nhs_number": "field.nhs_number"}),
        (
            {"family_name": "", "nhs_number": "12"},
            {"family_name": "field.required", "nhs_number": "field.nhs_number"},
        ),
    ],
)
def test_what_cannot_be_taken_is_named_by_field_and_nothing_is_saved(
    desk: Desk, changes: dict[str, object], problems: dict[str, str]
) -> None:
    with pytest.raises(FieldProblemError) as caught:
        desk.services.add_person(arriving(**changes))
    assert caught.value.problems == problems

    known = desk.person(family_name="Hughes")
    with pytest.raises(FieldProblemError):
        desk.services.change_person(known, replace(known, **changes))  # type: ignore[arg-type]
    assert desk.services.open_person(known.id).person == known
    assert found(desk, "kelly marsh") == []


def test_a_person_is_kept_tidy(desk: Desk) -> None:
    person = desk.person(
        family_name="  Marsh   Doyle ",
        given_name=" Kelly  Ann",
        nhs_number="999 000 0018",
        pnc_id=" 02/73319z",
    )

    assert (person.family_name, person.given_name) == ("Marsh Doyle", "Kelly Ann")
    assert (person.nhs_number, person.pnc_id) == ("9990000018", "2002/0073319Z")


def test_a_pnc_id_that_does_not_prove_is_kept_as_it_is(desk: Desk) -> None:
    assert desk.person(pnc_id="unknown to Athena").pnc_id == "unknown to Athena"


def test_a_warning_stands_with_who_wrote_it_and_when(desk: Desk) -> None:
    person = desk.person()

    marked = desk.services.mark_warning(person.id, MarkerKind.ALLERGY, " penicillin ")

    (marker,) = marked.current_markers()
    assert (marker.kind, marker.note) == (MarkerKind.ALLERGY, "penicillin")
    assert (marker.recorded_by, marker.recorded_at) == ("J. Okafor", desk.clock())


def test_what_two_desks_write_about_different_fields_is_kept_from_both(
    desk: Desk, other_desk: Desk
) -> None:
    person = desk.person()
    other_desk.takes_from(desk)
    theirs = other_desk.services.open_person(person.id).person
    desk.services.change_person(person, replace(person, phone="07700 900123"))
    other_desk.services.change_person(theirs, replace(theirs, gp="Kent Elms"))
    desk.takes_from(other_desk)

    merged = desk.services.open_person(person.id).person

    assert (merged.phone, merged.gp) == ("07700 900123", "Kent Elms")
    assert merged.standing.conflicts == ()
