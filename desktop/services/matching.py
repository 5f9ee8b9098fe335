"""How alike two people are, with reasons. Proposes, never decides, never merges on a name."""

from collections.abc import Iterator
from datetime import date

from rapidfuzz import fuzz

from desktop.domain.identifiers import plain_postcode
from desktop.domain.person import Address, Person
from desktop.services.name_variants import may_be_one_name
from desktop.services.names import plain_words, sounds_of

SAME_IDENTIFIER = 95
GIVEN_NAME_BIRTH_AND_POSTCODE = 70  # as after a marriage
NAME_AND_POSTCODE = 65
NAME_ALONE = 60  # shown before a new person is made: names are what staff have first
SOUND_ALONE = 40
# By how the names agree: with the same date of birth, with day and month swapped, with a near year.
_BY_NAME = {
    "match.name": (85, 75, 68),
    "match.name_variant": (80, 72, 65),
    "match.name_sounds": (70, 66, 55),
}
_BY_BIRTH = ("match.date_of_birth", "match.date_of_birth_swapped", "match.year_of_birth_near")
_POSTCODE_ADDS = 5
_YEARS_OFF = (-1, 1, -2, 2, -10, 10)
_NAME_SAME = 92
_NAME_ALIKE = 80


def full_names(person: Person) -> list[tuple[str, str]]:
    """Return every given and family name that the person goes by, without doublets."""
    family, given = person.family_name, person.given_name
    pairs = [(given, family)]
    if person.known_as:
        pairs.append((person.known_as, family))
    pairs += [
        (alias.given_name or given, alias.family_name)
        for alias in person.aliases.values()
        if not alias.is_removed
    ]
    return list(dict.fromkeys(pairs))


def _alikeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    mine, theirs = (" ".join(plain_words(" ".join(names))) for names in (one, other))
    return fuzz.token_sort_ratio(mine, theirs)


def _sound_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether both names sound alike; a name that one side lacks is no difference."""
    pairs = zip(one, other, strict=True)
    return all(sounds_of(mine) & sounds_of(theirs) for mine, theirs in pairs if mine and theirs)


def _is_variant(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether given and family name may each be the other's: Bob Smith and Robert Smyth."""
    return all(may_be_one_name(mine, theirs) for mine, theirs in zip(one, other, strict=True))


def is_heard_in(text: str, person: Person) -> bool:
    """Say whether each word typed sounds like a name of the person, or nearly all is the same."""
    names = [name for pair in full_names(person) for name in pair if name]
    heard = [sounds_of(word) for word in plain_words(text)]
    if all(any(keys & sounds_of(name) for name in names) for keys in heard if keys):
        return True
    return any(_alikeness((text, ""), pair) >= _NAME_ALIKE for pair in full_names(person))


def near_births(day: date) -> tuple[date, ...]:
    """Return the days a slip away: itself first, day and month swapped, some years off."""
    swapped = _day(day.year, day.day, day.month)
    years = (_day(day.year + off, day.month, day.day) for off in _YEARS_OFF)
    return tuple(dict.fromkeys([day, *(one for one in (swapped, *years) if one is not None)]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def compare(one: Person, other: Person) -> tuple[int, tuple[str, ...]]:
    """Return a score from 0 to 100 and the wording keys of what they share."""
    reasons = [
        *_identifiers(one, other),
        *_names(one, other),
        *_births(one.date_of_birth, other.date_of_birth),
    ]
    postcode = _postcode(one.address)
    if postcode and postcode == _postcode(other.address):
        reasons.append("match.postcode")
    return _score(set(reasons)), tuple(reasons)


def _identifiers(one: Person, other: Person) -> Iterator[str]:
    if one.nhs_number and one.nhs_number == other.nhs_number:
        yield "match.nhs_number"
    if one.pnc_id and one.pnc_id == other.pnc_id:
        yield "match.pnc_id"


def _names(one: Person, other: Person) -> Iterator[str]:
    pairs = [(mine, theirs) for mine in full_names(one) for theirs in full_names(other)]
    alike = max(_alikeness(mine, theirs) for mine, theirs in pairs)
    if alike >= _NAME_SAME:
        yield "match.name"
    elif any(_is_variant(mine, theirs) for mine, theirs in pairs):
        yield "match.name_variant"
    elif alike >= _NAME_ALIKE or any(_sound_alike(mine, theirs) for mine, theirs in pairs):
        yield "match.name_sounds"
    elif any(mine[0] and may_be_one_name(mine[0], theirs[0]) for mine, theirs in pairs):
        yield "match.given_name"


def _births(one: date | None, other: date | None) -> Iterator[str]:
    if one is None or other is None:
        return
    if one == other:
        yield "match.date_of_birth"
    elif (one.year, one.month, one.day) == (other.year, other.day, other.month):
        yield "match.date_of_birth_swapped"
    elif other in near_births(one):
        yield "match.year_of_birth_near"


def _postcode(address: Address | None) -> str:
    return "" if address is None else plain_postcode(address.postcode)


def _score(reasons: set[str]) -> int:
    if reasons & {"match.nhs_number", "match.pnc_id"}:
        return SAME_IDENTIFIER
    name = next((key for key in _BY_NAME if key in reasons), None)
    birth = next((place for place, key in enumerate(_BY_BIRTH) if key in reasons), None)
    has_postcode = "match.postcode" in reasons
    if name is None:
        married = {"match.given_name", "match.date_of_birth", "match.postcode"}
        return GIVEN_NAME_BIRTH_AND_POSTCODE if married <= reasons else 0
    if birth is not None:
        score = _BY_NAME[name][birth] + (_POSTCODE_ADDS if has_postcode else 0)
        return max(score, NAME_AND_POSTCODE) if has_postcode else score
    if has_postcode:
        return NAME_AND_POSTCODE
    return NAME_ALONE if name == "match.name" else SOUND_ALONE
