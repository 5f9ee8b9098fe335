"""Looks for words in files, however they may be written there."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

Secrets = Mapping[str, Mapping[str, bytes]]

_SHORTEST = 6  # of what is left of base64 once its ends, which depend on the neighbours, are cut


def forms_of(secret: bytes) -> dict[str, bytes]:
    """Return the ways in which bytes may stand in a file, by name; letters in lower case."""
    forms = {"as it is": secret.lower(), "hex": secret.hex().encode()}
    forms["as Python shows it"] = repr(secret)[2:-1].lower().encode()
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + secret)
        # The first and last letters mix with what stands beside the secret.
        middle = coded[4 if shift else 0 : -4]
        if len(middle) >= _SHORTEST:
            forms[f"base64 at {shift}"] = middle.lower()
    return forms


def forms_of_word(word: str) -> dict[str, bytes]:
    """Return the same for a word, as typed or in capitals, in each coding that text may have."""
    return {
        f"{spelt}, {coding}, {name}": form
        for spelt in dict.fromkeys((word, word.lower(), word.title(), word.upper()))
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
        for name, form in forms_of(spelt.encode(coding)).items()
    }


def hits(data: bytes, secrets: Secrets) -> list[str]:
    """Return which secret stands in the data, and how it is written."""
    low = data.lower()
    return [
        f"{name} ({how})"
        for name, forms in secrets.items()
        for how, form in forms.items()
        if form in low
    ]


def files_under(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def hits_in_files(secrets: Secrets, *folders: Path) -> dict[str, list[str]]:
    found = {str(path): hits(path.read_bytes(), secrets) for path in files_under(*folders)}
    return {path: what for path, what in found.items() if what}
