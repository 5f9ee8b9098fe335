"""Every question of every published form has an editor: named, quiet, and empty until answered."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.forms import FormRefusedError, Item, Questionnaire, load
from tests.fakes.mnemonics import nameless_controls
from ui.screening.editor import QuestionEditor
from ui.screening.editor_for import editor_for
from ui.screening.question import NOT_ASKED_FOR, EditorKind, kind_of

ROOT = Path(__file__).parents[4]
FORMS = ROOT.parent / "shared" / "corpus" / "questionnaires"
OURS = ROOT / "resources" / "questionnaires"
NOW = datetime(2026, 9, 5, 1, 14, tzinfo=UTC)

Shape = tuple[object, ...]


def _forms() -> list[Path]:
    return [*sorted(FORMS.glob("*/questionnaires/*.json")), *sorted(OURS.rglob("*.json"))]


def _shape(item: Item) -> Shape:
    """Return what an editor is chosen and built by: one of each is enough."""
    return (
        *(item.type, item.control, item.repeats, item.is_block(), item.orientation),
        *(min(len(item.options), 9), len(item.units), bool(item.unit), item.slider_step),
        *(bool(item.rich_text), bool(item.prefix), bool(item.hint), bool(item.minimum)),
        *(tuple({option.kind for option in item.options[:20]}), bool(item.open_label)),
    )


def _questions() -> dict[Shape, Item]:
    found: dict[Shape, Item] = {}
    for path in _forms():
        form = _read(path)
        for item in form.items.values() if form is not None else ():
            if kind_of(item) not in {*NOT_ASKED_FOR, EditorKind.UNANSWERABLE}:
                found.setdefault(_shape(item), item)
    return found


def _read(path: Path) -> Questionnaire | None:
    try:
        return load(path.read_bytes())
    except FormRefusedError:
        return None


def _editor(item: Item, qtbot: QtBot) -> QuestionEditor:
    editor = editor_for(item, kind_of(item), lambda: NOW)
    qtbot.addWidget(editor)
    editor.show()
    return editor


@pytest.mark.skipif(not FORMS.is_dir(), reason="the published forms are not on this machine")
def test_every_published_question_has_an_editor_with_names_and_without_an_answer(
    qtbot: QtBot,
) -> None:
    questions = _questions()
    assert len(questions) > 200

    for item in questions.values():
        editor = _editor(item, qtbot)
        told: list[object] = []
        editor.answered.connect(told.append)
        editor.flush()
        editor.show_error("Write it anew.")
        editor.clear_error()

        assert nameless_controls(editor) == [], item
        assert editor.focus_target().focusPolicy().value, item
        assert editor.question_label().text(), item
        assert told == [], item
        editor.close()
        editor.deleteLater()
