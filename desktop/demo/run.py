"""`custody-liaison demo`: an invented night, end to end, with a window or without one."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.assembly import setting_up
from desktop.assembly.access import read_passphrase
from desktop.assembly.session import OpenSession
from desktop.assembly.setting_up import generated_passphrase
from desktop.demo.apart import Apart
from desktop.demo.central import EmbeddedCentral, embedded_central
from desktop.demo.desks import Desk, set_up_desk
from desktop.demo.filling import fill
from desktop.demo.night import Night, a_night
from desktop.demo.shift import Shift
from desktop.demo.transcript import Transcript
from desktop.domain.detention import Detention
from desktop.domain.screen import ScreenStatus
from desktop.services.values import BoardRow
from desktop.storage.check import check_store
from desktop.storage.store import FILE_NAME

_SUITE, _SERVICE = "Southend", "Essex custody health (demonstration)"


def demo(asked: argparse.Namespace) -> int:
    say = Transcript()
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    headless = asked.headless or not (has_display or sys.platform in ("win32", "darwin"))
    with _folder(asked.data) as folder, embedded_central(folder / "central", _SERVICE) as central:
        house = _set_up(asked, folder, central, say)
        if headless:
            _without_window(house, _output(asked.output), say)
            return 0
        return _with_window(house, say)


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    """Yield where the demonstration's stores live; without a name given they end with it."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield given
        return
    made = Path(tempfile.mkdtemp(prefix="custody-liaison-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _output(given: Path | None) -> Path:
    if given is None:
        return Path(tempfile.mkdtemp(prefix="custody-liaison-demo-"))
    given.mkdir(parents=True, exist_ok=True)
    return given


def _admit_others(session: OpenSession, desk: Desk, night: Night) -> None:
    """Several people share the machine: the demonstration's have one passphrase."""
    for user, person in (("nurse", night.staff[0]), ("supervisor", night.staff[4])):
        setting_up.admit(
            desk.folder,
            session.store,
            session.unlocked,
            user=user,
            practitioner=person,
            passphrase=desk.passphrase,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    night: Night
    first: Desk
    second: Desk


def _set_up(
    asked: argparse.Namespace, folder: Path, central: EmbeddedCentral, say: Transcript
) -> House:
    say.step("A central store on this computer, and two workstations that join it")
    say.say(f"serving at {central.url}")
    night = a_night(
        seed=asked.seed, detentions=asked.detentions, suite=_SUITE, now=datetime.now(UTC)
    )
    given = read_passphrase(asked.passphrase_file) if asked.passphrase_file else ""
    passphrase = given or generated_passphrase()
    first = Desk(
        folder=folder, name=f"{_SUITE} 1", suite=_SUITE, user=asked.user,
        passphrase=passphrase,
    )  # fmt: skip
    second = Desk(
        folder=folder / "second-desk", name=f"{_SUITE} 2", suite=_SUITE, user="second",
        passphrase=passphrase,
    )  # fmt: skip
    is_new = not (first.folder / FILE_NAME).exists()
    nurse, practitioner = night.staff[0], night.staff[2]
    set_up_desk(first, practitioner, central)
    set_up_desk(second, nurse, central)
    if is_new:
        with first.opened() as session:
            records = fill(session.store, night)
            _admit_others(session, first, night)
        say.say(night.describe())
        say.say(f"{records} records journalled")
    if not given:
        say.say(f"passphrase of everybody here, shown once: {passphrase}")
    return House(night=night, first=first, second=second)


def _with_window(house: House, say: Transcript) -> int:
    say.step("The window of the first workstation")
    say.say("Unlock with the passphrase above. Closing the window ends the demonstration.")
    command = (sys.executable, "-m", "desktop", "--data", str(house.first.folder))
    return subprocess.run(command, check=False).returncode  # noqa: S603 -- our own program


def _without_window(house: House, output: Path, say: Transcript) -> None:
    told = next(one for one in house.night.screens if one.status is ScreenStatus.COMPLETED).answers
    detention = _an_arrival(house, say)
    with house.first.opened() as session:
        shift = Shift(session.services, say)
        shift.send()
        screen_id = shift.begin_screen(detention, told)
        say.step("Sent, so that the other desk can go on")
        shift.send()
    with house.second.opened() as session:
        say.step(f"The second workstation, {session.services.session.practitioner.name}")
        other = Shift(session.services, say)
        other.send()
        other.finish_screen(screen_id, told)
        other.send()
    with house.first.opened() as session:
        shift = Shift(session.services, say)
        shift.write_court_report(_at_court(session.services.show_board().rows), output)
        say.step("Shift end")
        shift.send(output)
    with house.second.opened() as session:
        Shift(session.services, say).send()
    _work_apart(house, detention, say)
    _compare(house, say)
    _draw(house, output, say)


def _work_apart(house: House, detention: Detention, say: Transcript) -> None:
    apart = Apart(house.first, house.second, say)
    apart.differ(detention)
    with house.first.opened() as session:
        rows = session.services.show_board().rows
    apart.meet_twice(next(row for row in rows if row.person_id != detention.person_id))
    apart.tell()


def _an_arrival(house: House, say: Transcript) -> Detention:
    """Book somebody in at one desk, and have the nurse at the other look at her."""
    with house.first.opened() as session:
        shift = Shift(session.services, say)
        shift.look_at_board()
        shift.take_custody_list(house.night.seed)
        detention = shift.book_in()
        shift.send()
    with house.second.opened() as session:
        nurse = Shift(session.services, say)
        nurse.send()
        nurse.assess(detention)
        nurse.send()
    return detention


def _at_court(rows: tuple[BoardRow, ...]) -> BoardRow:
    """Return who is before a court next, with a finished screen; without a hearing, anyone seen."""
    seen = [
        row
        for row in rows
        if row.screen is not None and row.screen.status is ScreenStatus.COMPLETED
    ]
    return next((row for row in seen if row.hearing_at is not None), seen[0])


def _compare(house: House, say: Transcript) -> None:
    say.step("Both workstations hold the same record")
    digests = []
    for desk in (house.first, house.second):
        with desk.opened() as session:
            found = check_store(session.store, desk.folder / FILE_NAME)
        digests.append(found.digest)
        say.say(f"{desk.name}: {found.entries} entries, digest {found.digest[:24]}")
        for fault in found.faults:
            say.say(f"FAULT: {fault}")
    say.say("the same" if len(set(digests)) == 1 else "NOT THE SAME")


def _draw(house: House, output: Path, say: Transcript) -> None:
    from desktop.demo.pictures import draw_pages  # noqa: PLC0415 -- Qt, only when it is needed

    say.step("A picture of every page")
    names = draw_pages(house.first.folder, house.first.user, house.first.passphrase, output)
    say.say(", ".join(names))
    say.step("Done")
    say.say(f"court report, receipt and pictures are in {output}")
