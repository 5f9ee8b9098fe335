"""A value in full words, whatever it is."""

from datetime import date
from typing import Any

import pytest

from desktop.domain.person import Address, Alias, Gender
from tests.builders.moments import minutes_ago
from tests.builders.screens import a_questionnaire, an_answer
from tests.unit.ui.conflict.recorded import a_conflict, a_side, an_answer_conflict, another_side
from ui.conflict.value_words import side_words


@pytest.mark.parametrize(
    ("register", "value", "words"),
    [
        ("nhs_number", "9990123403", "999 012 3403"),
        ("date_of_birth", date(1991, 3, 4), "04-Mar-1991"),
        ("hearing_at", minutes_ago(0), "05-Sep-2026 02:14"),
        ("is_first_time", False, "No"),
        ("gender", Gender.FEMALE, "Female"),
        ("aliases/a", Alias(family_name="Walsh", given_name="Kelly"), "WALSH, Kelly"),
        ("address", Address(lines="1 High Street", postcode="SS1 1AA"), "1 High Street\nSS1 1AA"),
        ("address", Address(no_fixed_abode=True), "No fixed abode"),
        ("phone", None, "Nothing: it was cleared"),
        ("phone", "", "Nothing: it was cleared"),
    ],
)
def test_values_are_said_as_the_screens_say_them(register: str, value: Any, words: str) -> None:
    side = a_side(value)
    conflict = a_conflict(register=register, sides=(side, another_side("x")))

    assert side_words(conflict, side, {}) == words


def test_an_answer_is_said_with_the_words_of_its_form() -> None:
    item = a_questionnaire().items["alcohol.today"]
    side = a_side(an_answer(True))
    conflict = an_answer_conflict(register="answers/alcohol.today", sides=(side, another_side("")))

    assert side_words(conflict, side, {"answers/alcohol.today": item}) == "Yes"


def test_what_has_no_words_here_is_said_by_its_hint() -> None:
    side = a_side(object(), words_hint="Done by J. Okafor")

    assert side_words(a_conflict(sides=(side, side)), side, {}) == "Done by J. Okafor"
