from dataclasses import replace

import pytest

from desktop.domain.person import Address, Alias, Gender, MarkerKind, Person
from desktop.domain.record import Standing
from tests.builders.custody import a_detention
from tests.builders.moments import NOW, minutes_ago
from tests.builders.people import a_marker, a_person
from ui.banner.banner_words import Labelled, banner_words


def facts(person: Person) -> dict[str, str]:
    words = banner_words(person, a_detention(), NOW)
    every = (*words.identity, *words.stay, words.noted, *words.details)
    return {fact.label: fact.value for fact in every}


def test_the_name_stands_first_family_name_in_capitals_and_without_a_label() -> None:
    assert banner_words(a_person(), None, NOW).name == "MARSH, Kelly (Ms)"


def test_born_gender_and_nhs_number_follow_in_the_order_of_the_standard() -> None:
    words = banner_words(a_person(), None, NOW)

    assert words.identity == (
        Labelled("Born", "04-Mar-1991 (35y)", "4 March 1991, 35y"),
        Labelled("Gender", "Female"),
        Labelled("NHS No.", "999 012 3403"),
    )


def test_what_is_unknown_is_said_in_words() -> None:
    person = Person(id=a_person().id, family_name="Marsh")

    assert facts(person) == {
        "Born": "Not recorded",
        "Gender": "Not known",
        "NHS No.": "Not recorded",
        "Cell": "C11",
        "Suite": "Southend",
        "Custody record": "SN/4473/26",
        "Interpreter": "Not recorded",
        "Address": "Not recorded",
        "Phone": "Not recorded",
        "GP": "Not recorded",
        "Other names": "Not recorded",
        "PNC id": "Not recorded",
        "Warnings": "No current warnings recorded",
    }


def test_an_estimated_date_of_birth_says_so() -> None:
    assert facts(a_person(is_birth_estimated=True))["Born"] == "04-Mar-1991 (35y) estimated"


def test_the_name_she_goes_by_is_shown_where_it_is_known() -> None:
    assert facts(a_person(known_as="Kel"))["Known as"] == "Kel"
    assert "Known as" not in facts(a_person())


def test_every_current_warning_is_shown_with_risks_first() -> None:
    markers = {
        "a": a_marker(MarkerKind.CHILD, note=""),
        "b": a_marker(MarkerKind.ALLERGY, note="Penicillin"),
        "c": a_marker(MarkerKind.ALLERGY, note="No known allergies"),
    }

    words = banner_words(a_person(markers=markers), None, NOW)

    assert [marker.words for marker in words.markers] == [
        "Allergy: Penicillin",
        "Allergy: No known allergies",
        "Under 18",
    ]
    assert [marker.is_risk for marker in words.markers] == [True, True, False]


def test_an_ended_warning_is_not_shown() -> None:
    ended = replace(a_marker(), ended_at=minutes_ago(1))

    assert banner_words(a_person(markers={"a": ended}), None, NOW).markers == ()


@pytest.mark.parametrize("register", ["markers/1", "markers.1", "markers"])
def test_a_warning_recorded_in_two_ways_is_called_out(register: str) -> None:
    person = a_person(standing=Standing(conflicts=(register,)))
    agreed = a_person(standing=Standing(conflicts=("gp",)))

    words = banner_words(person, None, NOW)

    assert [m.words for m in words.markers] == ["Two colleagues differ about a warning"]
    assert banner_words(agreed, None, NOW).markers == ()


def test_the_details_hold_address_other_names_and_who_recorded_each_warning() -> None:
    person = a_person(
        address=Address(lines="1 High Street\nSouthend", postcode="SS1 1AA"),
        aliases={
            "a": Alias(family_name="Marsh", given_name="Kel"),
            "b": Alias(family_name="Gone", is_removed=True),
        },
        markers={"a": a_marker(note="2026")},
    )

    shown = facts(person)

    assert shown["Address"] == "1 High Street, Southend, SS1 1AA"
    assert shown["Other names"] == "MARSH, Kel"
    assert shown["Warnings"] == "Self-harm: 2026, recorded 04-Sep-2026 21:14 by P. Shah"


def test_no_fixed_abode_is_an_address_too() -> None:
    assert facts(a_person(address=Address(no_fixed_abode=True)))["Address"] == "No fixed abode"


def test_a_released_person_is_shown_as_released() -> None:
    words = banner_words(a_person(), a_detention(released_at=minutes_ago(14)), NOW)

    assert Labelled("Released", "05-Sep-2026 02:00") in words.stay


def test_a_screen_reader_hears_all_of_it_with_the_date_in_full() -> None:
    heard = banner_words(a_person(gender=Gender.FEMALE), a_detention(), NOW).aloud()

    assert heard.startswith("MARSH, Kelly (Ms). Born 4 March 1991, 35y. Gender Female.")
    assert "No current warnings recorded" in heard


def test_the_warnings_of_a_linked_record_stand_beside_her_own_and_say_where_they_are_from() -> None:
    own = {"a": a_marker(MarkerKind.CHILD, note="")}
    other = replace(
        a_person(family_name="March"), markers={"b": a_marker(MarkerKind.ALLERGY, note="Nuts")}
    )

    words = banner_words(replace(a_person(markers=own), linked=(other,)), None, NOW)

    assert [marker.words for marker in words.markers] == [
        "Allergy (recorded under MARCH, Kelly): Nuts",
        "Under 18",
    ]
    assert words.identity[-1].value == "MARCH, Kelly, born 04-Mar-1991 (35y)"
    assert "recorded under MARCH, Kelly" in words.noted.value


def test_that_colleagues_differ_about_a_warning_of_a_linked_record_is_said() -> None:
    other = a_person(standing=Standing(conflicts=("markers/b",)))

    words = banner_words(replace(a_person(), linked=(other,)), None, NOW)

    assert [marker.words for marker in words.markers] == ["Two colleagues differ about a warning"]
