"""Identifiers of people: how each is written, and whether its check figure proves it.

A PNC id that does not prove never blocks: detainees arrive unknown, and staff mistype. NHS number:
NHS Data Dictionary (weights 10 to 2, modulus 11). PNC id: YYYY/NNNNNNN and a letter out of 23, by
the Ministry of Justice's person record.
"""

import re
from datetime import UTC, datetime

_NHS_LENGTH = 10
_NHS_MODULUS = 11
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PNC = re.compile(r"(\d{4}|\d{2})/(\d{1,7})([A-Z])", re.ASCII)
# Without the slash it may be read with two figures of the year or with four; the letter settles it.
_PNC_BARE = (
    re.compile(r"(\d{2})(\d{1,7})([A-Z])", re.ASCII),
    re.compile(r"(\d{4})(\d{1,7})([A-Z])", re.ASCII),
)
_TWO_FIGURES, _CENTURY = 2, 100


def plain_nhs_number(text: str) -> str:
    """Return the digits of what was typed; spaces and hyphens are ignored."""
    bare = re.sub(r"[\s\-]", "", text)
    return bare if bare.isascii() and bare.isdigit() else text.strip()


def is_nhs_number(digits: str) -> bool:
    """Say whether the last figure proves the others; one figure ten times over is nobody's."""
    if len(digits) != _NHS_LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    if len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = (_NHS_MODULUS - total % _NHS_MODULUS) % _NHS_MODULUS
    return check == int(digits[-1])


def plain_postcode(text: str) -> str:
    """Return a postcode without its spaces, in capitals, so that two can be compared."""
    return "".join(text.split()).upper()


def plain_pnc_id(text: str) -> str:
    """Return YYYY/NNNNNNNL, however it was written; the text stripped where it is no PNC id.

    Written without its slash it must also prove, since it could be read in two ways.
    """
    bare = re.sub(r"\s", "", text).upper()
    if match := _PNC.fullmatch(bare):
        return _canonical(match)
    readings = [match for pattern in _PNC_BARE if (match := pattern.fullmatch(bare))]
    return next((_canonical(match) for match in readings if _proves(match)), text.strip())


def is_pnc_id(text: str) -> bool:
    """Say whether the check letter proves the id: two-digit year and serial, modulo 23."""
    match = _PNC.fullmatch(plain_pnc_id(text))
    return match is not None and _proves(match)


def _proves(match: re.Match[str]) -> bool:
    number = int(match[1][-2:] + f"{int(match[2]):07d}")
    return _PNC_LETTERS[number % len(_PNC_LETTERS)] == match[3]


def _canonical(match: re.Match[str]) -> str:
    year = match[1]
    if len(year) == _TWO_FIGURES:
        # A year that has not come yet is of the last century.
        this_year = datetime.now(UTC).year
        century = this_year - this_year % _CENTURY
        written = century + int(year)
        year = str(written if written <= this_year else written - _CENTURY)
    return f"{year}/{int(match[2]):07d}{match[3]}"
