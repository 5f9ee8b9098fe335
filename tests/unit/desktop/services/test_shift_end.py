"""The end of a shift: screens left unfinished, and what colleagues left at this desk."""

import pytest

from desktop.domain.screen import Answer, ScreenAlreadyCompleteError, ScreenStatus
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.values import OpenScreen
from tests.builders.staff import SHAH, a_practitioner
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import refuse_everything

SECRET = "She was shouting"


def begun(desk: Desk) -> OpenScreen:
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    desk.services.answer_question(opened.screen.id, "today.reason_words", Answer(values=(SECRET,)))
    return opened


def test_a_screen_left_unfinished_is_journalled_with_what_was_typed(desk: Desk) -> None:
    opened = begun(desk)
    waiting = desk.services.sync_state().waiting

    left = desk.services.leave_unfinished(opened.screen.id)

    assert left.status is ScreenStatus.UNFINISHED
    assert left.answers["today.reason_words"].values == (SECRET,)
    assert desk.services.sync_state().waiting == waiting + 1
    assert desk.services.what_leaves().drafts == ()


def test_a_colleague_at_another_desk_goes_on_with_what_was_left(
    desk: Desk, other_desk: Desk
) -> None:
    opened = begun(desk)
    desk.services.leave_unfinished(opened.screen.id)

    other_desk.takes_from(desk)

    there = other_desk.services.open_screen(opened.screen.id)
    assert there.answers()["today.reason_words"].values == (SECRET,)


def test_a_finished_screen_is_not_made_unfinished(desk: Desk) -> None:
    opened = begun(desk)
    refuse_everything(desk, desk.services.open_screen(opened.screen.id))
    desk.services.complete_screen(opened.screen.id)

    with pytest.raises(ScreenAlreadyCompleteError):
        desk.services.leave_unfinished(opened.screen.id)


def test_what_a_colleague_typed_here_is_named_and_not_told(desk: Desk) -> None:
    opened = begun(desk)
    colleague = desk.again(a_practitioner(id=SHAH, name="P. Shah"))

    leaves = colleague.services.what_leaves()

    (draft,) = leaves.colleagues
    assert (draft.screen.id, draft.draft.by, draft.draft.answers) == (
        opened.screen.id,
        "J. Okafor",
        1,
    )
    assert SECRET not in repr(leaves)
    assert leaves.drafts == ()
