"""Two workstations and a central store, each its own process: in the end all hold the same."""

from pathlib import Path

import pytest

from desktop.domain.screen import Answer, ScreenStatus
from desktop.services.questionnaires import LIAISON_SCREEN
from tests.stories.conftest import served
from tests.stories.house import Central, Workstation, names
from tests.unit.desktop.cli.command import inside

NIGHT = ("generate", "--seed", 3, "--detentions", 6)


def a_night_at_one_desk_is_seen_at_the_other(central: Central, folder: Path) -> None:
    one, other = Workstation(folder / "desk-1"), Workstation(folder / "desk-2")
    one.join(central, "Joseph Okafor")
    other.join(central, "Priya Shah")
    one.do(*NIGHT)
    assert one.do("sync")["sent"] > 50
    assert other.do("sync")["received"] > 50

    with one.unlocked() as session:
        services = session.services
        row = next(row for row in services.show_board().rows if row.screen is None)
        opened = services.start_screen(row.person_id, row.detention_id, LIAISON_SCREEN)
        said = Answer(values=("shouting in the van",))
        services.answer_question(opened.screen.id, "today.reason_words", said)
        services.hand_over_screen(opened.screen.id, "Priya Shah", "asleep now")
    one.do("sync")
    other.do("sync")
    with other.unlocked() as session:
        there = session.services.open_screen(opened.screen.id)
        assert there.answers()["today.reason_words"].values == ("shouting in the van",)
        assert there.screen.handover_note == "asleep now"
        assert there.names[there.screen.started_by] == "Joseph Okafor"
        session.services.pause_screen(opened.screen.id)
    other.do("sync")
    receipt = one.do("sync")

    here, there = one.do("check"), other.do("check")
    assert here["whole"]
    assert here == there
    assert receipt["entries_held"] == here["entries"] == central.status()["entries_held"]
    assert names(one.board()) == names(other.board())
    screens = {row.screen.screen_id: row.screen for row in one.board() if row.screen}
    assert screens[opened.screen.id].status is ScreenStatus.PAUSED


def test_two_workstations_converge_through_sqlite(central: Central, tmp_path: Path) -> None:
    assert central.status()["database"] == "sqlite"

    a_night_at_one_desk_is_seen_at_the_other(central, tmp_path)


@pytest.mark.postgres
def test_two_workstations_converge_through_postgresql(
    postgresql_central: Central, tmp_path: Path
) -> None:
    assert postgresql_central.status()["database"] == "postgresql"

    a_night_at_one_desk_is_seen_at_the_other(postgresql_central, tmp_path)


def test_a_night_without_the_central_store_loses_nothing(
    set_up_central: Path, tmp_path: Path
) -> None:
    one = Workstation(tmp_path / "desk-1")
    with served(set_up_central) as central:
        one.join(central, "Joseph Okafor")
    one.do(*NIGHT)
    before = names(one.board())

    ended = one.try_to("sync")
    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "could not be reached" in ended.err
    assert names(one.board()) == before

    with served(set_up_central):
        assert one.do("sync")["sent"] > 50


def test_a_workstation_that_was_shut_out_is_told_so(central: Central, tmp_path: Path) -> None:
    one = Workstation(tmp_path / "desk-1")
    one.join(central, "Joseph Okafor")
    one.do(*NIGHT)
    with one.unlocked() as session:
        device = session.services.session.device_id
    assert inside("sync.central", "device", "revoke", "--data", central.folder, device).code == 0

    ended = one.try_to("sync")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert "may no longer exchange records" in ended.err
    assert len(one.board()) == 6


def test_an_invitation_lets_in_one_workstation(central: Central, tmp_path: Path) -> None:
    one, thief = Workstation(tmp_path / "desk-1"), Workstation(tmp_path / "thief")
    one.join(central, "Joseph Okafor")

    ended = thief.try_to("enrol", "--invitation", central.folder.parent / "desk-1.json")

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert central.status()["devices"] == 1
