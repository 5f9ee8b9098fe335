"""Work runs elsewhere, answers come here, in order, and only to who is still there."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from types import TracebackType

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.errors import CancelledError, ExpectedError, NotFoundError
from ui.background.task_runner import TaskRunner, runners_at_work


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    assert made.finish(5000)


def _unasked(error: ExpectedError) -> None:
    raise AssertionError(error)


def test_work_is_done_on_another_thread_and_answered_on_this_one(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []

    runner.run(
        runner,
        threading.get_ident,
        done=lambda there: seen.append((there, threading.get_ident())),
        failed=_unasked,
    )
    qtbot.waitUntil(lambda: bool(seen))

    there, answered_on = seen[0]
    assert there != here
    assert answered_on == here


def test_a_thousand_pieces_of_work_are_answered_in_the_order_asked(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    answers: list[int] = []

    for number in range(1000):
        runner.run(runner, partial(int, number), done=answers.append, failed=_unasked)
    qtbot.waitUntil(lambda: len(answers) == 1000)

    assert answers == list(range(1000))
    assert runner.unanswered() == 0


def test_an_expected_failure_is_explained_to_who_asked(runner: TaskRunner, qtbot: QtBot) -> None:
    explained: list[ExpectedError] = []

    def work() -> None:
        raise NotFoundError

    runner.run(runner, work, done=_never, failed=explained.append)
    qtbot.waitUntil(lambda: bool(explained))

    assert isinstance(explained[0], NotFoundError)


def test_work_that_a_person_stopped_is_neither_done_nor_failed(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    stopped: list[bool] = []

    def work() -> None:
        raise CancelledError

    runner.run(runner, work, done=_never, failed=_unasked, cancelled=lambda: stopped.append(True))
    qtbot.waitUntil(lambda: bool(stopped))

    assert stopped == [True]


def test_nobody_is_called_once_the_owner_is_destroyed_but_the_work_is_done(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    gate, saved, later = threading.Event(), list[str](), list[bool]()
    owner = QObject()

    def save() -> None:
        gate.wait(5)
        saved.append("draft")

    runner.run(owner, save, done=_never, failed=_unasked)
    delete(owner)
    gate.set()
    runner.run(runner, bool, done=later.append, failed=_unasked)
    qtbot.waitUntil(lambda: bool(later))

    assert saved == ["draft"]


def test_a_bug_in_the_work_reaches_the_hook_even_when_the_owner_is_gone(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []

    def hook(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        assert trace is not None
        caught.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)
    owner = QObject()

    runner.run(owner, lambda: 1 // 0, done=_never, failed=_unasked)
    delete(owner)
    qtbot.waitUntil(lambda: bool(caught))

    assert caught == [ZeroDivisionError]


def test_finishing_waits_for_what_was_asked_and_answers_it(qtbot: QtBot) -> None:
    runner = TaskRunner()
    answers: list[int] = []
    for number in range(20):
        runner.run(runner, partial(int, number), done=answers.append, failed=_unasked)

    assert runner.finish(5000)
    assert answers == list(range(20))


def test_finishing_says_when_time_ran_out(qtbot: QtBot) -> None:
    runner, gate = TaskRunner(), threading.Event()
    answers: list[bool] = []
    runner.run(runner, lambda: gate.wait(5), done=answers.append, failed=_unasked)

    in_time = runner.finish(10)
    gate.set()

    assert not in_time
    assert runner.finish(5000)
    assert answers == [True]


def test_a_finished_runner_takes_no_more_work(qtbot: QtBot) -> None:
    runner = TaskRunner()
    runner.finish()

    with pytest.raises(RuntimeError):
        runner.run(runner, bool, done=_never, failed=_unasked)


def test_a_runner_that_owes_an_answer_is_known(runner: TaskRunner, qtbot: QtBot) -> None:
    """The control of the rule that no work outlives its test."""
    gate, answers = threading.Event(), list[bool]()
    runner.run(runner, lambda: gate.wait(5), done=answers.append, failed=_unasked)

    assert runner in runners_at_work()
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert runner not in runners_at_work()


def _never(_result: object) -> None:
    raise AssertionError("nobody should have been told")


def test_a_runner_that_nobody_finished_still_does_its_work_before_the_process_ends() -> None:
    code = (
        "import sys\n"
        "from functools import partial\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from ui.background.task_runner import TaskRunner\n"
        "app = QCoreApplication([])\n"
        "runner = TaskRunner()\n"
        "for number in range(3):\n"
        "    save = partial(print, 'saved', number, flush=True)\n"
        "    runner.run(runner, save, done=print, failed=print)\n"
        "del runner\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:3] == ["saved 0", "saved 1", "saved 2"]
