"""How often Python looks for garbage: seldom, and so not between a key and its paint.

By itself it looks through everything new after every 700 objects; a page has some thousand.
"""

import gc

_OBJECTS = 20_000


def collect_seldom() -> None:
    """Leave alone what is there by now, which stays as long as the program runs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)
