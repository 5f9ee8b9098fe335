"""What must be true of every page: each control named, reached by Tab, and in reading order."""

from itertools import pairwise

from tests.outside.at_spi import ENABLED, FOCUSABLE, SHOWING, Extents, GoneError, Node, Reader
from tests.outside.display import Keyboard

# What a person stops at. Cells and list items are walked with the arrows inside their table.
CONTROLS = frozenset(
    {
        "button",
        "check box",
        "combo box",
        "date editor",
        "entry",
        "list",
        "list box",
        "page tab list",
        "password text",
        "push button",
        "radio button",
        "spin button",
        "table",
        "text",
        "toggle button",
        "tree table",
    }
)
_MOST_STOPS, _SETTLE_S = 150, 2.0


def controls(reader: Reader, window: Node) -> list[Node]:
    """Return what shows, works and takes the keyboard."""
    found = []
    for node in reader.everything(window):
        try:
            if reader.is_in(node, FOCUSABLE, ENABLED, SHOWING) and reader.role(node) in CONTROLS:
                found.append(node)
        except GoneError:
            continue
    return found


def words(reader: Reader, node: Node) -> str:
    """Return what a screen reader says a control is for, "" where it cannot say."""
    if reader.role(node) == "combo box":  # Its name is only ever its value.
        return reader.labels(node)
    return reader.name(node) or reader.labels(node)


def nameless(reader: Reader, window: Node) -> list[str]:
    return [
        f"{reader.role(node)} at {reader.extents(node)}"
        for node in controls(reader, window)
        if not words(reader, node).strip()
    ]


def tab_stops(reader: Reader, keyboard: Keyboard) -> list[Node]:
    """Press Tab until it comes round, and return where the keyboard stood, in order."""
    stops: list[Node] = []
    while len(stops) < _MOST_STOPS:
        reader.focus.clear()
        keyboard.press("Tab")
        try:
            reader.wait_until(lambda: reader.focus, seconds=_SETTLE_S)
        except TimeoutError:
            return stops  # Trapped, or there is only one stop.
        here = reader.focus[-1]
        if here in stops:
            return stops
        stops.append(here)
    return stops


def never_reached(reader: Reader, window: Node, stops: list[Node]) -> list[str]:
    """Return the controls that Tab passes by; of a group of radio buttons one is enough."""
    groups = {reader.labels(node) for node in stops if reader.role(node) == "radio button"}
    return [
        f"{reader.role(node)} {words(reader, node)!r}"
        for node in controls(reader, window)
        if node not in stops
        and not (reader.role(node) == "radio button" and reader.labels(node) in groups)
    ]


def steps_back(reader: Reader, stops: list[Node]) -> list[str]:
    """Return the steps of Tab that go against reading: up within a column, left within a line."""
    places = [(node, reader.extents(node)) for node in stops]
    return [
        f"{words(reader, a)!r} -> {words(reader, b)!r}"
        for (a, here), (b, there) in pairwise(places)
        if _goes_back(here, there)
    ]


def _goes_back(here: Extents, there: Extents) -> bool:
    is_above = there.bottom <= here.top and there.left < here.right
    is_beside = there.top < here.bottom and here.top < there.bottom
    return is_above or (is_beside and there.right <= here.left)
