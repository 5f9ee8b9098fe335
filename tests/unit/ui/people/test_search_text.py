import pytest

from ui.people.search_text import is_worth_asking, name_from_search


@pytest.mark.parametrize(
    ("typed", "family_and_given"),
    [
        ("Marsh, Kelly", ("Marsh", "Kelly")),
        ("kelly marsh", ("Marsh", "Kelly")),
        ("MARSH", ("Marsh", "")),
        ("  Kelly   Ann  Marsh ", ("Marsh", "Kelly Ann")),
        ("McKay", ("McKay", "")),
        ("4/3/1991", ("", "")),
        ("999 012 3403", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_name_that_was_searched_for_is_where_a_new_person_starts(
    typed: str, family_and_given: tuple[str, str]
) -> None:
    assert name_from_search(typed) == family_and_given


def test_one_letter_is_not_yet_a_question() -> None:
    assert not is_worth_asking(" m. ")
    assert is_worth_asking("ma")
