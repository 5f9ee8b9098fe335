"""The bench of forms measures what it says: the structure is held here, never a time to beat."""

import json
import math
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.bench import forms
from desktop.bench.forms import (
    Effort,
    FormFileError,
    Measured,
    answers,
    chosen_forms,
    measure_all,
    measured,
)
from desktop.bench.forms_bare import BareForm, parts_of
from desktop.bench.forms_desk import Desk
from desktop.bench.forms_found import largest_shared_form
from desktop.bench.forms_made import a_made_form
from desktop.bench.forms_opening import a_window
from desktop.bench.forms_page import OpenPage
from desktop.domain.screen import Answer
from desktop.forms import Filling, inspect, load

LITTLE = Effort(rounds=1, answers=4, turns=2)
SLOW_MS = 50


def a_form(*kinds: str) -> bytes:
    items = [{"linkId": f"{n}", "type": kind, "text": "Seen?"} for n, kind in enumerate(kinds)]
    section = {"linkId": "s", "type": "group", "text": "Health", "item": items}
    return json.dumps(
        {"resourceType": "Questionnaire", "status": "active", "title": "F", "item": [section]}
    ).encode()


@pytest.fixture
def small() -> Measured:
    return measured("small", a_form("boolean", "string", "boolean", "text"))


def slowed(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same work, which keeps the processor busy first."""

    def slow(*given: Any, **named: Any) -> Any:
        until = time.thread_time() + SLOW_MS / 1000
        while time.thread_time() < until:
            pass
        return work(*given, **named)

    return slow


def test_the_made_form_has_300_questions_20_of_them_calculated_and_is_always_the_same() -> None:
    raw = a_made_form()
    items = load(raw).items.values()

    assert raw == a_made_form()
    assert sum(item.is_question() for item in items) == 300
    assert sum(item.logic.calculated is not None for item in items) == 20
    assert any(item.enable_when for item in items)
    assert inspect(raw).findings == ()


def test_the_made_form_adds_up() -> None:
    filling = Filling(load(a_made_form()), {})
    filling.put("s0.q5", Answer(values=(3,)))
    filling.put("s1.q5", Answer(values=(4,)))

    assert filling.answer_to("s0.sum0").values == (3,)
    assert filling.answer_to("s1.sum1").values == (7,)
    assert filling.warnings() == ()


def test_every_row_of_the_bench_is_a_finite_comparison(qtbot: QtBot, small: Measured) -> None:
    rows = measure_all([small], LITTLE)

    about = [row.name.partition(": ")[2] for row in rows]
    assert about[:3] == ["read", "first page painted", "first page, to its end"]
    assert "answer, p95 in 16 ms" in about
    assert about[-2:] == ["page turn", "page turn, p95 in 50 ms"]
    for row in rows:
        assert math.isfinite(row.ratio), row
        assert row.ours > 0, row
        assert row.baseline > 0, row


def test_a_form_of_several_sections_is_opened_at_its_largest_too(qtbot: QtBot) -> None:
    raw = json.loads(a_form("boolean"))
    raw["item"].append(json.loads(a_form("string", "string"))["item"][0] | {"linkId": "t"})
    raw["item"][1]["item"] = [{**one, "linkId": f"t{n}"}
                              for n, one in enumerate(raw["item"][1]["item"])]  # fmt: skip

    rows = forms.paints(measured("two", json.dumps(raw).encode()), LITTLE)

    assert [row.name.partition(": ")[2] for row in rows] == [
        "first page painted",
        "first page, to its end",
        "largest page painted",
        "largest page, to its end",
    ]


def test_the_bare_form_has_the_widgets_that_a_person_sees_on_the_page(qtbot: QtBot) -> None:
    with a_window() as (window, tasks):
        opened = OpenPage(window, Desk(load(a_made_form()), "", tasks))
        window.settle()
        seen = opened.seen()
        bare = seen.bare()
        window.bring_to_front(bare)
        window.settle()

        assert len(seen.rows) > 12
        kinds = Counter(part.kind for part in (*seen.around, *sum(seen.rows.values(), ())))
        assert Counter(part.kind for part in parts_of(bare)) == kinds
        assert {part.words for part in parts_of(bare)} == {
            part.words for part in (*seen.around, *sum(seen.rows.values(), ()))
        }
        window.let_go(bare)
        opened.close()


def test_a_slow_engine_shows_in_the_answers_and_not_in_the_bare_form(
    qtbot: QtBot, small: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Filling, "put", slowed(Filling.put))

    answer = answers(small, LITTLE)[0]

    assert answer.ours >= SLOW_MS
    assert answer.ours - answer.baseline >= SLOW_MS / 2
    assert not answer.holds


def test_a_slow_opening_shows_in_the_first_paint(
    qtbot: QtBot, small: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Filling, "begun", slowed(Filling.begun))

    first, whole = forms.paints(small, LITTLE)

    assert first.ours >= SLOW_MS
    assert whole.ours >= SLOW_MS


def test_a_slow_bare_form_shows_in_the_baseline(
    qtbot: QtBot, small: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BareForm, "__init__", slowed(BareForm.__init__))

    first, _whole = forms.paints(small, LITTLE)

    assert first.baseline >= SLOW_MS


def test_the_form_that_is_named_is_measured_in_place_of_the_largest(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(a_form("string"))

    assert [each.name for each in chosen_forms(file)] == ["form, 2 items", "made, 312 items"]


def test_a_form_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FormFileError):
        list(chosen_forms(tmp_path / "none.json"))


def test_the_largest_form_that_works_is_found(tmp_path: Path) -> None:
    refused = json.loads(a_form(*["string"] * 5))
    refused["item"][0]["item"][0]["linkId"] = "s"
    response = a_form(*["string"] * 9).replace(b'"Questionnaire"', b'"QuestionnaireResponse"')
    for name, raw in (
        ("small", a_form("string")),
        ("large", a_form("string", "string")),
        ("refused", json.dumps(refused).encode()),
        ("response", response),
    ):
        (tmp_path / f"{name}.json").write_bytes(raw)

    found = largest_shared_form(tmp_path)

    assert found is not None
    assert found[0].stem == "large"


def test_where_there_are_no_shared_forms_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert largest_shared_form(tmp_path) is None
    monkeypatch.setattr(forms, "largest_shared_form", lambda: None)

    assert [each.name for each in chosen_forms(None)] == ["made, 312 items"]
    assert "no shared forms" in capsys.readouterr().err


def test_the_slow_end_is_one_of_the_times_that_were_measured() -> None:
    assert forms.slow_end([float(n) for n in range(1, 101)]) == 95
    assert forms.slow_end([3.0]) == 3
