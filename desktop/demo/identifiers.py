"""Numbers that prove and belong to nobody: NHS numbers of the test range, PNC ids with a check."""

from datetime import date

from desktop.demo.chance import Chance

_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_ELEVEN = 11
_NEVER_ISSUED = 10


def nhs_check_digit(first_nine: str) -> int:
    """Return the eleventh-modulus check digit; 10 means that no such number is issued."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True)
    )
    return (_ELEVEN - total % _ELEVEN) % _ELEVEN


def an_nhs_number(chance: Chance) -> str:
    """Return ten digits beginning with 999, a range that no patient is given."""
    while True:
        first_nine = f"999{chance.randrange(1_000_000):06d}"
        check = nhs_check_digit(first_nine)
        if check != _NEVER_ISSUED:
            return f"{first_nine}{check}"


def pnc_letter(year: int, serial: int) -> str:
    return _PNC_LETTERS[int(f"{year % 100:02d}{serial:07d}") % len(_PNC_LETTERS)]


def a_pnc_id(chance: Chance, *, born: date, today: date) -> str:
    """Return YYYY/NNNNNNNL of a first arrest between the tenth birthday and now."""
    year = chance.randint(min(born.year + 12, today.year), today.year)
    serial = chance.randint(10_000, 700_000)
    return f"{year}/{serial:07d}{pnc_letter(year, serial)}"
