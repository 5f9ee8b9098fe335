"""The forms that ship: found by name at once, read when somebody needs them, never lost."""

import json
import subprocess
import sys
from pathlib import Path

from desktop.services.questionnaires import (
    HEALTH_ASSESSMENT,
    LIAISON_SCREEN,
    NEWS2,
    PRE_RELEASE,
    SAFETY_PLAN,
    STREET_TRIAGE,
    built_in,
    built_in_index,
    index_of,
    newest_of,
)
from tests.unit.desktop.services.desk import Desk


def a_version(folder: Path, version: str) -> None:
    form = {"url": "https://forms.example/x", "version": version, "title": f"X {version}"}
    folder.mkdir(exist_ok=True)
    (folder / f"x-{version}.json").write_text(json.dumps(form), encoding="utf-8")


def test_every_form_that_ships_may_be_begun_by_its_bare_name(desk: Desk) -> None:
    person = desk.person()
    for url in (
        LIAISON_SCREEN, HEALTH_ASSESSMENT, STREET_TRIAGE, PRE_RELEASE, SAFETY_PLAN, NEWS2,
    ):  # fmt: skip
        opened = desk.services.start_screen(person.id, None, url)
        assert opened.questionnaire.canonical.startswith(url + "|")


def test_screens_are_listed_before_single_instruments(desk: Desk) -> None:
    choices = desk.services.list_forms()

    kinds = [choice.is_instrument for choice in choices]
    assert kinds == sorted(kinds)
    assert choices[0].canonical.startswith(LIAISON_SCREEN)
    screens = [choice.title for choice in choices if not choice.is_instrument]
    assert len(screens) >= 5
    assert any(choice.canonical.startswith(NEWS2) for choice in choices[len(screens) :])


def test_a_list_of_names_reads_no_form() -> None:
    program = (
        "from desktop import forms; from desktop.services import questionnaires as q\n"
        "def refuse(raw): raise AssertionError('read')\n"
        "forms.load = refuse\n"
        "assert len(q.newest_of(q.built_in_index())) > 15\n"
        "try: q.built_in()\n"
        "except AssertionError: print('noticed')\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ended.stdout.strip() == "noticed"


def test_each_file_holds_the_form_that_its_name_promises() -> None:
    for canonical, form in built_in().items():
        assert (form.canonical, form.title) == (canonical, built_in_index()[canonical].title)


def test_of_several_versions_the_newest_is_in_use_and_the_others_stay(tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        a_version(tmp_path / "earlier", version)

    index = index_of(tmp_path)

    assert len(index) == 3
    assert [one.title for one in newest_of(index)] == ["X 1.10.0"]
