"""One screen and bus for all of these tests; they skip by name where a package is missing."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.outside.at_spi import FOCUSED, SHOWING, Node, Reader
from tests.outside.display import Desk, Keyboard, desk, missing_packages, program
from tests.outside.stores import a_workstation


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody in front of a running program: reads it, and presses keys."""

    reader: Reader
    keyboard: Keyboard
    running: Node

    def window(self, *, holding: str = "") -> Node:
        """Return the window in front once it is there (and shows these words)."""

        def shown() -> Node | None:
            windows = self.reader.children(self.running)
            if not windows:
                return None
            names = (self.reader.name(node) for node in self.reader.everything(windows[-1]))
            return windows[-1] if not holding or any(holding in name for name in names) else None

        found: Node = self.reader.wait_until(shown)
        return found

    def find(self, role: str, name: str) -> Node:
        """Return what shows, of this role and with a name that begins so, once it is there."""

        def shown() -> Node | None:
            for node in self.reader.everything(self.window()):
                if (
                    self.reader.name(node).startswith(name)
                    and self.reader.role(node) == role
                    and self.reader.is_in(node, SHOWING)
                ):
                    return node
            return None

        found: Node = self.reader.wait_until(shown)
        return found

    def said(self) -> str:
        """Return what was announced since the start."""
        return " ".join(self.reader.announced)

    def focused(self) -> Node:
        """Return where the keyboard stands."""

        def standing() -> Node | None:
            for node in reversed(self.reader.focus):
                if self.reader.is_in(node, FOCUSED):
                    return node
            nodes = self.reader.everything(self.window())
            return next((node for node in nodes if self.reader.is_in(node, FOCUSED)), None)

        found: Node = self.reader.wait_until(standing)
        return found

    def tab_to(self, name: str) -> Node:
        """Press Tab until the keyboard stands on what begins with this name."""
        for _ in range(_MOST_TABS):
            self.keyboard.attend()
            here = self.focused()
            if self.reader.name(here).startswith(name):
                return here
            self.reader.focus.clear()
            self.keyboard.press("Tab")
            self.reader.hear_focus()
        raise LookupError(name)


_MOST_TABS = 60
Sit = Callable[..., AbstractContextManager[Sitting]]


@pytest.fixture(scope="session")
def the_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    if missing := missing_packages():
        pytest.skip(f"install {' '.join(missing)} to read windows from outside")
    with desk(tmp_path_factory.mktemp("desk")) as ready:
        yield ready


@pytest.fixture(scope="session")
def sit(the_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Sit:
    """Start our Python with these arguments, and sit down in front of it."""

    @contextmanager
    def sitting(*arguments: str | Path) -> Iterator[Sitting]:
        home = tmp_path_factory.mktemp("home")
        home.chmod(0o700)
        with (
            closing(Reader(the_desk.session_bus)) as reader,
            closing(Keyboard(the_desk.screen, reader.hear_focus)) as keyboard,
        ):
            before = reader.programs()
            with program(the_desk, home, *map(str, arguments)):

                def appeared() -> list[Node]:
                    return [node for node in reader.programs() if node not in before]

                yield Sitting(reader, keyboard, reader.wait_until(appeared)[-1])

    return sitting


@pytest.fixture(scope="session")
def _set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workstation(tmp_path_factory.mktemp("set-up") / "store")


@pytest.fixture
def store(_set_up_once: Path, tmp_path: Path) -> Path:
    """Return a workstation's folder that this test may change."""
    return Path(shutil.copytree(_set_up_once, tmp_path / "store"))
