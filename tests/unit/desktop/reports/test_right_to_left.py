"""Names in Arabic and Hebrew letters read right on paper, and no others are touched."""

import pytest

from desktop.reports.letters import printable
from desktop.reports.right_to_left import drawn_order

MUHAMMAD = "\u0645\u062d\u0645\u062f"
# Meem initial, hah medial, meem medial, dal final: drawn from the left, last letter first.
MUHAMMAD_DRAWN = "\ufeaa\ufee4\ufea4\ufee3"
LA = "\u0644\u0627"
SHALOM = "\u05e9\u05dc\u05d5\u05dd"


def test_letters_are_joined_and_drawn_from_the_last() -> None:
    assert drawn_order(MUHAMMAD) == MUHAMMAD_DRAWN


def test_lam_and_alef_become_one_letter() -> None:
    assert drawn_order(LA) == "\ufefb"


def test_hebrew_is_turned_and_not_joined() -> None:
    assert drawn_order(SHALOM) == SHALOM[::-1]


def test_words_before_and_after_stay_where_they_are() -> None:
    assert drawn_order(f"Name {MUHAMMAD} (34y)") == f"Name {MUHAMMAD_DRAWN} (34y)"


def test_a_vowel_sign_stays_with_its_letter() -> None:
    fatha = "\u064e"

    assert drawn_order(f"\u062f{fatha}\u062f") == f"\u062f\u062f{fatha}"


@pytest.mark.parametrize("name", ["GWŶDD, Siôn", "ȚEPEȘ, Ștefania", "Ọláńrewájú", "Їжак", "5 < 6"])
def test_everything_else_is_left_alone(name: str) -> None:
    assert drawn_order(name) == name


def test_every_letter_that_is_drawn_can_be_printed() -> None:
    assert "[U+" not in printable(f"{MUHAMMAD} {LA} {SHALOM}")
