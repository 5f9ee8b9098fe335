"""A person who types while a round runs: a key press to its paint, beside one with no round.

The page, the store and the round are the real ones, all in one process; each answer is saved in the
store that the round writes into.
"""

import math
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.bench.forms_desk import Desk as FormDesk
from desktop.bench.row import Row
from desktop.bench.sync_central import Central, Site
from desktop.bench.sync_desk import Desk, DeskFiles, joined
from desktop.collecting import collect_seldom
from desktop.domain.identity import ScreenId
from desktop.domain.screen import Answer
from desktop.forms import Questionnaire, load

# Set before Qt is imported: it looks once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.bench.forms_opening import a_window
from desktop.bench.forms_page import OpenPage
from desktop.bench.forms_typing import Answers, Typist
from ui.theme import STYLE, apply_theme

_FORM = Path(__file__).parents[2] / "resources/questionnaires/liaison-diversion-screen.json"
_FRAME_MS = 16.0
_AT_ONCE = 5
_SLOW_END = 0.99

Save = Callable[[ScreenId, str, Answer], object]


@dataclass
class SavingDesk(FormDesk):
    """The form's desk, whose answers are made durable by `save` as well."""

    save: Save | None = None

    def _answer(self, screen: ScreenId, key: str, answer: Answer) -> None:
        if self.save is not None:
            self.save(screen, key, answer)
        super()._answer(screen, key, answer)


def while_typing(site: Site, full_desk: DeskFiles, new_desk: DeskFiles, *, answers: int) -> Row:
    app = QApplication.instance() or QApplication([sys.argv[0], *STYLE])
    assert isinstance(app, QApplication)
    apply_theme(app)
    form = load(_FORM.read_bytes())
    collect_seldom()  # As in a session.
    with site.room() as folder, site.central() as central:
        with joined(full_desk.copied_to(folder / "A"), central) as desk:
            desk.send()
        quiet, during = _typed(form, central, _machines(new_desk, folder), answers)
    return row_of(quiet.ours, during.ours)


def row_of(quiet: list[float], during: list[float]) -> Row:
    """Compare the slowest but one in a hundred; the goal is what a frame comes to."""
    baseline = slow_end(quiet) * 1000
    return Row(
        name=f"key to paint while a round runs, p99 in {_FRAME_MS:.0f} ms",
        ours=slow_end(during) * 1000, baseline=baseline, unit="ms", goal=_FRAME_MS / baseline,
    )  # fmt: skip


def slow_end(seconds: list[float]) -> float:
    return sorted(seconds)[math.ceil(len(seconds) * _SLOW_END) - 1]


def _machines(new_desk: DeskFiles, folder: Path) -> Iterator[DeskFiles]:
    number = 0
    while True:
        yield new_desk.as_another(folder / f"B{number}")
        number += 1


def _typed(
    form: Questionnaire, central: Central, machines: Iterator[DeskFiles], count: int
) -> tuple[Answers, Answers]:
    quiet, during = Answers(), Answers()
    with a_window() as (window, tasks):
        desk = SavingDesk(form, "", tasks)
        opened = OpenPage(window, desk)
        window.settle()
        typist = Typist(form, opened)
        sections = _sections(form)
        while len(during.ours) < count:
            with joined(next(machines), central) as machine:
                desk.save = machine.session.services.answer_question
                _type_until(lambda: len(quiet.ours) >= len(during.ours) + _AT_ONCE, typist,
                            opened, sections, quiet)  # fmt: skip
                with _under_way(machine) as round_:
                    _type_until(lambda: not round_.is_alive() or len(during.ours) >= count,
                                typist, opened, sections, during)  # fmt: skip
                desk.save = None
        opened.close()
    return quiet, during


def _type_until(
    is_enough: Callable[[], bool],
    typist: Typist,
    opened: OpenPage,
    sections: Iterator[str],
    found: Answers,
) -> None:
    while not is_enough():
        opened.go_to(next(sections))
        opened.window.settle()
        typist.answer_some(_AT_ONCE, found)


def _sections(form: Questionnaire) -> Iterator[str]:
    while True:
        yield from (section.link_id for section in form.sections if not section.hidden)


@contextmanager
def _under_way(machine: Desk) -> Iterator[threading.Thread]:
    """Run a round beside the windows, as the program does, and wait for its end."""
    failed: list[BaseException] = []

    def go() -> None:
        try:
            machine.send()
        except Exception as error:  # noqa: BLE001 -- raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield thread
    finally:
        thread.join()
    if failed:
        raise failed[0]
