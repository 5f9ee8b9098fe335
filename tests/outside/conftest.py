"""One screen and bus for all of these tests; they skip by name where a package is missing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.outside.at_spi import Node, Reader
from tests.outside.display import Desk, Keyboard, desk, missing_packages, program


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
        reader, keyboard = Reader(the_desk.session_bus), Keyboard(the_desk.screen)
        before = reader.programs()
        home = tmp_path_factory.mktemp("home")
        home.chmod(0o700)
        with program(the_desk, home, *map(str, arguments)):

            def appeared() -> list[Node]:
                return [node for node in reader.programs() if node not in before]

            yield Sitting(reader, keyboard, reader.wait_until(appeared)[-1])
        keyboard.close()
        reader.close()

    return sitting
