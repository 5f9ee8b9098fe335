"""A screen, a session bus and a keyboard of our own, so that a real window can be used."""

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from Xlib import XK, X
from Xlib.display import Display as Connection
from Xlib.ext import xtest

_START_S, _END_S = 20.0, 10.0
_NEEDED = (
    ("Xvfb", "xvfb"),
    ("dbus-daemon", "dbus"),
    ("/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
)
_SHIFTED = {"Shift": "Shift_L", "Ctrl": "Control_L", "Alt": "Alt_L"}
_SPELT = {" ": "space", "-": "minus", ".": "period", ",": "comma", "'": "apostrophe", "/": "slash"}


def missing_packages() -> list[str]:
    """Return the Debian packages without which no window can be read from outside."""
    return [package for program, package in _NEEDED if shutil.which(program) is None]


@dataclass(frozen=True, slots=True)
class Desk:
    screen: str
    session_bus: str

    def surroundings(self, home: Path) -> dict[str, str]:
        """Return the environment of a program that is to appear here."""
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "TZ"}}
        return kept | {
            "LC_ALL": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "DISPLAY": self.screen,
            "DBUS_SESSION_BUS_ADDRESS": self.session_bus,
            "QT_QPA_PLATFORM": "xcb",
        }


@contextmanager
def desk(home: Path) -> Iterator[Desk]:
    home.chmod(0o700)
    reading, writing = os.pipe()
    screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-noreset"]
    with _running(screen, keeps=(writing,)):
        os.close(writing)
        number = _first_line(reading)
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        surroundings = Desk(f":{number}", "").surroundings(home)
        with _running(bus, env=surroundings, out=subprocess.PIPE) as daemon:
            assert daemon.stdout is not None
            yield Desk(f":{number}", _first_line(daemon.stdout.fileno()))
            daemon.stdout.close()


@contextmanager
def program(desk: Desk, home: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run our Python with these arguments in front of this desk, until the block ends."""
    said = home / "said.txt"
    with said.open("wb") as out:
        command = [sys.executable, *arguments]
        with _running(command, env=desk.surroundings(home), out=out.fileno()) as started:
            yield started
    text = said.read_text(errors="replace")
    assert "Traceback" not in text, text


@contextmanager
def _running(
    command: list[str],
    *,
    env: Mapping[str, str] | None = None,
    out: int = subprocess.DEVNULL,
    keeps: tuple[int, ...] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    errors = subprocess.STDOUT if out != subprocess.PIPE else subprocess.DEVNULL
    started = subprocess.Popen(command, env=env, stdout=out, stderr=errors, pass_fds=keeps)
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(_END_S)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait(_END_S)


def _first_line(descriptor: int) -> str:
    ready, _, _ = select.select([descriptor], [], [], _START_S)
    assert ready, "it did not start in time"
    return os.read(descriptor, 4096).decode().strip()


class Keyboard:
    """Presses real keys on the screen. There is no window manager, so it hands out the focus."""

    def __init__(self, screen: str, settled: Callable[[], object]) -> None:
        """`settled` waits until the window that was handed the focus has taken it."""
        self._x = Connection(screen)
        self._settled = settled

    def close(self) -> None:
        self._x.close()

    def type(self, text: str) -> None:
        for letter in text:
            self.press(_SPELT.get(letter, letter), shift=letter.isupper())

    def press(self, keys: str, *, shift: bool = False) -> None:
        """Press such as Tab, Return, a, Alt+s or Ctrl+Shift+z."""
        self.attend()
        *held, key = keys.split("+")
        names = [_SHIFTED[name] for name in held] + (["Shift_L"] if shift else [])
        codes = [self._code(name) for name in [*names, key]]
        for code in codes:
            xtest.fake_input(self._x, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._x, X.KeyRelease, code)
        self._x.sync()

    def _code(self, name: str) -> int:
        code: int = self._x.keysym_to_keycode(XK.string_to_keysym(name))
        assert code, f"no such key: {name}"
        return code

    def attend(self) -> None:
        """Turn to the window in front, as a window manager would have done."""
        for window in reversed(self._x.screen().root.query_tree().children):
            seen = window.get_attributes()
            if seen.map_state != X.IsViewable or seen.override_redirect:
                continue
            if self._x.get_input_focus().focus != window:
                window.set_input_focus(X.RevertToParent, X.CurrentTime)
                self._x.sync()
                self._settled()
            return
