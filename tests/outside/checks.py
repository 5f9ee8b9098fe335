"""What must be true of every page: each control named, reached by Tab, and in reading order."""

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
_MOST_STOPS = 150


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
        keyboard.attend()
        reader.focus.clear()
        keyboard.press("Tab")
        if not reader.hear_focus():
            return stops  # Trapped, or there is only one stop.
        here = reader.focus[-1]
        if here in stops:
            return stops
        stops.append(here)
    return stops


def never_reached(reader: Reader, window: Node, stops: list[Node]) -> list[str]:
    """Return the controls that Tab passes by; of a group of radio buttons one is enough."""
    radios = [node for node in stops if reader.role(node) == "radio button"]
    groups = {reader.parents(node)[-2] for node in radios}
    return [
        f"{reader.role(node)} {words(reader, node)!r}"
        for node in controls(reader, window)
        if node not in stops
        and not (reader.role(node) == "radio button" and reader.parents(node)[-2] in groups)
    ]


def steps_back(reader: Reader, stops: list[Node]) -> list[str]:
    """Return where Tab goes against reading: up again, or left within a line.

    Coming round from the last stop to the first is one such step, and the only one allowed.
    """
    held_by = {node: reader.parents(node) for node in stops}
    found = [
        f"{words(reader, here)!r} -> {words(reader, there)!r}"
        for here, there in zip(stops, stops[1:] + stops[:1], strict=True)
        if _goes_back(*_blocks(reader, held_by[here], held_by[there]))
    ]
    return found if len(found) > 1 else []


def _blocks(reader: Reader, here: list[Node], there: list[Node]) -> tuple[Extents, Extents]:
    """Return the largest parts of the window that hold one of the two and not the other."""
    for mine, other in zip(here, there, strict=False):
        if mine != other:
            return reader.extents(mine), reader.extents(other)
    return reader.extents(here[-1]), reader.extents(there[-1])


def _goes_back(here: Extents, there: Extents) -> bool:
    is_beside = there.top < here.bottom and here.top < there.bottom
    is_beneath = there.left < here.right and here.left < there.right
    if is_beside:
        return there.right <= here.left
    return there.bottom <= here.top and (is_beneath or there.right <= here.left)
