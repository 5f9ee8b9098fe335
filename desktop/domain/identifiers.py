"""Identifiers of people. None of them blocks: detainees arrive unknown, and staff mistype.

NHS number: NHS Data Dictionary (weights 10 to 2, modulus 11). PNC id: YYYY/NNNNNNN and a letter
out of 23, by the Ministry of Justice's person record.
"""

import re

_NHS_LENGTH = 10
_NHS_MODULUS = 11
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PNC = re.compile(r"(\d{4}|\d{2})/?(\d{1,7})([A-Z])")


def plain_nhs_number(text: str) -> str:
    """Return the digits of what was typed; spaces and hyphens are ignored."""
    bare = re.sub(r"[\s\-]", "", text)
    return bare if bare.isascii() and bare.isdigit() else text.strip()


def is_nhs_number(digits: str) -> bool:
    if len(digits) != _NHS_LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = (_NHS_MODULUS - total % _NHS_MODULUS) % _NHS_MODULUS
    return check == int(digits[-1])


def plain_pnc_id(text: str) -> str:
    """Return YYYY/NNNNNNNL where the text has the shape of a PNC id, else the text stripped."""
    bare = re.sub(r"\s", "", text).upper()
    match = _PNC.fullmatch(bare)
    if match is None:
        return text.strip()
    return f"{match[1]}/{int(match[2]):07d}{match[3]}"


def is_pnc_id(text: str) -> bool:
    """Say whether the check letter proves the id: two-digit year and serial, modulo 23."""
    match = _PNC.fullmatch(text)
    if match is None:
        return False
    number = int(match[1][-2:] + f"{int(match[2]):07d}")
    return _PNC_LETTERS[number % len(_PNC_LETTERS)] == match[3]
