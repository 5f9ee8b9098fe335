"""How names sound: the keys under which a misheard spelling is still found."""

import unicodedata

import jellyfish

SHORTEST = 2


def plain_words(text: str) -> list[str]:
    """Return the words of a name in lower case without accents; hyphens part words."""
    decomposed = unicodedata.normalize("NFKD", text.replace("-", " ").replace("'", ""))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    kept = "".join(c if c.isalnum() else " " for c in bare.lower())
    return kept.split()


def sounds_of(text: str) -> set[str]:
    """Return the Metaphone and match-rating keys of each word: the two miss different spellings."""
    keys: set[str] = set()
    for word in plain_words(text):
        ascii_word = word.encode("ascii", "ignore").decode()
        if len(ascii_word) >= SHORTEST and ascii_word.isalpha():
            keys.add("m" + jellyfish.metaphone(ascii_word).lower())
            keys.add("r" + jellyfish.match_rating_codex(ascii_word).lower())
    return keys
