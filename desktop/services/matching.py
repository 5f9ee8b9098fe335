"""How alike two people are, with reasons. Proposes, never decides, never merges on a name."""

import jellyfish
from rapidfuzz import fuzz

from desktop.domain.person import Address, Person

SAME_IDENTIFIER = 95
NAME_AND_BIRTH = 85
SOUND_AND_BIRTH = 70
NAME_AND_POSTCODE = 65
NAME_ALONE = 60  # shown before a new person is made: names are what staff have first
SOUND_ALONE = 40
_NAME_SAME = 92
_NAME_ALIKE = 80


def _full_names(person: Person) -> list[str]:
    pairs = [(person.given_name, person.family_name), (person.known_as, person.family_name)]
    pairs += [(a.given_name or person.given_name, a.family_name) for a in person.aliases.values()]
    return [" ".join(pair).replace("-", " ").casefold().strip() for pair in pairs]


def _alikeness(one: Person, other: Person) -> float:
    return max(
        fuzz.token_sort_ratio(mine, theirs)
        for mine in _full_names(one)
        for theirs in _full_names(other)
    )


def _sound_alike(one: str, other: str) -> bool:
    plain, against = one.replace("-", " "), other.replace("-", " ")
    if not plain or not against:
        return False
    return jellyfish.metaphone(plain) == jellyfish.metaphone(against) or bool(
        jellyfish.match_rating_comparison(plain, against)
    )


def _postcode(address: Address | None) -> str:
    return "" if address is None else address.postcode.replace(" ", "").upper()


def compare(one: Person, other: Person) -> tuple[int, tuple[str, ...]]:
    """Return a score from 0 to 100 and the wording keys of what they share."""
    reasons: list[str] = []
    if one.nhs_number and one.nhs_number == other.nhs_number:
        reasons.append("match.nhs_number")
    if one.pnc_id and one.pnc_id == other.pnc_id:
        reasons.append("match.pnc_id")
    alike = _alikeness(one, other)
    sounds = _sound_alike(one.family_name, other.family_name) and _sound_alike(
        one.given_name, other.given_name
    )
    same_birth = one.date_of_birth is not None and one.date_of_birth == other.date_of_birth
    if alike >= _NAME_SAME:
        reasons.append("match.name")
    elif sounds or alike >= _NAME_ALIKE:
        reasons.append("match.name_sounds")
    if same_birth:
        reasons.append("match.date_of_birth")
    postcode = _postcode(one.address)
    if postcode and postcode == _postcode(other.address):
        reasons.append("match.postcode")
    return _score(set(reasons)), tuple(reasons)


def _score(reasons: set[str]) -> int:
    if reasons & {"match.nhs_number", "match.pnc_id"}:
        return SAME_IDENTIFIER
    named = bool(reasons & {"match.name", "match.name_sounds"})
    if "match.name" in reasons and "match.date_of_birth" in reasons:
        return NAME_AND_BIRTH
    if named and "match.date_of_birth" in reasons:
        return SOUND_AND_BIRTH
    if named and "match.postcode" in reasons:
        return NAME_AND_POSTCODE
    if "match.name" in reasons:
        return NAME_ALONE
    return SOUND_ALONE if named else 0
