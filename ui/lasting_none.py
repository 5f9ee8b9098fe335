"""Keeps None, True and False alive under PySide6 6.12 on Python 3.11, which would free them."""

import ctypes
import sys

_FOREVER = 1 << 60


def keep_singletons() -> None:
    """Give the three singletons more references than any program can lose.

    WORKAROUND: PySide6 6.12.0 is built for Pythons on which None is immortal (3.12 and later). On
    3.11 each call of a Qt method that returns nothing loses one reference to None; after a few
    thousand, Python stops with "none_dealloc: deallocating None". Remove with Python 3.11.
    """
    if sys.version_info >= (3, 12):
        return
    for one in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(one))
        if count.value >= _FOREVER:
            continue  # once is enough, and eight times would be too many
        # Another build of Python may keep something else at this address: then hands off.
        if abs(count.value - sys.getrefcount(one)) <= 2:  # noqa: PLR2004 -- the call's own two
            count.value += _FOREVER
