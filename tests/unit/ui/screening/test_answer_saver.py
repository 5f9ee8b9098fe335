"""An answer is either safe or said not to be, and is tried again while there is hope."""

from typing import Any

from pytestqt.qtbot import QtBot

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Answer, ScreenAlreadyCompleteError
from desktop.errors import ExpectedError
from tests.builders.moments import NOW, numbered
from tests.fakes.task_runner import HeldTaskRunner, ImmediateTaskRunner
from tests.unit.ui.screening.small_form import DiskFullError
from ui.background.task_runner import TaskRunner
from ui.screening.answer_saver import AnswerSaver

SCREEN = ScreenId(numbered(1))
YES, NO = Answer(values=(True,)), Answer(values=(False,))


class DraftsInMemory:
    def __init__(self) -> None:
        self.kept: dict[str, Answer] = {}
        self.error: ExpectedError | None = None

    def __call__(self, _screen_id: ScreenId, link_id: str, answer: Answer) -> None:
        if self.error is not None:
            raise self.error
        self.kept[link_id] = answer


def a_saver(drafts: DraftsInMemory, tasks: TaskRunner) -> AnswerSaver:
    return AnswerSaver(tasks, drafts, SCREEN, lambda: NOW)


def test_an_answer_is_not_called_saved_before_it_is(qtbot: QtBot) -> None:
    drafts, tasks = DraftsInMemory(), HeldTaskRunner()
    saver = a_saver(drafts, tasks)

    saver.save("drink", YES)
    before = saver.state()
    tasks.release()

    assert (before.waiting, before.saved_at) == (1, None)
    assert (saver.state().waiting, saver.state().saved_at) == (0, NOW)
    assert drafts.kept == {"drink": YES}


def test_a_refused_answer_is_kept_and_saved_when_the_trouble_is_over(qtbot: QtBot) -> None:
    drafts = DraftsInMemory()
    saver = a_saver(drafts, ImmediateTaskRunner())
    drafts.error = DiskFullError()

    saver.save("drink", YES)
    unsaved = saver.unsaved()
    drafts.error = None
    saver.try_again()

    assert unsaved == {"drink": YES}
    assert drafts.kept == {"drink": YES}
    assert saver.state().error is None


def test_an_older_answer_never_comes_back_over_a_newer_one(qtbot: QtBot) -> None:
    drafts = DraftsInMemory()
    saver = a_saver(drafts, ImmediateTaskRunner())
    drafts.error = DiskFullError()
    saver.save("drink", YES)
    drafts.error = None

    saver.save("drink", NO)
    saver.try_again()

    assert drafts.kept == {"drink": NO}


def test_trouble_is_tried_again_by_itself_and_a_broken_rule_is_not(qtbot: QtBot) -> None:
    drafts = DraftsInMemory()
    saver = a_saver(drafts, ImmediateTaskRunner())

    def retries(error: Any) -> bool:
        drafts.error = error
        saver.save("drink", Answer(values=(str(error),)))
        return saver._retry.isActive()

    assert not retries(ScreenAlreadyCompleteError())
    assert retries(DiskFullError())
