from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.person import Alias
from ui.people.alias_text import aliases_as_text, aliases_from_text

KEL = Alias(family_name="Marsh", given_name="Kel")
DOE = Alias(family_name="Doe")

names = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
aliases = st.dictionaries(
    st.uuids().map(str), st.builds(Alias, family_name=names, given_name=names), max_size=5
)


def test_a_name_left_as_it_was_stays_in_its_register() -> None:
    assert aliases_from_text("Marsh, Kel\nDoe", {"a": KEL, "b": DOE}) == {"a": KEL, "b": DOE}


def test_a_name_taken_out_is_marked_removed_and_not_forgotten() -> None:
    assert aliases_from_text("Doe", {"a": KEL, "b": DOE}) == {
        "a": replace(KEL, is_removed=True),
        "b": DOE,
    }


def test_a_name_added_gets_a_register_of_its_own() -> None:
    typed = aliases_from_text("Marsh, Kel\n\n Smith ,  Jo ", {"a": KEL})

    assert next(iter(typed)) == "a"
    assert list(typed.values()) == [KEL, Alias(family_name="Smith", given_name="Jo")]


def test_a_removed_name_can_be_typed_again() -> None:
    assert aliases_from_text("Doe", {"b": replace(DOE, is_removed=True)}) == {"b": DOE}


@given(aliases)
def test_what_is_shown_and_not_touched_changes_nothing(old: dict[str, Alias]) -> None:
    assert aliases_from_text(aliases_as_text(old), old) == old
