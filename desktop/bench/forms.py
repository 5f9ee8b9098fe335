"""Reading, showing and answering large forms, beside what bare JSON and a bare Qt form cost.

The page is the real one; the services behind it answer at once. A window without a screen is used
unless QT_QPA_PLATFORM names another.
"""

import gc
import json
import math
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.bench.forms_found import largest_shared_form
from desktop.bench.forms_made import a_made_form
from desktop.bench.row import Row
from desktop.collecting import collect_seldom
from desktop.errors import TroubleError
from desktop.forms import Questionnaire, load

# Set before Qt is imported: it looks once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.bench.forms_desk import Desk
from desktop.bench.forms_opening import Opening, a_window
from desktop.bench.forms_page import OpenPage
from desktop.bench.forms_turning import Turning
from desktop.bench.forms_typing import Answers, Typist, answer_bare
from ui.theme import STYLE, apply_theme

_LIAISON = Path(__file__).parents[2] / "resources/questionnaires/liaison-diversion-screen.json"
_FRAME_MS, _TURN_MS, _REST_MS = 16.0, 50.0, 100.0
# Bare JSON checks nothing, and compiles no expression.
_READ_GOAL, _PAINT_GOAL, _TURN_GOAL = 25.0, 1.5, 2.0
_IN_A_BLOCK = 20


class FormFileError(TroubleError):
    message_key = "error.form_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How often each thing is measured."""

    rounds: int = 15
    answers: int = 240
    turns: int = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """A form under its name in the table."""

    name: str
    form: Questionnaire
    raw: bytes


def measure(form: Path | None = None) -> list[Row]:
    app = QApplication.instance() or QApplication([sys.argv[0], *STYLE])
    assert isinstance(app, QApplication)
    apply_theme(app)
    forms = list(chosen_forms(form))
    collect_seldom()  # As in a session.
    return measure_all(forms, Effort())


def chosen_forms(asked: Path | None) -> Iterator[Measured]:
    if asked is not None:
        yield measured("form", _read_file(asked))
    else:
        found = largest_shared_form()
        if found is None:
            print("There are no shared forms here: measured without them.", file=sys.stderr)
        else:
            print(f"largest shared form: {found[0].name}", file=sys.stderr)
            yield measured("largest", found[0].read_bytes())
    yield measured("made", a_made_form())


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormFileError from error


def measured(name: str, raw: bytes) -> Measured:
    form = load(raw)
    return Measured(f"{name}, {len(form.items)} items", form, raw)


def measure_all(forms: Sequence[Measured], effort: Effort) -> list[Row]:
    rows = []
    for each in forms:
        rows += [_read(each, effort), *paints(each, effort), *answers(each, effort)]
    return [*rows, *turns(measured("L&D", _LIAISON.read_bytes()), effort)]


def _read(each: Measured, effort: Effort) -> Row:
    ours, bare = _in_turn(
        effort.rounds,
        lambda: _busy_seconds(lambda: load(each.raw)),
        lambda: _busy_seconds(lambda: json.loads(each.raw)),
    )
    return _row(f"{each.name}: read", ours, bare, _READ_GOAL)


def _busy_seconds(work: Callable[[], object]) -> float:
    """Return processor time: what else runs here would cost the longer work more."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def paints(each: Measured, effort: Effort) -> list[Row]:
    """Compare opening the form at its first and at its largest section with bare forms."""
    sections = [section for section in each.form.sections if not section.hidden]
    largest = max(sections, key=lambda section: sum(1 for _ in section.walk()))
    rows = _opened(f"{each.name}: first page", each.form, sections[0].link_id, effort)
    if largest is not sections[0]:
        rows += _opened(f"{each.name}: largest page", each.form, largest.link_id, effort)
    return rows


def _opened(name: str, form: Questionnaire, section: str, effort: Effort) -> list[Row]:
    with a_window() as (window, tasks):
        opening = Opening(window, Desk(form, section, tasks))
        seen, whole = opening.looked_at()
        took = _in_turn(
            effort.rounds,
            lambda: opening.ours(OpenPage.is_there),
            lambda: opening.bare(seen),
            lambda: opening.ours(OpenPage.is_whole),
            lambda: opening.bare(whole),
        )
    return [
        _row(f"{name} painted", took[0], took[1], _PAINT_GOAL),
        _row(f"{name}, to its end", took[2], took[3], _PAINT_GOAL),
    ]


def answers(each: Measured, effort: Effort) -> list[Row]:
    """Compare a key that answers with one in a bare form, over the sections of the form."""
    found = Answers()
    with a_window() as (window, tasks):
        opened = OpenPage(window, Desk(each.form, "", tasks))
        window.settle()
        typist = Typist(each.form, opened)
        sections = [section.link_id for section in each.form.sections if not section.hidden]
        turn = 0
        while len(found.ours) < effort.answers:
            opened.go_to(sections[turn % len(sections)])
            window.settle()
            bare = opened.seen().bare()
            typist.answer_some(_IN_A_BLOCK, found)
            answer_bare(window, bare, _IN_A_BLOCK, found)
            window.let_go(bare)
            turn += 1
        opened.close()
    name = f"{each.name}: answer"
    rows = [
        _row(name, found.ours, found.bare, _FRAME_MS / statistics.median(found.bare) / 1000),
        _in_time(name, found.ours, found.bare, _FRAME_MS),
        _in_time(f"{name}, at rest", found.at_rest, found.bare, _REST_MS),
    ]
    if found.moving:
        rows.append(_in_time(f"{name} moves rows", found.moving, found.bare, _FRAME_MS))
    return rows


def turns(each: Measured, effort: Effort) -> list[Row]:
    """Compare going to the next section with showing a bare form of the same widgets."""
    with a_window() as (window, tasks):
        opened = OpenPage(window, Desk(each.form, "", tasks))
        window.settle()
        turning = Turning(opened)
        ours, bare = _in_turn(effort.turns, turning.ours, turning.bare)
        opened.close()
    return [
        _row(f"{each.name}: page turn", ours, bare, _TURN_GOAL),
        _in_time(f"{each.name}: page turn", ours, bare, _TURN_MS),
    ]


def _in_turn(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """Return the seconds of each work. One of each in turn: the machine is noisy."""
    took: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, times in zip(works, took, strict=True):
            gc.collect()  # What the one before left behind is not this one's cost.
            seconds = work()
            if turn:
                times.append(seconds)
    return took


def _row(name: str, ours: list[float], baseline: list[float], goal: float) -> Row:
    return Row(
        name=name,
        ours=statistics.median(ours) * 1000,
        baseline=statistics.median(baseline) * 1000,
        unit="ms",
        goal=goal,
    )


def _in_time(name: str, ours: list[float], bare: list[float], most_ms: float) -> Row:
    """Compare the slowest but one in twenty; the goal is what `most_ms` comes to beside the bare.

    More than that, and people notice that they wait.
    """
    baseline = slow_end(bare) * 1000
    return Row(
        name=f"{name}, p95 in {most_ms:.0f} ms",
        ours=slow_end(ours) * 1000,
        baseline=baseline,
        unit="ms",
        goal=most_ms / baseline,
    )


def slow_end(seconds: list[float]) -> float:
    """Return the 95th percentile, as one of the times that were measured."""
    return sorted(seconds)[math.ceil(len(seconds) * 0.95) - 1]
