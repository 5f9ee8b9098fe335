"""A form is looked at before it is put to use, and a wrong choice costs nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Form
from desktop.forms import Finding, FormRefusedError, Level, inspect
from tests.builders.screens import a_form
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import a_page_context
from ui.import_form.form_file import LARGEST_FORM_BYTES, path_typed
from ui.import_form.page import ImportFormPage
from ui.places import ImportFormPlace

FORM = {
    "resourceType": "Questionnaire",
    "url": "https://forms.example/wing",
    "version": "2",
    "title": "Wing handover",
    "status": "active",
    "item": [{"linkId": "1", "type": "string", "text": "What matters tonight?"}],
}


class ChooserInMemory:
    """Answers for the person with one file, or closes without an answer."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def __call__(self, _owner: QWidget, chosen: Callable[[Path], None]) -> None:
        if self.path is not None:
            chosen(self.path)


@pytest.fixture
def form_file(tmp_path: Path) -> Path:
    path = tmp_path / "wing.json"
    path.write_text(json.dumps(FORM))
    return path


def open_page(qtbot: QtBot, path: Path | None = None, **overrides: Any) -> ImportFormPage:
    context = a_page_context(inspect_form=inspect, **overrides)
    page = ImportFormPage(context, ImportFormPlace(), choose_form=ChooserInMemory(path))
    qtbot.addWidget(page)
    page.begin()
    return page


def findings_of(page: ImportFormPage) -> list[Finding]:
    return list(page.view._findings.rows())


def test_a_chosen_form_is_described_and_not_yet_used(qtbot: QtBot, form_file: Path) -> None:
    used: list[bytes] = []
    page = open_page(qtbot, form_file, import_form=used.append)

    page.view.choose.click()

    assert page.view.path.text() == str(form_file)
    assert page.view._title.text() == "Wing handover"
    assert "https://forms.example/wing|2 · 1 item" in page.view._facts.text()
    assert "works here" in page.view.verdict.text()
    assert not page.view.use.isHidden()
    assert used == []


def test_what_was_looked_at_is_what_is_put_to_use(qtbot: QtBot, form_file: Path) -> None:
    used: list[bytes] = []

    def import_form(raw: bytes) -> Form:
        used.append(raw)
        return a_form(raw=raw, title="Wing handover")

    page = open_page(qtbot, form_file, import_form=import_form)
    page.view.choose.click()
    looked_at = form_file.read_bytes()
    form_file.write_text("changed meanwhile")

    page.view.use.click()

    assert used == [looked_at]
    assert "“Wing handover” is in use" in page.view.frame.notice.text()
    assert page.view.use.isHidden()


def test_a_path_can_be_pasted_as_file_managers_copy_it(qtbot: QtBot, form_file: Path) -> None:
    page = open_page(qtbot)
    page.view.path.setText(f'"{form_file}"')

    page.view.look.click()

    assert page.view._title.text() == "Wing handover"
    assert path_typed(f"file://{form_file}") == form_file


def test_a_form_that_cannot_be_used_says_why_and_offers_no_button(
    qtbot: QtBot, form_file: Path
) -> None:
    twice = [{"linkId": "1", "type": "string", "text": "a"}] * 2
    form_file.write_text(json.dumps({**FORM, "item": twice}))
    page = open_page(qtbot, form_file)

    page.view.choose.click()

    assert "cannot be used here" in page.view.verdict.text()
    assert findings_of(page)[0].level is Level.REFUSED
    model = page.view.findings.model()
    assert model.data(model.index(0, 1)) == "a"
    assert page.view.use.isHidden()


def test_a_file_that_is_not_there_is_said_and_the_choice_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(qtbot)
    page.view.path.setText(str(tmp_path / "gone.json"))

    page.view.look.click()

    assert page.view.path.text().endswith("gone.json")
    assert "not a form that this program can read" in page.view.frame.errors.texts()[0]


def test_a_film_chosen_by_mistake_is_not_read(qtbot: QtBot, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LARGEST_FORM_BYTES + 1)
    page = open_page(qtbot, film)

    page.view.choose.click()

    assert page.view.frame.errors.texts() != []


def test_nothing_chosen_is_asked_for(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    page.view.look.click()

    assert page.view.frame.errors.texts() == ["Choose a form file, or write where it is"]


def test_closing_the_file_window_changes_nothing(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    page.view.choose.click()

    assert page.view.path.text() == ""
    assert page.view.frame.errors.isHidden()


def test_a_refusal_at_the_last_moment_shows_its_reasons(qtbot: QtBot, form_file: Path) -> None:
    reason = Finding(Level.REFUSED, "1", "already-in-use", "This version is already in use.")

    def refuse(_raw: bytes) -> Form:
        raise FormRefusedError((reason,))

    page = open_page(qtbot, form_file, import_form=refuse)
    page.view.choose.click()

    page.view.use.click()

    assert findings_of(page) == [reason]
    assert page.view.frame.notice.text() != ""
    assert page.view.path.text() == str(form_file)


def test_the_forms_in_use_are_listed(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    assert [form.title for form in page.view._forms.rows()] == ["Health screen"]


def test_every_control_has_a_name_and_no_two_claim_one_key(qtbot: QtBot, form_file: Path) -> None:
    page = open_page(qtbot, form_file)
    page.view.choose.click()

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []
