"""How names are spelt and sound: the words and keys under which another spelling is still found."""

import re
import unicodedata

import jellyfish

SHORTEST = 2

# Letters that are no base letter with a mark, as police systems write them. Lower case only.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
_APOSTROPHES = (
    "'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}"
)
_NOT_HEARD = str.maketrans("", "", _APOSTROPHES)
_PARTED = str.maketrans(dict.fromkeys(_APOSTROPHES, " "))

# What English rules mishear in the names of Essex: Irish (Siobhan, Sean, Niamh), Polish (Kowalska),
# and letters that are written and not said (Thomas, Thompson).
_RESPELT = (
    (re.compile(r"^s(?=[ie][aou])"), "sh"),
    (re.compile(r"(?<=[aeiou])(bh|mh)(?=[aeiou]|$)"), "v"),
    (re.compile(r"w"), "v"),
    (re.compile(r"th"), "t"),
    (re.compile(r"mps"), "ms"),
)


def plain_words(text: str) -> list[str]:
    """Return the words of a name in lower case without accents; hyphens part words."""
    folded = text.casefold().translate(_NOT_HEARD).translate(_PLAIN_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare).split()


def searched_words(text: str) -> list[str]:
    """Return the words under which a name is found: O'Brien by "obrien" and by "brien"."""
    return list(dict.fromkeys([*plain_words(text), *plain_words(text.translate(_PARTED))]))


def sounds_of(text: str) -> set[str]:
    """Return the Metaphone and match-rating keys of each word: the two miss different spellings."""
    keys: set[str] = set()
    for word in plain_words(text):
        if len(word) >= SHORTEST and word.isascii() and word.isalpha():
            keys.add("m" + jellyfish.metaphone(word).lower())
            keys.add("m" + jellyfish.metaphone(_respelt(word)).lower())
            keys.add("r" + jellyfish.match_rating_codex(word).lower())
    return keys


def _respelt(word: str) -> str:
    for pattern, said in _RESPELT:
        word = pattern.sub(said, word)
    return word
