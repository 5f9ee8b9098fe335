"""How alike two people are, with reasons. Proposes, never decides, never merges on a name."""

from rapidfuzz import fuzz

from desktop.domain.person import Address, Person
from desktop.services.names import plain_words, sounds_of

SAME_IDENTIFIER = 95
NAME_AND_BIRTH = 85
SOUND_AND_BIRTH = 70
NAME_AND_POSTCODE = 65
NAME_ALONE = 60  # shown before a new person is made: names are what staff have first
SOUND_ALONE = 40
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


def is_heard_in(text: str, person: Person) -> bool:
    """Say whether each word typed sounds like a name of the person, or nearly all is the same."""
    names = [name for pair in full_names(person) for name in pair if name]
    heard = [sounds_of(word) for word in plain_words(text)]
    if all(any(keys & sounds_of(name) for name in names) for keys in heard if keys):
        return True
    return any(_alikeness((text, ""), pair) >= _NAME_ALIKE for pair in full_names(person))


def _postcode(address: Address | None) -> str:
    return "" if address is None else address.postcode.replace(" ", "").upper()


def compare(one: Person, other: Person) -> tuple[int, tuple[str, ...]]:
    """Return a score from 0 to 100 and the wording keys of what they share."""
    reasons: list[str] = []
    if one.nhs_number and one.nhs_number == other.nhs_number:
        reasons.append("match.nhs_number")
    if one.pnc_id and one.pnc_id == other.pnc_id:
        reasons.append("match.pnc_id")
    pairs = [(mine, theirs) for mine in full_names(one) for theirs in full_names(other)]
    alike = max(_alikeness(mine, theirs) for mine, theirs in pairs)
    sounds = any(_sound_alike(mine, theirs) for mine, theirs in pairs)
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
