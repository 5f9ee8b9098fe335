"""Kills a desk again and again while somebody types and saves, and counts what was lost.

python -m tests.faults.kill_run --minutes 5 --seed 1     adds its tally to docs/faults.md
python -m tests.faults.kill_run --kills 12               prints it alone
"""

import argparse
import json
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from desktop.assembly.session import assemble
from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.person import Person
from desktop.domain.screen import Answer
from desktop.services.everything import Services
from desktop.services.questionnaires import LIAISON_SCREEN, built_in
from desktop.storage.check import check_store
from desktop.storage.store import FILE_NAME, create_store, open_store
from desktop.vault import kdf
from desktop.vault.device import Workstation
from desktop.vault.kdf import KdfParameters
from desktop.vault.unlock import Unlocked, Vault
from tests.builders.moments import numbered
from tests.builders.staff import a_practitioner
from tests.faults.forked import Say, run_forked

CHEAP = KdfParameters(memory_kib=64, iterations=1, lanes=1)
LONGEST_LIFE = 0.35  # seconds; a third of the kills fall while the store is being opened
KILLS_PER_STORE = 60
TALLY = Path(__file__).parents[2] / "docs" / "faults.md"


@dataclass
class Tally:
    """What was promised before the kills, and what of it was not kept."""

    kills: int = 0
    answers: int = 0
    saves: int = 0
    lost: list[str] = field(default_factory=list)
    unopenable: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.unopenable or self.faults)


@dataclass
class Desk:
    """One store that dies many times. `answers` is the highest number acknowledged per question.

    `says_early` plants the fault that all this is there to find: promised before it is kept.
    """

    folder: Path
    unlocked: Unlocked
    screen: str = ""
    says_early: bool = False
    people: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)

    @property
    def device(self) -> bytes:
        return self.unlocked.workstation.device_id.bytes


def a_desk(folder: Path, *, says_early: bool = False) -> Desk:
    kdf.FLOOR = CHEAP  # what costs time here is not what is tried
    place = Workstation(device_id=numbered(501), name="WS-07", suite="Southend")
    vault = Vault(folder, cost=CHEAP)
    opened = vault.create(place, "okafor", a_practitioner(), "x" * 15)
    desk = Desk(folder, opened, says_early=says_early)
    (desk.screen,) = run_forked(partial(_begin, desk))
    return desk


def _begin(desk: Desk, say: Say) -> None:
    store = create_store(desk.folder, desk.unlocked.slot.store_key, desk.device)
    services = assemble(desk.unlocked, store).services
    person = services.add_person(Person(id=PersonId(numbered(1)), family_name="Marsh"))
    screen = services.start_screen(person.id, None, LIAISON_SCREEN).screen
    store.close()
    say(str(screen.id))


def _type_and_save(desk: Desk, seed: int, say: Say) -> None:
    """Type answers, leave sections and add people for ever; say what was acknowledged."""
    rng = random.Random(seed)
    store = open_store(desk.folder, desk.unlocked.slot.store_key, desk.device)
    services = assemble(desk.unlocked, store).services
    screen_id = ScreenId(UUID(desk.screen))
    sections = [one.link_id for one in services.open_screen(screen_id).questionnaire.sections]
    number = max(desk.answers.values(), default=0)
    while True:
        number += 1
        line, act = _next_act(services, rng, screen_id, sections, number)
        if desk.says_early:
            say(line)
        act()
        if not desk.says_early:
            say(line)


def _next_act(
    services: Services,
    rng: random.Random,
    screen_id: ScreenId,
    sections: list[str],
    number: int,
) -> tuple[str, Callable[[], object]]:
    what = rng.random()
    if what < 0.7:
        link, answer = f"q{rng.randrange(12)}", Answer(values=(number, "x" * 40))
        act = partial(services.answer_question, screen_id, link, answer)
        return f"answer {link} {number}", act
    if what < 0.85:
        section = rng.choice(sections)
        leave = partial(services.leave_section, screen_id, section, sections[0])
        return f"section {section}", leave
    one = Person(id=PersonId(UUID(int=rng.getrandbits(128))), family_name=f"P{rng.random()}")
    return f"person {one.id}", partial(services.add_person, one)


def _look(desk: Desk, is_thorough: bool, say: Say) -> None:  # noqa: FBT001 -- called by partial
    """Open what the kill left and say what of the promised is not there."""
    store = open_store(desk.folder, desk.unlocked.slot.store_key, desk.device)
    opened = assemble(desk.unlocked, store).services.open_screen(ScreenId(UUID(desk.screen)))
    here = {link: _number(one) for link, one in opened.answers().items()}
    for link, number in desk.answers.items():
        if here.get(link, 0) < number:
            say(f"lost answer {link} {number}")
    for section in desk.sections - opened.screen.sections_left.keys():
        say(f"lost section {section}")
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM person")
        present = {str(UUID(bytes=identity)) for (identity,) in rows}
        quick = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
    for person in desk.people - present:
        say(f"lost person {person}")
    faults: tuple[str, ...] = () if quick == "ok" else (str(quick),)
    if is_thorough:
        faults = check_store(store, desk.folder / FILE_NAME).faults
    for fault in faults:
        say(f"fault {fault}")
    say("looked")


def _number(answer: Answer) -> int:
    first = answer.values[0] if answer.values else 0
    return first if isinstance(first, int) else 0


def kill_once(desk: Desk, rng: random.Random, tally: Tally) -> None:
    seed, life = rng.getrandbits(32), rng.uniform(0, LONGEST_LIFE)
    for line in run_forked(partial(_type_and_save, desk, seed), kill_after=life):
        what, *about = line.split()
        if what == "answer":
            desk.answers[about[0]] = max(int(about[1]), desk.answers.get(about[0], 0))
            tally.answers += 1
        elif what == "section":
            desk.sections.add(about[0])
            tally.saves += 1
        elif what == "person":
            desk.people.add(about[0])
            tally.saves += 1
    tally.kills += 1


def look_once(desk: Desk, tally: Tally, *, is_thorough: bool) -> None:
    try:
        said = run_forked(partial(_look, desk, is_thorough))
    except RuntimeError:
        tally.unopenable += 1
        return
    tally.lost += [line for line in said if line.startswith("lost")]
    tally.faults += [line for line in said if line.startswith("fault")]


def kill_often(
    rng: random.Random,
    *,
    kills: int | None = None,
    seconds: float = 0,
    says_early: bool = False,
) -> Tally:
    """Kill so many times, or for so long; a fresh store every sixty kills."""
    tally, end = Tally(), time.monotonic() + seconds
    built_in()  # once, before the forks

    def goes_on() -> bool:
        return tally.kills < kills if kills is not None else time.monotonic() < end

    while goes_on():
        with TemporaryDirectory(prefix="kill-run-") as folder:
            desk = a_desk(Path(folder) / "data", says_early=says_early)
            for turn in range(KILLS_PER_STORE):
                kill_once(desk, rng, tally)
                is_last = turn == KILLS_PER_STORE - 1 or not goes_on()
                look_once(desk, tally, is_thorough=is_last or turn % 20 == 0)
                if is_last:
                    break
    return tally


def add_to_page(tally: Tally, seed: int, minutes: float) -> None:
    """Write one more row under the last of the table in docs/faults.md."""
    row = (
        f"| {datetime.now(UTC):%Y-%m-%d} | {seed} | {minutes:g} | {tally.kills} | {tally.answers} "
        f"| {tally.saves} | {len(tally.lost)} | {tally.unopenable} | {len(tally.faults)} |"
    )
    lines = TALLY.read_text(encoding="utf-8").split("\n")
    last = max(place for place, line in enumerate(lines) if line.startswith("|"))
    lines.insert(last + 1, row)
    TALLY.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--says-early", action="store_true", help="plant the fault to be found")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    asked = parser.parse_args()
    if (asked.minutes is None) == (asked.kills is None):
        parser.error("say either --minutes or --kills")
    print(f"seed {asked.seed}", file=sys.stderr)  # noqa: T201 -- a command line prints
    rng = random.Random(asked.seed)
    tally = kill_often(
        rng,
        kills=asked.kills,
        seconds=(asked.minutes or 0) * 60,
        says_early=asked.says_early,
    )
    print(json.dumps(asdict(tally)))  # noqa: T201 -- a command line prints
    for lost, count in Counter(tally.lost + tally.faults).items():
        print(f"{count} x {lost}", file=sys.stderr)  # noqa: T201 -- a command line prints
    if asked.minutes is not None:
        add_to_page(tally, asked.seed, asked.minutes)
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
