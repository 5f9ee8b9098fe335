"""Reads a running program as a screen reader does: over AT-SPI, from outside its process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any

from jeepney import (
    DBusAddress,
    MatchRule,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_NULL = "/org/a11y/atspi/null"
_ANSWER_S, _GLANCE_S = 10.0, 0.1
# From the AT-SPI protocol: numbers of states and of the relation that we ask about.
CHECKED, ENABLED, FOCUSABLE, FOCUSED, SHOWING = 4, 8, 11, 12, 25
_LABELLED_BY = 2


class GoneError(Exception):
    """The thing asked about is no longer in the window."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that the program shows. Two are equal when they are the same thing."""

    sender: str
    path: str


@dataclass(frozen=True, slots=True)
class Extents:
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


class Reader:
    """Listens on the accessibility bus. `happened` holds what was said since it was cleared."""

    def __init__(self, session_bus: str) -> None:
        session = open_dbus_connection(session_bus)
        status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
        _answer(session, Properties(status).set("IsEnabled", "b", True))
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        (address,) = _answer(session, new_method_call(bus, "GetAddress"))
        session.close()
        self._bus = open_dbus_connection(address)
        self.focus: list[Node] = []
        self.announced: list[str] = []
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        _answer(self._bus, message_bus.AddMatch(rule))
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for event in ("object:state-changed:focused", "object:announcement"):
            call = new_method_call(registry, "RegisterEvent", "sass", (event, [], ""))
            _answer(self._bus, call)

    def close(self) -> None:
        self._bus.close()

    def programs(self) -> list[Node]:
        return self.children(Node(_REGISTRY, _ROOT))

    def children(self, node: Node) -> list[Node]:
        (found,) = self._ask(node, "Accessible", "GetChildren")
        return [Node(sender, path) for sender, path in found if path != _NULL]

    def parents(self, node: Node) -> list[Node]:
        """Return what holds this node, the program first and the node itself last."""
        found = [node]
        while self.role(found[0]) != "application":
            found.insert(0, Node(*self._property(found[0], "Accessible", "Parent")))
        return found

    def everything(self, node: Node) -> Iterator[Node]:
        """Yield the node and all within it, in the order a screen reader goes through it."""
        yield node
        for child in self.children(node):
            yield from self.everything(child)

    def name(self, node: Node) -> str:
        return str(self._property(node, "Accessible", "Name"))

    def description(self, node: Node) -> str:
        return str(self._property(node, "Accessible", "Description"))

    def role(self, node: Node) -> str:
        (role,) = self._ask(node, "Accessible", "GetRoleName")
        return str(role)

    def is_in(self, node: Node, *states: int) -> bool:
        ((low, high),) = self._ask(node, "Accessible", "GetState")
        held = low | high << 32
        return all(held >> state & 1 for state in states)

    def labels(self, node: Node) -> str:
        """Return the words that label this thing from beside it."""
        (relations,) = self._ask(node, "Accessible", "GetRelationSet")
        pairs = [pair for kind, pairs in relations if kind == _LABELLED_BY for pair in pairs]
        return " ".join(self.name(Node(*pair)) for pair in pairs if pair[1] != _NULL)

    def extents(self, node: Node) -> Extents:
        (box,) = self._ask(node, "Component", "GetExtents", "u", (0,))
        return Extents(*box)

    def text(self, node: Node) -> str:
        (text,) = self._ask(node, "Text", "GetText", "ii", (0, -1))
        return str(text)

    def cell(self, table: Node, row: int, column: int) -> Node:
        (found,) = self._ask(table, "Table", "GetAccessibleAt", "ii", (row, column))
        return Node(*found)

    def size(self, table: Node) -> tuple[int, int]:
        rows = self._property(table, "Table", "NRows")
        return int(rows), int(self._property(table, "Table", "NColumns"))

    def wait_until(self, condition: Callable[[], Any], *, seconds: float = 20.0) -> Any:
        """Return what the condition gives once it gives something; look after every event."""
        end = monotonic() + seconds
        while True:
            try:
                if found := condition():
                    return found
            except GoneError:
                pass
            if monotonic() >= end:
                raise TimeoutError(getattr(condition, "__doc__", None) or "nothing came of it")
            self.listen(_GLANCE_S)

    def hear_focus(self, seconds: float = 2.0) -> bool:
        """Wait until the keyboard has come to stand somewhere new; False where it has not."""
        try:
            return bool(self.wait_until(lambda: self.focus, seconds=seconds))
        except TimeoutError:
            return False

    def listen(self, seconds: float) -> bool:
        """Take in one event. Return whether there was one."""
        try:
            self._note(self._bus.receive(timeout=seconds))
        except TimeoutError:
            return False
        return True

    def _note(self, message: Message) -> None:
        header = message.header
        if header.message_type is not MessageType.signal:
            return
        fields = {field.name: value for field, value in header.fields.items()}
        if fields.get("member") == "StateChanged" and message.body[:2] == ("focused", 1):
            self.focus.append(Node(fields["sender"], fields["path"]))
        elif fields.get("member") == "Announcement":
            self.announced.append(str(message.body[3][1]))

    def _ask(
        self, node: Node, interface: str, method: str, signature: str = "", body: Any = ()
    ) -> Any:
        where = DBusAddress(node.path, node.sender, f"org.a11y.atspi.{interface}")
        return self._reply(new_method_call(where, method, signature or None, body))

    def _property(self, node: Node, interface: str, name: str) -> Any:
        where = DBusAddress(node.path, node.sender, f"org.a11y.atspi.{interface}")
        ((_signature, value),) = self._reply(Properties(where).get(name))
        return value

    def _reply(self, message: Message) -> Any:
        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        end = monotonic() + _ANSWER_S
        while True:
            came = self._bus.receive(timeout=max(end - monotonic(), 0))
            fields = {field.name: value for field, value in came.header.fields.items()}
            if fields.get("reply_serial") != serial:
                self._note(came)
            elif came.header.message_type is MessageType.error:
                raise GoneError(str(came.body))
            else:
                return came.body


def _answer(connection: DBusConnection, message: Message) -> Any:
    return unwrap_msg(connection.send_and_get_reply(message, timeout=_ANSWER_S))
