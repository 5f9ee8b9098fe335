"""Invented names in the letters that Essex really has: windows and print are tried on them."""

import unicodedata
from dataclasses import dataclass

from desktop.demo.chance import Chance
from desktop.demo.invented import heritages
from desktop.domain.person import Gender

_LETTERS_OF_THEIR_OWN = str.maketrans("łŁđĐ", "lLdD")


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedName:
    """A given and a family name that go together, with what a heritage makes likely."""

    given: str
    family: str
    ethnicity: str  # ETHNIC CATEGORY code
    language: str


def invent_name(chance: Chance, gender: Gender) -> InventedName:
    heritage = chance.one_of([(found, found["weight"]) for found in heritages()])
    is_female = gender is Gender.FEMALE
    female_form, male_form = chance.choice(heritage["family"])
    return InventedName(
        given=chance.choice(heritage["female" if is_female else "male"]),
        family=female_form if is_female else male_form,
        ethnicity=heritage["ethnicity"],
        language=heritage["language"],
    )


def plain_letters(name: str) -> str:
    """Return the name as police systems often hold it, without the marks of its own language."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS_OF_THEIR_OWN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
